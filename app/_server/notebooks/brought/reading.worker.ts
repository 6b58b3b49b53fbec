import 'server-only';
/** The thread that reads notebooks for their pages: a text made to be slow keeps nobody but its own readers waiting. */
import { EMPTY_OUTCOME } from '@/analysis-kernel/cells/outcome';
import { registryCompiler } from '@/analysis-kernel/cells/registry-compiler';
import { emptyNotebook, newCell } from '@/analysis-kernel/document/notebook';
import { lazyEngine } from '@/analysis-kernel/engines/lazy-engine';
import type { NotebookHost } from '@/analysis-kernel/host/contract';
import { openHost } from '@/analysis-kernel/host/open-host';
import { labelMark } from '@/analysis-kernel/results/label-marks';
import type { CellKeys } from '@/app/_contract/history';
import type { BroughtResults, BroughtState } from '@/app/_contract/kept-results';
import type { Dictionary } from '@/cohort-dsl/schema/dictionary';
import type { Localised } from '@/cohort-dsl/source/localised';
import { entryOf, standing } from '../kept-entries';
import type { BroughtTask, BroughtText, ColumnLabels, KeyedCells, LabelTask, NotebookText } from './tasks';

/** Releases whose compilers remember what they have read. */
const MOST_HOSTS = 8;

const hosts = new Map<string, NotebookHost>();

function hostOf(release: string, dictionary: Dictionary): NotebookHost {
  const engine = lazyEngine('none', 1, () => Promise.reject(new Error('nothing is run to read a notebook')));
  const host = hosts.get(release) ?? openHost({ engine, dictionary, analysis: registryCompiler, code: null });
  hosts.delete(release);
  hosts.set(release, host);
  const [oldest] = hosts.keys();
  if (hosts.size > MOST_HOSTS) hosts.delete(oldest);
  return host;
}

/** A host that holds this notebook and nothing of the one before, whose cohorts alone it may remember. */
async function read({ release, dictionary, cells }: NotebookText): Promise<NotebookHost> {
  const host = hostOf(release, dictionary);
  await host.update(emptyNotebook());
  await host.update({ ...emptyNotebook(), cells: cells.map((cell) => newCell(cell.id, cell, cell.version)) });
  return host;
}

/** Keys of the cells that have one, inputs aside, each with its kind. */
export async function keysOf(text: NotebookText): Promise<KeyedCells> {
  const host = await read(text);
  const keys = host.states().flatMap(({ key, kind }) => (key === null || kind === 'input' ? [] : [[key, kind] as const]));
  return [...new Map(keys)];
}

/** The same by cell, inputs among them and cells of one key each. */
export async function cellKeysOf(text: NotebookText): Promise<CellKeys> {
  const host = await read(text);
  return host.states().flatMap(({ id, key }) => (key === null ? [] : [[id, key] as const]));
}

/** What is kept of a notebook, with the words of its texts, as JSON. */
export async function broughtText({ text, looked, kept }: BroughtTask): Promise<BroughtText> {
  const host = await read(text);
  const kinds = new Map(host.states().map(({ key, kind }) => [key, kind]));
  const entries = kept.flatMap((one) => entryOf(one) ?? []);
  await host.restore(entries.flatMap(({ key, kind, outcome }) => (outcome === null || kinds.get(key) !== kind ? [] : [[key, outcome]])));
  const states = host.states().flatMap(({ outcome, ...state }): readonly BroughtState[] => {
    if (outcome === null) return [];
    const { tables: _, totals: __, stored: ___, meta: ____, ...said } = outcome;
    return [{ ...state, said }];
  });
  return {
    json: JSON.stringify({ looked, entries, states } satisfies BroughtResults),
    figures: standing(entries).map(([key, { figures }]) => [key, { figures }]),
  };
}

/**
 * Labels of the columns of a notebook's tables, as the cell with this key words them; a column that the cell does not know has none where
 * tables word it in two ways, and a cell's word goes before the database's.
 */
export async function labelsOf({ text, key }: LabelTask): Promise<ColumnLabels> {
  const host = await read(text);
  const tables = await host.tables(null);
  const labelsIn = (offered: typeof tables) => {
    const labels = new Map<string, Localised>();
    const apart = new Set<string>();
    for (const { name, label } of offered.flatMap(({ columns }) => columns)) {
      if (label === null) continue;
      const { en, zh } = labels.get(name) ?? label;
      if (en !== label.en || zh !== label.zh) apart.add(name);
      labels.set(name, label);
    }
    return [...labels].filter(([name]) => !apart.has(name));
  };
  const names = tables.flatMap(({ columns }) => columns.map(({ name }) => name));
  return new Map([
    ...labelsIn(tables.filter(({ cell }) => cell === '')),
    ...labelsIn(tables.filter(({ cell }) => cell !== '')),
    ...(await wordsOfCell(host, key, names)),
  ]);
}

/** What a result of this key says in the place of columns' marks, once the cells before it have run. */
async function wordsOfCell(host: NotebookHost, key: string, names: readonly string[]): Promise<readonly (readonly [string, Localised])[]> {
  const labels = Object.fromEntries(names.map((name) => [name, { en: labelMark(name), zh: labelMark(name) }]));
  const run = { ...EMPTY_OUTCOME, tables: [], totals: [], stored: [], labels };
  await host.restore(host.states().flatMap((state) => (state.key === null ? [] : [[state.key, run]])));
  const shown = host.states().find((state) => state.key === key)?.outcome?.labels ?? {};
  return Object.entries(shown).filter(([name, { en }]) => en !== name);
}

/** Says that the thread stands. */
export function ready(): void {}
