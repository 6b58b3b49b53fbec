'use client';

import { useTranslations } from 'next-intl';
import type { Cell } from '@/analysis-kernel/document/notebook';
import { Button } from '@/components/ui/button';
import type { Choice, Conflict } from '@/components/workbench/store/conflicts';
import { useWorkbench } from '@/components/workbench/workbench-context';
import { MergeEditor } from './merge-editor';
import { SideBySide } from './side-by-side';

interface Version {
  readonly choice: Choice;
  readonly title: string;
  readonly name: string | null;
  readonly body: string;
  readonly take: string;
}

/** One cell changed in two windows or more: all texts, this one and theirs side by side, the choice, and a merge of both. */
export function ConflictNote({ conflict, cell }: { readonly conflict: Conflict; readonly cell: Cell }) {
  const text = useTranslations('notebook.conflict');
  const { store, edits } = useWorkbench().controller;
  const { id, theirs, own, removed, others } = conflict;
  const said = removed ? 'removed' : theirs ? 'title' : 'deleted';
  const ownSaid = { removed: 'ownRemoved', title: 'ownTitle', deleted: 'ownDeleted' } as const;
  const mine: Version | null = removed
    ? null
    : { choice: 'mine', title: text('mine'), name: cell.name, body: cell.body, take: text('keepMine') };
  const elsewhere: Version | null = theirs && {
    ...theirs,
    choice: 'theirs',
    title: text(own ? 'otherWindow' : 'theirs'),
    take: text(removed ? 'keepIt' : own ? 'takeThis' : 'takeTheirs'),
  };
  const more: readonly Version[] = others.map((one, at) => ({ ...one, choice: at, title: text('otherWindow'), take: text('takeThis') }));
  const isPair = mine !== null && elsewhere !== null;
  const alone = [isPair ? null : mine, isPair ? null : elsewhere, ...more].filter((one) => one !== null);
  const renamed = new Set([mine, elsewhere, ...more].flatMap((one) => (one ? [one.name] : []))).size > 1;
  const choose = (choice: Choice) => () => store.resolve(id, choice);
  const take = ({ choice, take: words }: Version) => (
    <Button size="small" className="justify-self-start" onClick={choose(choice)}>
      {words}
    </Button>
  );
  return (
    <div role="alert" className="grid grid-cols-[minmax(0,1fr)] gap-2 rounded-md border border-stale bg-stale-soft p-3">
      <p>{text(own ? ownSaid[said] : said)}</p>
      {isPair ? (
        <>
          <SideBySide
            left={{ title: <Heading version={mine} renamed={renamed} />, body: mine.body, only: text('onlyMine') }}
            right={{
              title: <Heading version={elsewhere} renamed={renamed} />,
              body: elsewhere.body,
              only: text(own ? 'onlyOwn' : 'onlyTheirs'),
            }}
          />
          <div className="flex flex-wrap gap-2">
            {take(mine)}
            {take(elsewhere)}
          </div>
          <MergeEditor
            mine={mine.body}
            theirs={elsewhere.body}
            onTake={(merged) => {
              store.resolve(id, 'mine');
              edits.write(id, merged);
            }}
          />
        </>
      ) : null}
      {alone.length > 0 ? (
        <div className="grid gap-2 sm:grid-cols-2">
          {alone.map((version) => (
            <div key={version.choice} className="grid min-w-0 content-start gap-1">
              <div className="text-xs font-semibold">
                <Heading version={version} renamed={renamed} />
              </div>
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard */}
              <pre tabIndex={0} className="max-h-60 overflow-auto rounded-md bg-surface p-2 font-mono text-xs whitespace-pre-wrap">
                {version.body}
              </pre>
              {take(version)}
            </div>
          ))}
        </div>
      ) : null}
      {removed ? (
        <Button size="small" className="justify-self-start" onClick={choose('mine')}>
          {text('deleteIt')}
        </Button>
      ) : null}
      {theirs ? null : (
        <Button size="small" className="justify-self-start" onClick={choose('theirs')}>
          {text('takeDeletion')}
        </Button>
      )}
    </div>
  );
}

/** Whose text it is, and its name where the names differ too. */
function Heading({ version: { title, name }, renamed }: { readonly version: Version; readonly renamed: boolean }) {
  const text = useTranslations('notebook.conflict');
  return (
    <>
      {title}
      {renamed ? <span className="block font-normal break-all">{text('name', { name: name ?? '' })}</span> : null}
    </>
  );
}
