import 'server-only';
import { Refusal } from '../refusal';

/** Bytes from `start` to `end`, both included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * The one range a `Range` header asks for of a file of `size` bytes; null where it asks for the whole, or for several ranges,
 * which may be answered with the whole.
 * @throws Refusal `range-not-satisfiable` where nothing of the range is in the file
 */
export function readRange(header: string | null, size: number): ByteRange | null {
  const match = /^bytes=(\d*)-(\d*)$/u.exec(header?.trim() ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return null;
  if (match[1] === '') {
    const length = Math.min(Number(match[2]), size);
    if (length === 0) throw new Refusal('range-not-satisfiable', { size });
    return { start: size - length, end: size - 1 };
  }
  const start = Number(match[1]);
  const end = match[2] === '' ? size - 1 : Math.min(Number(match[2]), size - 1);
  if (start >= size) throw new Refusal('range-not-satisfiable', { size });
  return end < start ? null : { start, end };
}
