/** What cells are called in a report: what they are about in words, else kind and number, and no two alike. */
import type { Language } from '@/cohort-dsl/source/localised';
import { commentAbove } from '../cells/comment-above';
import type { CellOutcome } from '../cells/outcome';
import { ownTitle, settingOf } from '../cells/own-title';
import { nameKey } from '../document/names';
import type { Cell, CellKind } from '../document/notebook';
import { word } from './words';

interface Titled {
  readonly cell: Cell;
  /** As it is called by itself. */
  readonly own: string;
  /** What tells it from others called alike, the surest first: the cohort it is about, the heading it stands under. */
  readonly marks: readonly string[];
}

/** The titles of a notebook's cells, by id; those called alike are told apart by what they are about, where they stand, or else by number. */
export function cellTitles(
  cells: readonly Cell[],
  outcomeOf: (id: string) => CellOutcome | null,
  lang: Language,
): ReadonlyMap<string, string> {
  const cohorts = cohortTitles(cells, lang);
  const unsaid = new Map<CellKind, number>();
  const numbered = (kind: Exclude<CellKind, 'text'>) => {
    unsaid.set(kind, (unsaid.get(kind) ?? 0) + 1);
    return `${word(kind, lang)} ${unsaid.get(kind)}`;
  };
  let heading: string | null = null;
  const titled = cells.flatMap((cell): Titled[] => {
    if (cell.kind === 'text') {
      heading = headingOf(cell) ?? heading;
      return [];
    }
    const own = cohorts.get(nameKey(cell.name ?? '')) ?? ownTitle(cell, outcomeOf(cell.id), lang) ?? numbered(cell.kind);
    const about = cohorts.get(nameKey(settingOf(cell, 'data') ?? ''));
    return [{ cell, own, marks: [about, heading].flatMap((mark) => mark ?? []) }];
  });
  return new Map(titled.map((one) => [one.cell.id, toldApart(one, titled, lang)]));
}

function toldApart(one: Titled, all: readonly Titled[], lang: Language): string {
  const alike = all.filter(({ own }) => own === one.own);
  if (alike.length === 1) return one.own;
  const telling = one.marks.find((mark) => alike.filter(({ marks }) => marks.includes(mark)).length === 1);
  const number = alike.indexOf(one) + 1;
  if (telling === undefined) return lang === 'zh' ? `${one.own}（${number}）` : `${one.own} (${number})`;
  return lang === 'zh' ? `${one.own}（${telling}）` : `${one.own} (${telling})`;
}

/** Cohorts by name: by the comment they begin with, else as what they are, numbered where there are several. */
function cohortTitles(cells: readonly Cell[], lang: Language): ReadonlyMap<string, string> {
  const cohorts = cells.filter(({ kind }) => kind === 'cohort');
  const title = (cell: Cell, at: number) =>
    commentAbove(cell) ?? (cohorts.length === 1 ? word('study_cohort', lang) : `${word('study_cohort', lang)} ${at + 1}`);
  return new Map(cohorts.map((cell, at) => [nameKey(cell.name ?? ''), title(cell, at)]));
}

/** The last heading of a text. */
function headingOf({ body }: Cell): string | null {
  return [...body.matchAll(/^#{1,6}\s+(\S.*?)\s*#*\s*$/gmu)].at(-1)?.[1] ?? null;
}
