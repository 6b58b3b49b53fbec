import type { Diagnostic } from '../diagnostics/diagnostic';
import type { Clause } from './ast';
import type { Name } from './ast-expressions';
import type { ClauseSlice } from './clauses';
import type { HeaderLine } from './rules/clauses';

/** What one clause says by itself. */
export interface ClauseReading {
  /** Null where it could not be read. */
  readonly node: Clause | HeaderLine | null;
  readonly said: readonly Diagnostic[];
  readonly broken: {
    /** The name it would have defined. */
    readonly names: readonly Name[];
    /** Whether its words could not even be told apart. */
    readonly fault: boolean;
  };
}

/** How many clauses are remembered at least: those of a few long programs. */
const MOST = 2000;

/**
 * What clauses say, read anew only where their text was not read before: an editor asks again at every key, and one clause of many has
 * changed. A reading depends on the clause and the rest of its last line alone; where the clause has moved, its places move with it.
 */
export class ClauseMemory {
  private readonly readings = new Map<string, { readonly start: number; readonly reading: ClauseReading }>();
  private most = MOST;

  /** Remembers as much as a program of so many clauses needs to be read again at the next key. */
  makeRoom(clauses: number): void {
    this.most = Math.max(MOST, 2 * clauses);
  }

  reading(source: string, slice: ClauseSlice, read: (source: string, slice: ClauseSlice) => ClauseReading): ClauseReading {
    const { start } = slice.tokens[0];
    const { end } = slice.tokens[slice.tokens.length - 1];
    const lineEnd = source.indexOf('\n', end);
    const key = `${slice.lead} ${slice.tokens.length} ${source.slice(start, lineEnd < 0 ? source.length : lineEnd)}`;
    const known = this.readings.get(key);
    if (known?.start === start) return known.reading;
    const reading = known ? moved(known.reading, start - known.start) : read(source, slice);
    this.readings.delete(key);
    this.readings.set(key, { start, reading });
    if (this.readings.size > this.most) {
      for (const oldest of [...this.readings.keys()].slice(0, this.readings.size - this.most / 2)) this.readings.delete(oldest);
    }
    return reading;
  }
}

/** Plain data with all its places moved. */
export function moved<T>(value: T, by: number): T {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((part: unknown) => moved(part, by)) as T;
  const copy: Record<string, unknown> = {};
  for (const key in value) {
    const part: unknown = value[key];
    if (typeof part === 'number') copy[key] = key === 'start' || key === 'end' ? part + by : part;
    else copy[key] = part === null || typeof part !== 'object' ? part : moved(part, by);
  }
  return copy as T;
}
