/** How factors become columns: R's rule of contrasts and dummies. */
import type { Term } from './terms';

/**
 * For each term and each of its variables: true when a factor is coded by treatment contrasts (its first level left out), false when by a dummy for each
 * level. Contrasts where the term without that factor is contained in an earlier term; without an intercept the first factor of the formula
 * gets dummies. R: the `factors` attribute of `terms`, 1 and 2.
 */
export function contrastPattern(terms: readonly Term[], isFactor: (variable: number) => boolean, intercept: boolean): boolean[][] {
  // Terms so far, by each of their variables: what contains a term is among those of its rarest variable.
  const earlier = new Map<number, ReadonlySet<number>[]>();
  const isContained = (variables: readonly number[]): boolean => {
    const holding = variables.map((variable) => earlier.get(variable) ?? []);
    const fewest = holding.reduce((least, list) => (list.length < least.length ? list : least));
    return fewest.some((term) => variables.every((variable) => term.has(variable)));
  };
  const pattern = terms.map(({ variables }) => {
    const coded = variables.map((variable) => {
      const rest = variables.filter((other) => other !== variable);
      return rest.length === 0 || isContained(rest);
    });
    const own = new Set(variables);
    for (const variable of own) {
      const holding = earlier.get(variable);
      if (holding) holding.push(own);
      else earlier.set(variable, [own]);
    }
    return coded;
  });
  if (intercept) return pattern;
  for (let index = 0; index < terms.length; index++) {
    const place = terms[index].variables.findIndex(isFactor);
    if (place < 0) continue;
    pattern[index][place] = false;
    break;
  }
  return pattern;
}

/** One column a variable gives to a term. */
export interface Piece {
  readonly name: string;
  /** The value at place i of the used rows. */
  readonly at: (i: number) => number;
}

/** Pieces of a factor: a 0/1 column for each level, without the first under contrasts. */
export function factorPieces(label: string, codes: Int32Array, levels: readonly string[], contrasts: boolean): Piece[] {
  const from = contrasts ? 1 : 0;
  return levels.slice(from).map((level, index) => ({ name: label + level, at: (i) => (codes[i] === index + from ? 1 : 0) }));
}

/** All products of one piece of each variable, the first variable's pieces varying fastest. */
export function crossPieces(parts: readonly (readonly Piece[])[]): { name: string; factors: Piece[] }[] {
  let combined: { name: string; factors: Piece[] }[] = [{ name: '', factors: [] }];
  for (const pieces of parts) {
    combined = pieces.flatMap((piece) =>
      combined.map((before) => ({
        name: before.factors.length === 0 ? piece.name : `${before.name}:${piece.name}`,
        factors: [...before.factors, piece],
      })),
    );
  }
  return combined;
}
