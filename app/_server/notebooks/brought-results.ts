import 'server-only';
import { registryCompiler } from '@/analysis-kernel/cells/registry-compiler';
import { emptyNotebook, newCell } from '@/analysis-kernel/document/notebook';
import { lazyEngine } from '@/analysis-kernel/engines/lazy-engine';
import { openHost } from '@/analysis-kernel/host/open-host';
import type { BroughtResults, BroughtState } from '@/app/_contract/kept-results';
import type { NotebookDto } from '@/app/_contract/notebooks';
import type { AccessObjects } from '../access/objects';
import type { Person } from '../access/person';
import { openRelease } from '../catalogue/open-release';
import { findRelease } from '../catalogue/releases';
import type { Store } from '../store';
import { readKept } from './read-kept';

/** Reading more cells than this would hold others up: of a longer notebook the page asks once its worker has read it. */
const MOST_CELLS = 60;
/** The same of characters: a notebook made to be slow to read keeps nobody but its own readers waiting. */
const MOST_CHARACTERS = 20_000;

/**
 * What is kept of a notebook as it stands, for its page to show before its own engine stands, as JSON. The server names the keys itself,
 * by the same reading of the cells' texts; the page's worker confirms them.
 * @returns null where there is nothing to bring, or the release is not there
 */
export async function broughtResults(
  database: Store,
  person: Person,
  object: AccessObjects['notebook'],
  notebook: NotebookDto,
): Promise<string | null> {
  const characters = notebook.cells.reduce((sum, { body }) => sum + body.length, 0);
  if (notebook.cells.length > MOST_CELLS || characters > MOST_CHARACTERS) return null;
  const file = await findRelease(notebook.release).catch(() => null);
  if (!file) return null;
  const { dictionary } = await openRelease(file);
  const engine = lazyEngine('none', 1, () => Promise.reject(new Error('nothing is run to read a notebook')));
  const host = openHost({ engine, dictionary, analysis: registryCompiler, code: null });
  try {
    await host.update({ ...emptyNotebook(), cells: notebook.cells.map((cell) => newCell(cell.id, cell, cell.version)) });
    const kinds = new Map(host.states().flatMap(({ key, kind }) => (key === null || kind === 'input' ? [] : [[key, kind] as const])));
    const keys = [...kinds.keys()];
    const entries = keys.length === 0 ? [] : await readKept(database, person, object, keys);
    await host.restore(entries.flatMap(({ key, kind, outcome }) => (outcome === null || kinds.get(key) !== kind ? [] : [[key, outcome]])));
    const states = host.states().flatMap(({ outcome, ...state }): readonly BroughtState[] => {
      if (outcome === null) return [];
      const { tables: _, totals: __, stored: ___, meta: ____, ...said } = outcome;
      return [{ ...state, said }];
    });
    return JSON.stringify({ looked: keys, entries, states } satisfies BroughtResults);
  } finally {
    await host.close();
  }
}
