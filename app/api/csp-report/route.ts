import { logCspReport } from '@/app/_server/csp-report';
import { defineRoute } from '@/app/_server/route';

export const POST = defineRoute({ name: 'csp.report', right: 'home.read', on: 'none', run: logCspReport });
