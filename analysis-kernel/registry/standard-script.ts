/** The standard population of an equivalent R script. */

import { bandsOf, joinedBands } from '../stats/rates/age-groups';
import { STANDARD_POPULATIONS } from '../stats/rates/standard-populations';
import { rRepeated } from './r-script';

interface Asked {
  readonly standard?: string | undefined;
  readonly standards?: string | undefined;
  readonly age_groups?: readonly number[] | undefined;
}

/** Lines that make `cuts`, the ages at which groups begin after the first, and `weight`, one a group; `own` has no weights yet. */
export function standardScript({ standard, standards, age_groups }: Asked): readonly string[] {
  const list = (values: readonly number[]) => `c(${values.join(', ')})`;
  if (standard !== undefined && standards === undefined && standard in STANDARD_POPULATIONS) {
    const whole = bandsOf(STANDARD_POPULATIONS[standard as keyof typeof STANDARD_POPULATIONS].groups);
    const { cuts, weights } = (age_groups === undefined ? null : joinedBands(whole, age_groups)) ?? whole;
    return [`cuts <- ${list(cuts)}`, `weight <- ${list(weights)}  # ${standard}`];
  }
  if (standard === 'own')
    return [`cuts <- ${list(age_groups ?? bandsOf(STANDARD_POPULATIONS.cn2010.groups).cuts)}`, 'weight <- NULL  # all rows together'];
  return [
    `s <- read.csv(${JSON.stringify(`${standards}.csv`)})`,
    `s <- s[s$standard == ${JSON.stringify(standard)}, ]`,
    's <- s[order(s$age_from), ]',
    age_groups === undefined ? 'cuts <- setdiff(sort(unique(c(s$age_from, s$age_to + 1))), 0)' : `cuts <- ${list(age_groups)}`,
    'starts <- c(0, cuts)',
    'ends <- c(cuts, Inf)',
    'weight <- sapply(seq_along(starts), function(i) sum(s$weight[s$age_from >= starts[i] & s$age_from < ends[i]]))',
  ];
}

/** Rows of frequencies repeated, and the groups of the columns named. */
export function groupScript(by: readonly string[] | undefined, weights: { readonly column: string } | undefined): readonly string[] {
  const group =
    by === undefined
      ? '"all"'
      : `paste(${by.map((name) => `paste0(${JSON.stringify(`${name}=`)}, d[[${JSON.stringify(name)}]])`).join(', ')}, sep = ", ")`;
  return [
    ...(weights === undefined ? [] : rRepeated(weights.column)),
    `d$.group <- ${group}`,
    ...(by ?? []).map((name) => `d$.group[is.na(d[[${JSON.stringify(name)}]])] <- NA`),
  ];
}
