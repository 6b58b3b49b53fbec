import 'server-only';
import type { Dictionary } from '@/cohort-dsl/schema/dictionary';
import { openRelease } from '../../catalogue/open-release';
import { findRelease } from '../../catalogue/releases';
import type { Store } from '../../store';
import type { ResultsOf } from '../results-of';

/** Texts that an honest result of a notebook has its words from, besides the methods' own. */
export interface NamedTexts {
  /** Names and texts of the notebook's cells, and its title. */
  readonly notebook: readonly string[];
  /** Names, labels and coded values of the release's columns and items, those of one together under its name; and of what is not asked for by name. */
  readonly dictionary: readonly NamedEntry[];
}

/** `name` null: stands whether or not it is named. */
interface NamedEntry {
  readonly name: string | null;
  readonly text: string;
}

export async function namedTexts({ notebookId, release }: ResultsOf, database: Store): Promise<NamedTexts> {
  const { dictionary } = await openRelease(await findRelease(release));
  if (notebookId === null) return { notebook: [], dictionary: entriesOf(dictionary) };
  const { title, cells } = await database.notebook.findUniqueOrThrow({
    where: { id: notebookId },
    select: { title: true, cells: { where: { deletedAt: null }, select: { name: true, body: true } } },
  });
  return { notebook: [title, ...cells.flatMap(({ name, body }) => [name ?? '', body])], dictionary: entriesOf(dictionary) };
}

const entries = new WeakMap<Dictionary, readonly NamedEntry[]>();

function entriesOf(dictionary: Dictionary): readonly NamedEntry[] {
  const known = entries.get(dictionary) ?? [
    { name: null, text: JSON.stringify([dictionary.title, dictionary.centres.map(({ key, label }) => [key, label])]) },
    ...dictionary.tables.flatMap(({ name, label, columns, items }) => [
      { name: null, text: JSON.stringify([name, label]) },
      ...columns.map((column) => ({
        name: column.name,
        text: JSON.stringify([column.name, column.label, column.unit, column.values, column.role]),
      })),
      ...items.map((item) => ({ name: item.name, text: JSON.stringify([item.name, item.label, item.unit]) })),
    ]),
  ];
  entries.set(dictionary, known);
  return known;
}
