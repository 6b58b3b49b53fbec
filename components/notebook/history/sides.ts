import type { CellOutcome } from '@/analysis-kernel/cells/outcome';
import type { CellDto } from '@/app/_contract/notebooks';

/** One of the two that are compared: `now`, `v12` for a version, `r…` for a run. */
export type SideName = string;

export const NOW: SideName = 'now';
export const ofVersion = (version: number): SideName => `v${version}`;
export const ofRun = (id: string): SideName => `r${id}`;

export type Named =
  | { readonly kind: 'now' }
  | { readonly kind: 'version'; readonly version: number }
  | { readonly kind: 'run'; readonly id: string };

export function namedBy(name: SideName): Named {
  if (name === NOW) return { kind: 'now' };
  return name.startsWith('v') ? { kind: 'version', version: Number(name.slice(1)) } : { kind: 'run', id: name.slice(1) };
}

/** A notebook to compare, with what is known of its results. */
export interface Side {
  readonly title: string | null;
  readonly cells: readonly CellDto[];
  /** Keys of results by cell; null where nobody has read the cells. */
  readonly keys: ReadonlyMap<string, string> | null;
  /** Results this window has itself, by cell. */
  readonly own: ReadonlyMap<string, CellOutcome>;
  /** The version it can be restored from; null of what stands now. */
  readonly version: number | null;
}
