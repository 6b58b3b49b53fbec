import { defineRoute } from '@/app/_server/route';
import { logPolicyReport } from '@/app/_server/security/policy-report';

export const POST = defineRoute({ name: 'security.report', right: 'home.read', run: logPolicyReport });
