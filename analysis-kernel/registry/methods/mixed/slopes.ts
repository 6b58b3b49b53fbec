/** Slopes a year of the preset: of each arm, and their differences from the first. */
import type { ResultTable, Value } from '../../../results/result';
import { tableOf } from '../../../results/table-rows';
import { combination, type Inference } from './inference';
import type { MixedFit } from './kernel/fit';
import type { MixedOptions } from './options';
import type { PreparedMixed } from './prepare';
import { MIXED_TABLES, type PHASE_WORDS } from './tables';

type Phase = keyof typeof PHASE_WORDS;

const TOTAL_AT = 3;

/** To when the total slope goes: as asked, else 3 years or the last measurement. */
export function totalAt({ total_at }: Pick<MixedOptions, 'total_at'>, lastYear: number): number {
  return total_at ?? Math.min(TOTAL_AT, lastYear);
}

interface ArmSlopes {
  readonly arm: string | null;
  readonly along: ReadonlyMap<Phase, Float64Array>;
}

/** What the slopes of each arm are in the coefficients: how its terms with time enter. */
function armSlopes({ design, slope }: PreparedMixed, arms: readonly (string | null)[], total: number): ArmSlopes[] {
  if (slope === null) return [];
  const { encoding, names, assign, p } = design;
  const { terms, kept } = encoding;
  const variableOf = (name: string) =>
    terms.variables.findIndex(({ expression }) => expression.kind === 'name' && expression.name === name);
  return arms.map((arm) => {
    const along = (name: string) => {
      const own = variableOf(name);
      const main = terms.variables[own].label;
      return Float64Array.from({ length: p }, (_, j) => {
        const index = kept[assign[j]];
        if (index === undefined || !terms.terms[index].variables.includes(own)) return 0;
        if (names[j] === main) return 1;
        const other = terms.terms[index].variables.find((variable) => variable !== own);
        return other !== undefined && arm !== null && names[j] === joined(terms, index, own, other, arm) ? 1 : 0;
      });
    };
    const first = along(slope.years);
    if (slope.after === null || slope.knot === null) return { arm, along: new Map([['slope', first]]) };
    const change = along(slope.after);
    const { knot } = slope;
    const later = Math.max(total - knot, 0) / total;
    return {
      arm,
      along: new Map<Phase, Float64Array>([
        ['acute', first],
        ['chronic', first.map((value, j) => value + change[j])],
        ['total', first.map((value, j) => value + later * change[j])],
      ]),
    };
  });
}

/** The name of the column of an arm and a time. */
function joined(terms: PreparedMixed['design']['encoding']['terms'], index: number, own: number, other: number, arm: string): string {
  return terms.terms[index].variables
    .map((variable) => (variable === other ? `${terms.variables[other].label}${arm}` : terms.variables[own].label))
    .join(':');
}

/** Tables `slopes` and, with arms, `slope_differences`. The slope of an arm is a sum of coefficients: R: `lmerTest::contest1D(fit, L)`. */
export function slopeTables(
  fit: MixedFit,
  prepared: PreparedMixed,
  arms: readonly (string | null)[],
  total: number,
  inference: Inference,
): ReadonlyMap<string, ResultTable> {
  const slopes = armSlopes(prepared, arms, total);
  const phases = [...(slopes[0]?.along.keys() ?? [])];
  const own: Record<string, Value>[] = [];
  const differences: Record<string, Value>[] = [];
  for (const phase of phases) {
    for (const { arm, along } of slopes) {
      own.push({ phase, group: arm, ...combination(fit, along.get(phase) ?? new Float64Array(prepared.design.p), inference) });
    }
    for (const { arm, along } of slopes.slice(1)) {
      const reference = slopes[0].along.get(phase);
      const less = along.get(phase)?.map((value, j) => value - (reference?.[j] ?? 0)) ?? new Float64Array(prepared.design.p);
      differences.push({ phase, group_1: arm, group_2: slopes[0].arm, ...combination(fit, less, inference) });
    }
  }
  return new Map([
    ['slopes', tableOf(MIXED_TABLES.slopes, own)],
    ...(differences.length === 0 ? [] : [['slope_differences', tableOf(MIXED_TABLES.slope_differences, differences)] as const]),
  ]);
}
