import 'server-only';

/** Digits in the order in which the database sorts text. */
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const WIDTH = 6;
/** Longer ones come of many inserts at one place; then all are numbered anew. */
const LONGEST = 32;

/** The position of the cell at a place of a notebook written at once. */
export function numbered(place: number): string {
  return String(place + 1).padStart(WIDTH, '0');
}

/**
 * Positions for cells of a new order, as text that sorts as they stand: those that were not placed anew keep theirs.
 * @param known positions by id
 * @param placed ids that were put where they stand
 * @returns what has to be stored
 */
export function positionsFor(
  order: readonly string[],
  known: ReadonlyMap<string, string>,
  placed: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  const given = new Map<string, string>();
  let last: string | null = null;
  for (let at = 0; at < order.length; at += 1) {
    if (!placed.has(order[at])) {
      const position: string | undefined = known.get(order[at]);
      if (position === undefined || (last !== null && position <= last)) return allAnew(order, known);
      last = position;
      continue;
    }
    let end = at;
    while (end < order.length && placed.has(order[end])) end += 1;
    const next = order[end] === undefined ? null : (known.get(order[end]) ?? null);
    if (next !== null && last !== null && next <= last) return allAnew(order, known);
    const between = spread(last, next, end - at);
    if (between.some(({ length }) => length > LONGEST)) return allAnew(order, known);
    for (const [step, position] of between.entries()) given.set(order[at + step], position);
    last = between[between.length - 1];
    at = end - 1;
  }
  return given;
}

function allAnew(order: readonly string[], known: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map(order.map((id, place) => [id, numbered(place)] as const).filter(([id, position]) => known.get(id) !== position));
}

/** Several positions between two, evenly. */
function spread(low: string | null, high: string | null, count: number): string[] {
  if (count === 0) return [];
  if (high === null) {
    const first = low === null ? 0 : Number.parseInt(low.slice(0, WIDTH).replace(/\D.*$/u, ''), 10) || 0;
    return Array.from({ length: count }, (_, step) => numbered(first + step));
  }
  const middle = Math.floor(count / 2);
  const position = between(low ?? '', high);
  return [...spread(low, position, middle), position, ...spread(position, high, count - middle - 1)];
}

/** A text between two, read as fractions; it never ends in the lowest digit, so that another fits before it. */
function between(low: string, high: string): string {
  let shared = 0;
  while ((low[shared] ?? DIGITS[0]) === high[shared]) shared += 1;
  const prefix = high.slice(0, shared);
  const lowest = DIGITS.indexOf(low[shared] ?? DIGITS[0]);
  const highest = DIGITS.indexOf(high[shared]);
  if (highest - lowest > 1) return prefix + DIGITS[(lowest + highest) >> 1];
  let rest = low.slice(shared + 1);
  let tail = DIGITS[lowest];
  while (rest !== '' && rest[0] === DIGITS[DIGITS.length - 1]) {
    tail += rest[0];
    rest = rest.slice(1);
  }
  const digit = rest === '' ? 0 : DIGITS.indexOf(rest[0]);
  return prefix + tail + DIGITS[(digit + DIGITS.length) >> 1];
}
