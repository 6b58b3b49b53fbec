import { NO_NUMBER } from '../results/format';
import type { ResultTable } from '../results/result';
import { baselineTable } from './baseline-table';
import { coefficientsTable } from './coefficients-table';
import { factsTable, genericTable } from './generic-table';
import { captionOf } from './headers';
import type { JournalTable, ViewOptions } from './journal-table';
import type { View, ViewKind, ViewOf } from './kinds';
import { mediansTable } from './medians-table';

export interface JournalView extends JournalTable {
  /** The data of a figure: folded away until asked for. */
  readonly folded: boolean;
}

interface Viewed {
  readonly tables: ReadonlyMap<string, ResultTable>;
  /** How the tables are laid out; one without a view stands as it is, under its name. */
  readonly views: readonly View[];
}

/** The layout of each kind; what a layout adds to the view's notes stands before them. */
const LAYOUTS: {
  readonly [Kind in ViewKind]: (
    view: ViewOf<Kind>,
    table: ResultTable,
    options: ViewOptions,
  ) => Pick<JournalTable, 'columns' | 'rows'> & Partial<Pick<JournalTable, 'notes' | 'byLabels'>>;
} = {
  table: (view, table, options) => genericTable(view.table, table, options, view.columns, view.confLevel),
  facts: (view, table, options) => factsTable(view.table, table, options, view.columns),
  baseline: baselineTable,
  coefficients: coefficientsTable,
  medians: mediansTable,
};

/** The tables of a result as a paper prints them, in the result's order. */
export function journalViews(result: Viewed, options: ViewOptions): JournalView[] {
  return viewHeads(result, options.lang).map((head) => ({ ...journalTable(result, head.name, options), folded: head.folded }));
}

/** What is known of a result's tables before they are laid out, which for many rows takes long. */
export type ViewHead = Pick<JournalView, 'name' | 'caption' | 'folded'>;

/** The tables of a result, in its order. */
export function viewHeads({ tables, views }: Viewed, lang: ViewOptions['lang']): readonly ViewHead[] {
  return [...tables.keys()].map((name) => {
    const view = views.find((one) => one.table === name);
    return { name, caption: view?.title[lang] ?? captionOf(name, lang), folded: view?.folded ?? false };
  });
}

/** One table of a result as a paper prints it. */
export function journalTable({ tables, views }: Viewed, name: string, options: ViewOptions): JournalTable {
  const table = tables.get(name);
  if (table === undefined) throw new Error(`The result has no table "${name}", only ${[...tables.keys()].join(', ')}.`);
  const view = views.find((one) => one.table === name);
  if (view === undefined) return withDashNote(genericTable(name, table, options), options.lang);
  const laidOut = layoutOf(view)(view, table, options);
  const notes = [...(laidOut.notes ?? []), ...view.notes.map((note) => note[options.lang])];
  return withDashNote({ ...laidOut, name, caption: view.title[options.lang], notes }, options.lang);
}

/** The layout of a view's kind, which it is safe to hand that view to. */
function layoutOf(view: View) {
  return LAYOUTS[view.kind] as (typeof LAYOUTS)['table'] &
    ((view: View, table: ResultTable, options: ViewOptions) => ReturnType<(typeof LAYOUTS)[ViewKind]>);
}

/** Says what a dash stands for, where there is one. */
function withDashNote(table: JournalTable, lang: ViewOptions['lang']): JournalTable {
  const dashed = table.rows.some(({ cells }) => cells.some(({ text }) => text.includes(NO_NUMBER)));
  return dashed ? { ...table, notes: [...table.notes, DASH_NOTE[lang]] } : table;
}

const DASH_NOTE = { en: `${NO_NUMBER} no value or not estimable.`, zh: `${NO_NUMBER} 表示无数值或无法估计。` };
