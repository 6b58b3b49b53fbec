import 'server-only';
import { csvField } from '@/analysis-kernel/results/spreadsheet-text';
import { auditFilter } from '@/app/_contract/audit';
import type { Language } from '@/cohort-dsl/source/localised';
import { appendAudit } from './audit/append';
import { everyAuditPage } from './audit/list';
import { demandBounded } from './envelope';
import type { RouteContext } from './route';

const columns = ['sequence', 'at', 'person', 'sentence', 'action', 'outcome', 'reason', 'objectKind', 'object', 'project', 'hash'] as const;

/** The entries a search finds, newest first, as CSV a spreadsheet may open. That they were taken is on record before the first goes. */
export async function exportAudit(
  { database, person, request }: RouteContext<'audit.read', 'none'>,
  language: Language,
): Promise<Response> {
  const asked = Object.fromEntries(new URL(request.url).searchParams);
  demandBounded(asked);
  const filter = auditFilter.parse(asked);
  await database.$transaction((tx) =>
    appendAudit(tx, {
      userId: person.id,
      userName: person.name,
      action: 'audit.export',
      outcome: 'done',
      reason: null,
      objectKind: null,
      objectId: null,
      projectId: null,
      release: null,
      details: { ...asked },
    }),
  );
  const pages = everyAuditPage(database, filter, language);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    // A byte-order mark, so that spreadsheets read Chinese as UTF-8.
    start: (controller) => controller.enqueue(encoder.encode(`\u{FEFF}${columns.join(',')},details\r\n`)),
    pull: async (controller) => {
      const { done, value } = await pages.next();
      if (done) return controller.close();
      const lines = value.map((entry) =>
        [...columns.map((name) => csvField(entry[name])), csvField(JSON.stringify(entry.details))].join(','),
      );
      controller.enqueue(encoder.encode(lines.map((line) => `${line}\r\n`).join('')));
    },
    cancel: () => void pages.return(undefined),
  });
  return new Response(body, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="audit.csv"',
      'Cache-Control': 'no-store',
    },
  });
}
