import { defineRoute } from '@/app/_server/route';
import { signOut } from '@/app/_server/session/sign-out';

export const POST = defineRoute({ name: 'session.sign-out', right: 'session.close', on: 'self', run: signOut });
