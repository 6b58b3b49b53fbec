import { logPolicyReport } from '@/app/_server/policy-report';
import { defineRoute } from '@/app/_server/route';

export const POST = defineRoute({ name: 'security.report', right: 'home.read', run: logPolicyReport });
