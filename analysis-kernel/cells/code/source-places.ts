/** Places in a text for those in the code that a tool made of it, by the source map the tool gives. */

/**
 * Offsets in a text by offsets in what was made of it.
 * @param mappings of a source map of one source: segments of each line between commas, lines between semicolons
 */
export function placesOf(code: string, source: string, mappings: string): ReadonlyMap<number, number> {
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
