'use client';

import { useTranslations } from 'next-intl';
import type { RunCell } from '@/app/_contract/runs';
import { countText } from '@/components/ui/number-text';
import { Table } from '@/components/ui/table';

/** Characters of a key that tell it from others at a glance; all of it on hover. */
const SHORT_KEY = 12;

/** What ran: each cell with how it ended, how long it took, what it counted, and whether the server names the same key. */
export function RunTable({ cells }: { readonly cells: readonly RunCell[] }) {
  const text = useTranslations('history.record');
  const columns = (['cell', 'status', 'time', 'rows', 'warnings', 'key'] as const).map((key) => ({ key, header: text(key) }));
  const rows = cells.map(({ id, name, status, milliseconds, rows: counts, warnings, key, checked }) => ({
    key: id,
    cells: {
      cell: (
        <span title={name} className="block max-w-60 truncate font-medium">
          {name}
        </span>
      ),
      status: <span className={status === 'ok' ? undefined : 'text-failed'}>{text(`state.${status}`)}</span>,
      time:
        milliseconds === null
          ? status === 'ok'
            ? text('reused')
            : '–'
          : text('seconds', { seconds: (milliseconds / 1000).toFixed(milliseconds < 950 ? 2 : 1) }),
      rows: counts.length === 0 ? '–' : counts.map(([table, n]) => `${table} ${countText(n)}`).join(', '),
      warnings: warnings.length === 0 ? '–' : warnings.join(', '),
      key:
        key === null ? (
          '–'
        ) : (
          <span className="grid">
            <code title={key} className="font-mono text-xs">
              {key.slice(0, SHORT_KEY)}
            </code>
            <span className="text-xs text-ink-soft">{text(checked ? 'checked' : 'told')}</span>
          </span>
        ),
    },
  }));
  return <Table caption={text('ran')} columns={columns} rows={rows} />;
}
