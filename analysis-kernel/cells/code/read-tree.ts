/** A cell's code as a tree whose places are those of the text as written, types and all. */
import type { Program } from 'acorn';
import { transform } from 'sucrase';
import { parseScript, readCodeBody } from './read-code';

export interface CodeTree {
  readonly program: Program;
  /** The place in the written text of a token's start in the tree; null where a tool put the token there. */
  readonly placeOf: (offset: number) => number | null;
}

/** Null where the code is too large or deep to run, or is no code as it stands. */
export function readCodeTree(source: string): CodeTree | null {
  if (readCodeBody(source).code === null) return null;
  try {
    return { program: parseScript(source), placeOf: (offset) => offset };
  } catch {
    // With types: they are taken off, and each token that is left knows where it stood.
  }
  const { code, sourceMap } = transform(source, {
    transforms: ['typescript'],
    disableESTransforms: true,
    keepUnusedImports: true,
    filePath: 'cell',
    sourceMapOptions: { compiledFilename: 'cell' },
  });
  const places = placesOf(code, source, String(sourceMap?.mappings ?? ''));
  return { program: parseScript(code), placeOf: (offset) => places.get(offset) ?? null };
}

/** Offsets in the source by offsets in what was made of it. */
function placesOf(code: string, source: string, mappings: string): ReadonlyMap<number, number> {
  const [lines, sourceLines] = [lineStarts(code), lineStarts(source)];
  const places = new Map<number, number>();
  let [line, column] = [0, 0];
  for (const [at, segments] of mappings.split(';').entries()) {
    let own = 0;
    for (const segment of segments === '' ? [] : segments.split(',')) {
      const [moved, , lineBy = 0, columnBy = 0] = numbersOf(segment);
      own += moved;
      line += lineBy;
      column += columnBy;
      places.set(lines[at] + own, sourceLines[line] + column);
    }
  }
  return places;
}

function lineStarts(text: string): readonly number[] {
  return [0, ...[...text.matchAll(/\n/gu)].map(({ index }) => index + 1)];
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The numbers of one segment of a source map: base 64, five bits a digit, the lowest first, the sign in the lowest bit. */
function numbersOf(segment: string): readonly number[] {
  const numbers: number[] = [];
  let [value, shift] = [0, 0];
  for (const letter of segment) {
    const digit = DIGITS.indexOf(letter);
    value += (digit & 31) << shift;
    shift += 5;
    if (digit & 32) continue;
    numbers.push(value & 1 ? -(value >>> 1) : value >>> 1);
    [value, shift] = [0, 0];
  }
  return numbers;
}
