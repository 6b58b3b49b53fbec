/** F tests of the terms of the fixed part. */
import { contrastPattern } from '../../../formula/coding';
import type { Design } from '../../../formula/design-matrix';
import { householderQr } from '../../../numeric/linalg/qr';
import type { ResultTable, Value } from '../../../results/result';
import { tableOf } from '../../../results/table-rows';
import { type Inference, jointTest, unit } from './inference';
import type { MixedFit } from './kernel/fit';
import { MIXED_TABLES } from './tables';

/**
 * `type3`: of each term its coefficients at the mean over the levels of the factors it interacts with, numbers at 0, which is SAS's type III where every
 * combination of levels occurs; `sequential`: the rows of R of X = QR over their diagonals (Doolittle's). R: `anova(lmerTest::lmer(…), type = 3)` and `type = 1`.
 */
export function termTests(fit: MixedFit, design: Design, type: 'type3' | 'sequential', inference: Inference): ResultTable {
  const rows = design.termLabels.map((term, at): Record<string, Value> => {
    const hypothesis = type === 'type3' ? marginal(fit, design, at) : sequential(fit, design, at);
    if (hypothesis === null) return { term };
    return { term, ...jointTest(fit, hypothesis, inference) };
  });
  return tableOf(MIXED_TABLES.anova, rows);
}

function sequential({ beta }: MixedFit, { x, n, p, assign }: Design, term: number): Float64Array[] {
  const qr = householderQr(x, n, p);
  const rows: Float64Array[] = [];
  for (let k = 0; k < qr.rank; k++) {
    if (assign[qr.pivot[k]] !== term || Number.isNaN(beta[qr.pivot[k]])) continue;
    const row = new Float64Array(p);
    for (let j = k; j < qr.rank; j++) row[qr.pivot[j]] = qr.factors[j * n + k] / qr.factors[k * n + k];
    rows.push(row);
  }
  return rows;
}

/** A column of the design as the pieces it is the product of: one of each variable of its term. */
type Pieces = ReadonlyMap<number, number>;

/** Null where a column that the term's test rests on was left out. */
function marginal({ beta }: MixedFit, design: Design, term: number): Float64Array[] | null {
  const { assign, encoding, p } = design;
  const { terms, kept } = encoding;
  const own = new Set(terms.terms[kept[term]].variables);
  const pieces = piecesOf(design);
  const rows: Float64Array[] = [];
  for (let j = 0; j < p; j++) {
    if (assign[j] !== term || Number.isNaN(beta[j])) continue;
    const row = unit(p, j);
    for (let other = 0; other < p; other++) {
      const at = assign[other];
      if (at < 0 || at === term) continue;
      const variables = terms.terms[kept[at]].variables;
      const rest = variables.filter((variable) => !own.has(variable));
      if (variables.length - rest.length !== own.size || rest.some((variable) => !encoding.levels.has(variable))) continue;
      if ([...own].some((variable) => pieces[other].get(variable) !== pieces[j].get(variable))) continue;
      if (Number.isNaN(beta[other])) return null;
      row[other] = rest.reduce((weight, variable) => weight / (encoding.levels.get(variable)?.length ?? 1), 1);
    }
    rows.push(row);
  }
  return rows;
}

/** Which level, of those a factor has, or which column of a basis each column is made of; the first variable's vary fastest. */
function piecesOf({ encoding, assign, p }: Design): Pieces[] {
  const { terms, kept, levels, intercept } = encoding;
  const pattern = contrastPattern(terms.terms, (variable) => levels.has(variable), intercept);
  const seen = new Map<number, number>();
  const widths = new Map<number, number>();
  for (const at of assign) widths.set(at, (widths.get(at) ?? 0) + 1);
  return Array.from({ length: p }, (_, j) => {
    const at = assign[j];
    const place = seen.get(at) ?? 0;
    seen.set(at, place + 1);
    if (at < 0) return new Map();
    const index = kept[at];
    const { variables } = terms.terms[index];
    // Of a basis the width is what the factors leave.
    const factorWidth = (variable: number, k: number) => (levels.get(variable)?.length ?? 0) - (pattern[index][k] ? 1 : 0);
    const bases = variables.filter((variable) => !levels.has(variable));
    const byFactors = variables.reduce((product, variable, k) => (levels.has(variable) ? product * factorWidth(variable, k) : product), 1);
    const basisWidth = bases.length === 1 ? (widths.get(at) ?? 1) / byFactors : 1;
    const pieces = new Map<number, number>();
    let rest = place;
    variables.forEach((variable, k) => {
      const isFactor = levels.has(variable);
      const width = isFactor ? factorWidth(variable, k) : basisWidth;
      pieces.set(variable, (rest % width) + (isFactor && pattern[index][k] ? 1 : 0));
      rest = Math.floor(rest / width);
    });
    return pieces;
  });
}
