/** Rows of a model as the few profiles that a mean curve is of. */
import { argsort } from '../../../../numeric/sort';
import type { ParametricData } from './model';
import type { Weighted } from './predict';

/** Most profiles that a mean curve is of. */
const MOST_PROFILES = 1000;

/**
 * Profiles with the weights of their rows. A curve depends on the covariates by stratum and linear predictor alone, so rows alike in both are one, with
 * the mean of their covariates for the derivatives. Of more than 1,000 such as many of each stratum as are its share, each of neighbours: their mean
 * survival differs from the rows' by the curvature within a thousandth of them.
 * @param uses columns of `data` that are the model's covariates
 * @param coefficients theirs
 */
export function meanProfiles(
  data: ParametricData,
  rows: Int32Array,
  uses: readonly number[],
  coefficients: Float64Array,
): readonly Weighted[] {
  const { n, x, offset, strata } = data;
  const linear = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    linear[i] = offset?.[rows[i]] ?? 0;
    for (let j = 0; j < uses.length; j++) linear[i] += coefficients[j] * x[uses[j] * n + rows[i]];
  }
  const order = argsort(linear);
  const groups = Array.from({ length: data.strataCount }, (_, s) =>
    strata === null ? order : order.filter((place) => strata[rows[place]] === s),
  ).filter((group) => group.length > 0);
  const starts = groups.map((group) => Array.from(group.keys()).filter((at) => at === 0 || linear[group[at]] !== linear[group[at - 1]]));
  const distinct = starts.reduce((sum, one) => sum + one.length, 0);
  return groups.flatMap((group, g) => {
    const cuts =
      distinct <= MOST_PROFILES ? starts[g] : evenCuts(group.length, Math.max(1, Math.round((MOST_PROFILES * group.length) / rows.length)));
    return cuts.map((from, at) =>
      meanOf(
        data,
        group.subarray(from, cuts[at + 1] ?? group.length).map((place) => rows[place]),
        uses,
      ),
    );
  });
}

function evenCuts(length: number, pieces: number): readonly number[] {
  return Array.from({ length: Math.min(pieces, length) }, (_, piece) => Math.floor((piece * length) / Math.min(pieces, length)));
}

/** The weighted mean of rows of one stratum. */
function meanOf({ n, x, offset, strata, weights }: ParametricData, rows: Uint32Array, uses: readonly number[]): Weighted {
  const mean = new Float64Array(uses.length);
  let [weight, shift] = [0, 0];
  for (const row of rows) {
    const w = weights?.[row] ?? 1;
    weight += w;
    shift += w * (offset?.[row] ?? 0);
    for (let j = 0; j < uses.length; j++) mean[j] += w * x[uses[j] * n + row];
  }
  return { profile: { x: mean.map((sum) => sum / weight), offset: shift / weight, stratum: strata?.[rows[0]] ?? 0 }, weight };
}
