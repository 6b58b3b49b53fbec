/** Who wrote each line of a cell. */
import { linesOf, runsBetween } from './text-diff';

/** A text that a cell had. */
export interface Revision {
  /** The notebook's version it came with; 0 where the notebook was made with it. */
  readonly version: number;
  /** Who wrote it; null of a text that was there before anybody is known to have written. */
  readonly by: string | null;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly body: string;
}

/** A line as it stands, with who wrote it last. */
export interface Authored extends Omit<Revision, 'body'> {
  readonly text: string;
}

/** The lines of the last of a cell's texts, each by whoever wrote it so; a line that others moved past stays whose it was. */
export function blame(revisions: readonly Revision[]): readonly Authored[] {
  let lines: readonly Authored[] = [];
  for (const { body, ...of } of revisions) {
    const texts = linesOf(body);
    const known = lines;
    lines = runsBetween(
      known.map(({ text }) => text),
      texts,
    ).flatMap((run): readonly Authored[] => {
      if (run.kind === 'removed') return [];
      if (run.kind === 'same') return known.slice(run.before, run.before + run.length);
      return texts.slice(run.after, run.after + run.length).map((text) => ({ ...of, text }));
    });
  }
  return lines;
}
