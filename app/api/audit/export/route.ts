import { exportAudit } from '@/app/_server/export-audit';
import { defineRoute } from '@/app/_server/route';

export const GET = defineRoute({
  name: 'audit.export',
  right: 'audit.read',
  on: 'none',
  run: (context) => exportAudit(context, context.person.language),
});
