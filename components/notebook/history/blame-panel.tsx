'use client';

import { useFormatter, useTranslations } from 'next-intl';
import { readBlameAction } from '@/app/_actions/history';
import { Button } from '@/components/ui/button';
import { ErrorNote } from '@/components/ui/error-note';
import { useWorkbench } from '@/components/workbench/workbench-context';
import { openHistory } from './open-history';
import { useAsked } from './use-asked';

/** Who wrote each line of a cell, and when. */
export function BlamePanel({ cell }: { readonly cell: string }) {
  const text = useTranslations('history');
  const format = useFormatter();
  const { controller, notebook } = useWorkbench();
  const { value, problem, again } = useAsked(cell, async () => {
    await controller.store.flush();
    return readBlameAction({ notebook: notebook.id, cell });
  });
  const back = (
    <Button look="quiet" size="small" className="justify-self-start" onClick={() => openHistory.open({ of: 'notebook' })}>
      {text('blame.history')}
    </Button>
  );
  if (problem !== null) {
    return (
      <ErrorNote
        action={
          <Button size="small" className="justify-self-start" onClick={again}>
            {text('again')}
          </Button>
        }
      >
        {problem}
      </ErrorNote>
    );
  }
  if (value === null) return <p role="status">{text('blame.loading')}</p>;
  const { lines, people, cut } = value;
  const saidOf = ({ by, at }: (typeof lines)[number]) =>
    by === null
      ? text('blame.begun')
      : `${people[by] ?? text('gone')} · ${format.dateTime(new Date(at), { dateStyle: 'short', timeStyle: 'short' })}`;
  return (
    <div className="grid min-w-0 grid-cols-1 gap-3">
      {cut ? <p className="text-sm text-ink-soft">{text('blame.cut')}</p> : null}
      {lines.length === 0 ? <p className="text-ink-soft">{text('blame.empty')}</p> : null}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard */}
      <section tabIndex={0} aria-label={text('blame.text')} className="overflow-x-auto rounded-md border border-line">
        <table className="w-full text-sm">
          <thead className="sr-only">
            <tr>
              <th scope="col">{text('blame.who')}</th>
              <th scope="col">{text('blame.line')}</th>
              <th scope="col">{text('blame.text')}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line, at) => {
              const { by, version } = line;
              const isFirst = lines[at - 1]?.by !== by || lines[at - 1]?.version !== version;
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: a line has no identity beyond its number
                <tr key={at} className={isFirst && at > 0 ? 'border-t border-line' : undefined}>
                  <td className="w-64 max-w-64 truncate px-2 align-top text-xs leading-[20px] text-ink-soft" title={saidOf(line)}>
                    {isFirst ? saidOf(line) : <span className="sr-only">{saidOf(line)}</span>}
                  </td>
                  <td className="w-[4ch] px-1 text-end align-top font-mono text-[13px] leading-[20px] text-ink-soft">{at + 1}</td>
                  <td className="px-2 font-mono text-[13px] leading-[20px] whitespace-pre-wrap">{line.text}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>
      {back}
    </div>
  );
}
