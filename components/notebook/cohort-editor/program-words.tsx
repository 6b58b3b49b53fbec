'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import type { Cell } from '@/analysis-kernel/document/notebook';
import type { Language } from '@/cohort-dsl/source/localised';
import { useStore, useWorkbench } from '@/components/workbench/workbench-context';
import type { ExplainedSection } from './language-calls';
import { askLanguage } from './language-client';
import { otherCohorts } from './other-cohorts';

const EXPLAIN_AFTER_MS = 200;

interface Said {
  /** Null where no text of the cell could be put into words yet. */
  readonly sections: readonly ExplainedSection[] | null;
  /** False while the program has errors. */
  readonly current: boolean;
}

/**
 * The program in words, following what is typed; while it has errors it says so, and what it last said stays. Its place has one size whatever is said in it:
 * what stands below moves when the place opens, and never when the words come or change.
 */
export function ProgramWords({ cell, lang }: { readonly cell: Cell; readonly lang: Language }) {
  const text = useTranslations('editor');
  const { notebook } = useWorkbench();
  const [said, setSaid] = useState<Said | null>(null);
  const { body, name } = cell;
  const beside = useStore((store) => otherCohorts(store.notebook.cells, cell.id).join('\n'));
  useEffect(() => {
    let over = false;
    const explain = () =>
      askLanguage(notebook.release)('explain', { source: body, name: name ?? '', lang, cohorts: beside.split('\n').filter(Boolean) }).then(
        (sections) => {
          if (!over) setSaid((known) => (sections ? { sections, current: true } : { sections: known?.sections ?? null, current: false }));
        },
        () => undefined,
      );
    const timer = setTimeout(() => void explain(), EXPLAIN_AFTER_MS);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [notebook.release, body, name, lang, beside]);
  return (
    <section
      aria-label={text('words')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard
      tabIndex={0}
      className="h-40 overflow-y-auto rounded-md border border-line px-3 py-2"
    >
      {said?.current === false ? <p className="text-sm text-stale">{text(said.sections ? 'wordsWaiting' : 'wordsErrors')}</p> : null}
      {said?.sections ? (
        <div className={said.current ? undefined : 'text-ink-faint'}>
          <ExplainedSections sections={said.sections} />
        </div>
      ) : null}
    </section>
  );
}

/** Headings beside their sentences, as a protocol's synopsis has them. */
export function ExplainedSections({ sections }: { readonly sections: readonly ExplainedSection[] }) {
  return (
    <dl className="grid max-w-[76ch] gap-x-4 gap-y-1 text-sm @min-[480px]:grid-cols-[7rem_minmax(0,1fr)]">
      {sections.map(({ heading, sentences }) => (
        <div key={heading} className="contents">
          <dt className="font-semibold text-ink-soft">{heading}</dt>
          <dd className="mb-1 grid gap-0.5">
            {sentences.map((sentence) => (
              <p key={sentence} className="break-words">
                {sentence}
              </p>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  );
}
