'use client';

import { ArrowLeftRight } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { readHistoryAction } from '@/app/_actions/history';
import type { HistoryDto } from '@/app/_contract/history';
import { Button } from '@/components/ui/button';
import { ErrorNote } from '@/components/ui/error-note';
import { Field, NativeSelect } from '@/components/ui/field';
import { useWorkbench } from '@/components/workbench/workbench-context';
import { Comparison } from './comparison';
import { daysOf } from './entries';
import { type Chosen, comparisonOf, HistoryList } from './history-list';
import { NameVersion } from './name-version';
import { NOW, namedBy, ofRun, ofVersion, type Side, type SideName } from './sides';
import { useRestoring } from './use-restoring';
import { useSide } from './use-side';

/** The notebook's history: days with what was done in them, and beside them any two versions compared. */
export function HistoryPanel() {
  const text = useTranslations('history');
  const { notebook } = useWorkbench();
  const { pages, problem, readOn, readAnew } = usePages();
  const [wanted, setWanted] = useState<Chosen | null>(null);
  const days = useMemo(() => daysOf(pages ?? []), [pages]);
  const names = useMemo(
    () => ({
      people: Object.assign({}, ...(pages ?? []).map(({ people }) => people)),
      cells: Object.assign({}, ...(pages ?? []).map(({ cells }) => cells)),
    }),
    [pages],
  );
  if (problem !== null && pages === null) return <Failed problem={problem} again={readAnew} />;
  if (pages === null || pages.length === 0) return <p role="status">{text('loading')}</p>;
  const { begins } = pages[0];
  // What was written last is what one looks for first.
  const entries = days.flatMap((day) => day.entries);
  const spells = entries.filter(({ of }) => of === 'spell').flatMap((entry) => comparisonOf(entry, begins) ?? []);
  const chosen = wanted ?? spells[0] ?? { before: ofVersion(begins), after: NOW };
  const older = pages.at(-1)?.older ?? null;
  return (
    <div className="grid grid-cols-1 gap-4 lg:grid-cols-[320px_minmax(0,1fr)]">
      <nav
        aria-label={text('list')}
        className="grid max-h-[34vh] min-h-40 content-start gap-3 overflow-y-auto border-line lg:max-h-[76vh] lg:border-e lg:pe-3"
      >
        {entries.length === 0 ? <p className="text-sm text-ink-soft">{text('none')}</p> : null}
        <HistoryList
          days={days}
          names={names}
          chosen={chosen}
          begins={begins}
          address={`/projects/${notebook.projectId}/notebooks/${notebook.id}`}
          onChoose={setWanted}
        />
        {older === null ? null : (
          <Button look="quiet" size="small" className="justify-self-start" onClick={() => void readOn(older)}>
            {text('older')}
          </Button>
        )}
        {problem === null ? null : <ErrorNote>{problem}</ErrorNote>}
      </nav>
      <div className="min-w-0 lg:max-h-[76vh] lg:overflow-y-auto lg:pe-1">
        <Compared chosen={chosen} pages={pages} onChoose={setWanted} onChanged={readAnew} />
      </div>
    </div>
  );
}

/** Pages of the history as they were read, newest first; null until the first is there. */
function usePages() {
  const text = useTranslations('problems');
  const { controller, notebook } = useWorkbench();
  const [pages, setPages] = useState<readonly HistoryDto[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const read = useCallback(
    async (before: number | null) => {
      setProblem(null);
      // What was typed just now is a part of it.
      if (before === null) await controller.store.flush();
      const answer = await readHistoryAction({ notebook: notebook.id, before }).catch(() => null);
      if (answer?.ok) setPages((known) => (before === null ? [answer.value] : [...(known ?? []), answer.value]));
      else setProblem(answer?.problem.message ?? text('unreachable'));
    },
    [controller, notebook.id, text],
  );
  useEffect(() => void read(null), [read]);
  return { pages, problem, readOn: read, readAnew: useCallback(() => void read(null), [read]) };
}

interface ComparedProps {
  readonly chosen: Chosen;
  readonly pages: readonly HistoryDto[];
  readonly onChoose: (chosen: Chosen) => void;
  /** The history has another line now. */
  readonly onChanged: () => void;
}

function Compared({ chosen, pages, onChoose, onChanged }: ComparedProps) {
  const text = useTranslations('history');
  const { controller } = useWorkbench();
  const restore = useRestoring();
  const [before, after] = [useSide(chosen.before), useSide(chosen.after)];
  const problem = before.problem ?? after.problem;
  const again = () => {
    if (before.problem !== null) before.again();
    if (after.problem !== null) after.again();
  };
  const restored = (side: Side, cell: string | null) =>
    void restore(side, cell).then(() => {
      onChanged();
      if (chosen.after === NOW) after.again();
    });
  const choice = (place: 'before' | 'after', side: Side | null) => (
    <SideChoice
      label={text(`compare.${place}`)}
      name={chosen[place]}
      pages={pages}
      side={side}
      onChoose={(name) => onChoose({ ...chosen, [place]: name })}
      onRestore={controller.mayEdit ? (found) => restored(found, null) : null}
      onNamed={onChanged}
    />
  );
  return (
    <div className="grid min-w-0 grid-cols-1 gap-4">
      <div className="flex flex-wrap items-start gap-3 border-b border-line pb-3">
        {choice('before', before.value)}
        <Button
          look="quiet"
          size="icon"
          className="mt-6"
          aria-label={text('compare.swap')}
          onClick={() => onChoose({ before: chosen.after, after: chosen.before })}
        >
          <ArrowLeftRight aria-hidden className="size-4" />
        </Button>
        {choice('after', after.value)}
      </div>
      {problem === null ? null : <Failed problem={problem} again={again} />}
      {before.value && after.value ? (
        <Comparison
          before={before.value}
          after={after.value}
          onRestore={controller.mayEdit && before.value.version !== null ? (id) => before.value && restored(before.value, id) : null}
        />
      ) : problem === null ? (
        <p role="status">{text('compare.reading')}</p>
      ) : null}
    </div>
  );
}

interface SideChoiceProps {
  readonly label: string;
  readonly name: SideName;
  readonly pages: readonly HistoryDto[];
  readonly side: Side | null;
  readonly onChoose: (name: SideName) => void;
  /** Null for whoever may not change the notebook. */
  readonly onRestore: ((side: Side) => void) | null;
  readonly onNamed: () => void;
}

/** One side: which version it is, and what can be done with it. */
function SideChoice({ label, name, pages, side, onChoose, onRestore, onNamed }: SideChoiceProps) {
  const text = useTranslations('history');
  const { controller } = useWorkbench();
  const [naming, setNaming] = useState(false);
  const options = useOptions(pages, name);
  return (
    <div className="grid min-w-0 flex-1 basis-56 gap-1">
      <Field label={label}>
        {(control) => (
          <NativeSelect {...control} value={name} onChange={({ target }) => onChoose(target.value)}>
            {options.map((option) => (
              <option key={option.name} value={option.name}>
                {option.label}
              </option>
            ))}
          </NativeSelect>
        )}
      </Field>
      <span className="flex flex-wrap gap-1">
        {onRestore && side && side.version !== null ? (
          <Button size="small" onClick={() => onRestore(side)}>
            {text('restore.all')}
          </Button>
        ) : null}
        {controller.mayEdit ? (
          <Button look="quiet" size="small" onClick={() => setNaming(true)}>
            {text('name.button')}
          </Button>
        ) : null}
      </span>
      {naming ? (
        <NameVersion
          version={side?.version ?? null}
          onOpenChange={setNaming}
          onNamed={() => {
            setNaming(false);
            onNamed();
          }}
        />
      ) : null}
    </div>
  );
}

/** What may be chosen: what stands now, named versions and runs by their names, the others by their times. */
function useOptions(pages: readonly HistoryDto[], own: SideName): readonly { readonly name: SideName; readonly label: string }[] {
  const text = useTranslations('history');
  const format = useFormatter();
  return useMemo(() => {
    const moment = (at: number | string) => format.dateTime(new Date(at), { dateStyle: 'medium', timeStyle: 'short' });
    const found = new Map<SideName, string>([[NOW, text('now')]]);
    for (const { marks } of pages)
      for (const { kind, name, version } of marks)
        if (kind === 'named' && !found.has(ofVersion(version))) found.set(ofVersion(version), name);
    for (const { runs } of pages) for (const { id, at } of runs) found.set(ofRun(id), text('runAt', { at: moment(at) }));
    for (const { spells } of pages)
      for (const { last: version, ended } of spells)
        if (!found.has(ofVersion(version))) found.set(ofVersion(version), text('versionAt', { at: moment(ended), version }));
    const { begins } = pages[0];
    if (!found.has(ofVersion(begins))) found.set(ofVersion(begins), text('begin'));
    const named = namedBy(own);
    if (!found.has(own)) found.set(own, named.kind === 'version' ? text('version', { version: named.version }) : own);
    return [...found].map(([name, label]) => ({ name, label }));
  }, [pages, own, text, format]);
}

function Failed({ problem, again }: { readonly problem: string; readonly again: () => void }) {
  const text = useTranslations('history');
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
