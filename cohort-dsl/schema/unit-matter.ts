/** What stands above and below the line of a unit: `mmol/mol` and `%` have one dimension and are not one quantity. */

/** Measures of how much there is of something. */
export type Matter = 'moles' | 'osmoles' | 'mass';

/** The amounts of matter multiplied and divided by in a unit, each sorted. */
export interface MatterOfUnit {
  readonly above: readonly Matter[];
  readonly below: readonly Matter[];
}

/** More powers than a unit of measurement has; the rest of a longer one is not looked at. */
const MOST_POWER = 9;

/**
 * The amounts of matter in a unit.
 * @param ucum a valid UCUM code; annotations are skipped, brackets and powers are read
 * @param kindOf what a unit without powers (`mmol`, `10*`) measures, or null where that is no matter
 */
export function matterOf(ucum: string, kindOf: (atom: string) => Matter | null): MatterOfUnit {
  const above: Matter[] = [];
  const below: Matter[] = [];
  const signs = [1];
  let next = 1;
  for (const [mark] of ucum.replace(/\{[^}]*\}/g, '').matchAll(/[/.()]|[^/.()]+/g)) {
    const sign = signs[signs.length - 1];
    if (mark === '/') next = -1;
    else if (mark === '.') next = 1;
    else if (mark === '(') {
      signs.push(sign * next);
      next = 1;
    } else if (mark === ')') signs.pop();
    else {
      const [, atom, power] = /^(.*?)([+-]?\d+)?$/.exec(mark) ?? ['', mark];
      const kind = atom === '' ? null : kindOf(atom);
      const times = sign * next * (power === undefined ? 1 : Number(power));
      if (kind !== null) (times > 0 ? above : below).push(...Array<Matter>(Math.min(Math.abs(times), MOST_POWER)).fill(kind));
      next = 1;
    }
  }
  return { above: above.sort(), below: below.sort() };
}

/** How many of one list have no like in the other of the same length. */
function changed(from: readonly Matter[], to: readonly Matter[]): readonly Matter[] {
  const rest = [...to];
  return from.filter((kind) => {
    const at = rest.indexOf(kind);
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
}

/**
 * Whether two units of one dimension may measure one quantity: as much matter cancels in both, of the same kinds, or with one of them in
 * moles in the one and weighed in the other, which a molar mass joins.
 */
export function sameMatter(from: MatterOfUnit, to: MatterOfUnit): boolean {
  const cancelling = ({ above, below }: MatterOfUnit): number => Math.min(above.length, below.length);
  if (cancelling(from) !== cancelling(to)) return false;
  const apart = [
    ...changed(from.above, to.above),
    ...changed(to.above, from.above),
    ...changed(from.below, to.below),
    ...changed(to.below, from.below),
  ];
  return apart.length === 0 || (!apart.includes('osmoles') && apart.length <= 2);
}
