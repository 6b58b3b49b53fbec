/** A history in spells of work, each of which ends in a version that nobody had to name. */
import type { Operation } from '../operations';

/** One operation of a history, without its texts. */
export interface Step {
  /** The notebook's version it made. */
  readonly version: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly by: string;
  readonly kind: Operation['kind'];
  /** The cell it changed; null for the title. */
  readonly cell: string | null;
}

/** What one person did in a spell. */
export interface Share {
  readonly by: string;
  /** Cells in the order in which they were first touched, each with what was done to it. */
  readonly cells: readonly { readonly id: string; readonly done: readonly Exclude<Operation['kind'], 'title'>[] }[];
  readonly titled: boolean;
}

/** Work without a long pause: the notebook's version after it is one of its history. */
export interface Spell {
  /** The version it began from: the last one of the spell before, 0 of the first. Versions between are of typing that was not over. */
  readonly before: number;
  /** First and last version it made. */
  readonly first: number;
  readonly last: number;
  /** Milliseconds since 1970. */
  readonly begun: number;
  readonly ended: number;
  readonly steps: number;
  /** By person, in the order in which they began. */
  readonly shares: readonly Share[];
}

const MINUTE = 60_000;
/** A version is made when work has rested so long. */
const RESTED_MS = 2 * MINUTE;
/** And after so much work without a rest. */
const LONG_MS = 10 * MINUTE;

/**
 * The spells of a history.
 * @param steps in the order of their versions; a time earlier than the one before (a clock that was set back) counts as no pause
 * @returns in the same order
 */
export function spellsOf(steps: readonly Step[]): readonly Spell[] {
  const spells: Step[][] = [];
  let begun = 0;
  let latest = 0;
  for (const step of steps) {
    const own = spells.at(-1);
    if (!own || step.at - latest >= RESTED_MS || step.at - begun >= LONG_MS) {
      spells.push([step]);
      begun = step.at;
      latest = step.at;
    } else {
      own.push(step);
      latest = Math.max(latest, step.at);
    }
  }
  return spells.map((steps, place) => spellOf(steps, spells[place - 1]?.at(-1)?.version ?? 0));
}

function spellOf(steps: readonly Step[], before: number): Spell {
  const times = steps.map(({ at }) => at);
  const people = [...new Set(steps.map(({ by }) => by))];
  return {
    before,
    first: steps[0].version,
    last: steps[steps.length - 1].version,
    begun: times.reduce((a, b) => Math.min(a, b)),
    ended: times.reduce((a, b) => Math.max(a, b)),
    steps: steps.length,
    shares: people.map((by) => shareOf(by, steps)),
  };
}

function shareOf(by: string, steps: readonly Step[]): Share {
  const cells = new Map<string, Set<Exclude<Operation['kind'], 'title'>>>();
  let titled = false;
  for (const { by: who, cell, kind } of steps) {
    if (who !== by) continue;
    if (kind === 'title' || cell === null) titled = true;
    else cells.set(cell, (cells.get(cell) ?? new Set()).add(kind));
  }
  return { by, cells: [...cells].map(([id, done]) => ({ id, done: [...done] })), titled };
}
