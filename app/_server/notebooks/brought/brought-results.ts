import 'server-only';
import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { CellKeys } from '@/app/_contract/history';
import type { NotebookDto } from '@/app/_contract/notebooks';
import { can } from '../../access/can';
import type { AccessObjects } from '../../access/objects';
import type { Person } from '../../access/person';
import { openRelease } from '../../catalogue/open-release';
import { findRelease } from '../../catalogue/releases';
import { cellDto } from '../../cells/cell-rows';
import { SECOND } from '../../clock';
import type { Store } from '../../store';
import { checkWaiting } from '../check/check-results';
import { checkWhereAsked, fitting, keptFacts, keptTexts } from '../kept-reading';
import { rememberPicture } from '../picture';
import type { ResultsOf } from '../results-of';
import { askThread } from './reading-thread';
import type { BroughtTask, BroughtText, ColumnLabels, KeyedCells, LabelTask, NotebookText } from './tasks';

/** Of a longer notebook the page asks once its own worker has read it. */
const MOST_CELLS = 300;
const MOST_CHARACTERS = 60_000;
/** Bytes of results that go with a page; it asks for the others. */
const MOST_BROUGHT = 2_000_000;

/** How long somebody who looks at an earlier version waits for its keys and results. */
const LOOKING_BACK = 12 * SECOND;

/** Keys by what was read, and texts by what they were made of: a notebook that is opened again is not read again. */
const keysRead = new LRUCache<string, KeyedCells>({ maxSize: 10_000 });
const cellKeysRead = new LRUCache<string, CellKeys>({ maxSize: 50_000 });
const labelsRead = new LRUCache<string, ColumnLabels>({ maxSize: 50_000 });
const textsMade = new LRUCache<string, BroughtText>({ maxSize: 16_000_000 });
/** Notebooks whose picture was looked for among these very results. */
const picturesSeen = new LRUCache<string, true>({ max: 10_000 });

/**
 * What is kept of a notebook as it stands, for its page to show before its own engine stands, as JSON. The server names the keys itself,
 * by the same reading of the cells' texts, in a thread; the page's worker confirms them.
 * @returns null where there is nothing to bring, the release is not there, or the thread has no time: then the page's worker asks
 */
export async function broughtResults(
  database: Store,
  person: Person,
  object: AccessObjects['notebook'],
  notebook: NotebookDto,
): Promise<string | null> {
  const of = { projectId: notebook.projectId, release: notebook.release, notebookId: object.id };
  const brought = await broughtOf(database, person, of, notebook.cells);
  if (brought === null) return null;
  if (await checkWhereAsked(of, brought.elsewhere, database)) checkWaiting();
  const seen = `${object.id} ${brought.made}`;
  if (!picturesSeen.has(seen) && can(person, 'results.keep', object).ok) {
    await rememberPicture(object.id, brought.figures, database);
    picturesSeen.set(seen, true);
  }
  return brought.json;
}

/** The same of a notebook as it was: nothing is run anew for it, and no figure of it stands for the notebook. */
export async function broughtThen(database: Store, person: Person, of: ResultsOf, cells: NotebookDto['cells']): Promise<string | null> {
  return (await broughtOf(database, person, of, cells, LOOKING_BACK))?.json ?? null;
}

interface Brought extends BroughtText {
  /** Tells these results from any others. */
  readonly made: string;
  /** Keys of what could not be run because its cell had another text when its turn came. */
  readonly elsewhere: readonly string[];
}

async function broughtOf(
  database: Store,
  person: Person,
  of: ResultsOf,
  cells: NotebookDto['cells'],
  patience: number | null = null,
): Promise<Brought | null> {
  const text = await textOf({ release: of.release, cells });
  if (text === null) return null;
  const mark = digest([text.release, text.cells]);
  const keyed = await keysIn(text, mark, patience);
  if (keyed === null) return null;
  const keys = keyed.map(([key]) => key);
  const { facts: found, elsewhere } = await keptFacts(of, keys, person.id, database);
  const facts = fitting(found, MOST_BROUGHT);
  const left = new Set(found.filter((fact) => !facts.includes(fact)).map(({ key }) => key));
  const looked = keys.filter((key) => !left.has(key));
  const made = digest([mark, of.projectId, facts]);
  const make = (task: BroughtTask) => askThread<BroughtText>('broughtText', mark, task, patience);
  const brought = textsMade.get(made) ?? (await make({ text, looked, kept: await keptTexts(of.projectId, facts, database) }));
  if (brought === null) return null;
  textsMade.set(made, brought, { size: brought.json.length });
  return { ...brought, made, elsewhere };
}

/** What the thread reads of a notebook; null where that is long, or its release is not there. */
async function textOf({ release, cells: all }: Pick<NotebookDto, 'release' | 'cells'>): Promise<NotebookText | null> {
  const cells = all.filter(({ name }) => name !== null);
  const characters = cells.reduce((sum, { body }) => sum + body.length, 0);
  if (cells.length > MOST_CELLS || characters > MOST_CHARACTERS) return null;
  const file = await findRelease(release).catch(() => null);
  if (!file) return null;
  const { name, dictionary, manifest } = await openRelease(file);
  return { release: `${name} ${manifest.file.sha256}`, dictionary, cells };
}

/** Keys of the cells of a text that have one, by cell; null where the text is long, its release is not there, or the thread has no time. */
export async function keysOfCells(notebook: Pick<NotebookDto, 'release' | 'cells'>): Promise<CellKeys | null> {
  const text = await textOf(notebook);
  if (text === null) return null;
  const mark = digest([text.release, text.cells]);
  const known = cellKeysRead.get(mark);
  if (known !== undefined) return known;
  const keys = await askThread<CellKeys>('cellKeysOf', mark, text, LOOKING_BACK);
  if (keys !== null) cellKeysRead.set(mark, keys, { size: 1 + keys.length });
  return keys;
}

/**
 * Labels of the columns of a notebook's tables as its cells word them now, first of all the cell with this key: none of a
 * notebook that is too long to be read or has no release; null where the thread has no time now.
 */
export async function columnLabels(
  database: Store,
  { id, version, release }: Pick<NotebookDto, 'id' | 'version' | 'release'>,
  key: string,
): Promise<ColumnLabels | null> {
  const asItStands = `${id} ${version} ${release} ${key}`;
  const known = labelsRead.get(asItStands);
  if (known !== undefined) return known;
  const rows = await database.cell.findMany({ where: { notebookId: id, deletedAt: null }, orderBy: [{ position: 'asc' }, { id: 'asc' }] });
  const text = await textOf({ release, cells: rows.map(cellDto) });
  if (text === null) return new Map();
  // Most changes are of words, which no column's label comes from.
  const mark = digest([text.release, text.cells, key]);
  const labels = labelsRead.get(mark) ?? (await askThread<ColumnLabels>('labelsOf', mark, { text, key } satisfies LabelTask));
  if (labels === null) return null;
  for (const key of [asItStands, mark]) labelsRead.set(key, labels, { size: 1 + labels.size });
  return labels;
}

/** Keys of the cells that have one, each with its kind; null where the thread has no time. */
async function keysIn(text: NotebookText, mark: string, patience: number | null): Promise<KeyedCells | null> {
  const known = keysRead.get(mark);
  if (known !== undefined) return known;
  const keyed = await askThread<KeyedCells>('keysOf', mark, text, patience);
  if (keyed !== null) keysRead.set(mark, keyed, { size: 1 + keyed.length });
  return keyed;
}

function digest(of: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(of)).digest('hex');
}
