/** What each test takes: its columns, and the options it heeds. */

export const TESTS = [
  't',
  'welch',
  'paired',
  'wilcoxon',
  'signed_rank',
  'anova',
  'welch_anova',
  'kruskal',
  'friedman',
  'chisq',
  'fisher',
  'mcnemar',
  'cmh',
  'trend',
  'correlation',
  'shapiro',
  'levene',
  'proportion',
] as const;
export type TestName = (typeof TESTS)[number];

/** Options that only some tests have a meaning for. */
export type Key =
  | 'strata'
  | 'coefficient'
  | 'interval'
  | 'posthoc'
  | 'adjust'
  | 'mu'
  | 'alternative'
  | 'exact'
  | 'correct'
  | 'mid_p'
  | 'scores';

/** What a test may compare: the sort of each of its two columns, and how the form asks for them. */
export interface Sides {
  /** An outcome by groups (a formula), or two columns beside one another (x and y). */
  readonly by: 'groups' | 'columns';
  readonly first: 'number' | 'category';
  readonly second: 'number' | 'category';
  /** The side that has to have two values. */
  readonly two: 'first' | 'second' | null;
  /** Whether the first column will do. */
  readonly alone: boolean;
  /** Whether one is subtracted from the other: both measure one quantity. */
  readonly alike: boolean;
}

const groups: Sides = { by: 'groups', first: 'number', second: 'category', two: null, alone: false, alike: false };
const counts: Sides = { ...groups, first: 'category' };
const pairs: Sides = { by: 'columns', first: 'number', second: 'number', two: null, alone: false, alike: false };

const SIDES = {
  groups,
  twoGroups: { ...groups, two: 'second' },
  sample: { ...groups, two: 'second', alone: true },
  values: { ...groups, alone: true },
  counts,
  shares: { ...counts, two: 'first' },
  share: { ...counts, two: 'first', alone: true },
  pairs,
  repeated: { ...pairs, alike: true },
  matched: { ...pairs, first: 'category', second: 'category' },
} as const satisfies Readonly<Record<string, Sides>>;

interface Taken {
  readonly keys: readonly Key[];
  readonly sides: Sides;
}

/** By test; an option of another's is refused, and not offered. */
export const TAKEN: Readonly<Record<TestName, Taken>> = {
  t: { keys: ['mu', 'alternative'], sides: SIDES.sample },
  welch: { keys: ['mu', 'alternative'], sides: SIDES.sample },
  paired: { keys: ['mu', 'alternative', 'strata'], sides: SIDES.repeated },
  anova: { keys: ['posthoc'], sides: SIDES.groups },
  welch_anova: { keys: ['posthoc'], sides: SIDES.groups },
  wilcoxon: { keys: ['mu', 'alternative', 'exact', 'correct'], sides: SIDES.twoGroups },
  signed_rank: { keys: ['mu', 'alternative', 'exact', 'correct', 'strata'], sides: SIDES.repeated },
  kruskal: { keys: ['posthoc', 'adjust'], sides: SIDES.groups },
  friedman: { keys: ['strata'], sides: SIDES.groups },
  chisq: { keys: ['correct'], sides: SIDES.counts },
  fisher: { keys: ['alternative', 'mid_p'], sides: SIDES.counts },
  mcnemar: { keys: ['alternative', 'exact', 'correct', 'mid_p'], sides: SIDES.matched },
  cmh: { keys: ['alternative', 'correct', 'strata'], sides: SIDES.counts },
  trend: { keys: ['scores'], sides: SIDES.shares },
  proportion: { keys: ['interval', 'mu', 'alternative', 'correct'], sides: SIDES.share },
  correlation: { keys: ['coefficient', 'alternative', 'exact'], sides: SIDES.pairs },
  shapiro: { keys: [], sides: SIDES.values },
  levene: { keys: [], sides: SIDES.groups },
};

/** Whether a value names a test. */
export function isTest(name: unknown): name is TestName {
  return typeof name === 'string' && Object.hasOwn(TAKEN, name);
}

/** Which test the comparisons of pairs follow. */
export const POSTHOC_OF: Readonly<Record<'tukey' | 'games_howell' | 'dunn', TestName>> = {
  tukey: 'anova',
  games_howell: 'welch_anova',
  dunn: 'kruskal',
};
