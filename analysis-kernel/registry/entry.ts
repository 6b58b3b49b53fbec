/** What a page knows of every method before it needs one: menus, lists and titles live on it, the rest is fetched. */
import type { Localised } from '@/cohort-dsl/source/localised';
import type { Task } from './pool';

export interface MethodEntry {
  readonly id: string;
  readonly title: Localised;
  readonly summary: Localised;
  /** SVG path data on a field of 24 by 24, drawn as a line: what menus and lists know the method by. */
  readonly icon: string;
  /** What a new cell of this method is called; else its id with a number. */
  readonly cellName?: string;
  /** Pieces its run gives to the pool, by name: a worker fetches the one it is asked for and nothing else of the method. */
  readonly tasks?: Readonly<Record<string, () => Promise<Task>>>;
}
