/** What a test gives, before it is laid out. */
import type { Localised } from '@/cohort-dsl/source/localised';
import type { Value } from '../../../results/result';
import type { Work } from '../../pool';
import type { TestData } from './data';
import type { Interval } from './kernel/interval';
import type { Comparison } from './kernel/posthoc';
import type { TestOptions } from './options';
import type { MethodWord, QuantityWord } from './words';

/** One row of the table. */
export interface TestRow extends Partial<Interval> {
  readonly group?: string;
  /** What the group is called. */
  readonly said?: Localised;
  readonly quantity?: QuantityWord;
  readonly statistic?: number;
  readonly df?: number | null;
  readonly residual?: number;
  readonly pValue?: number;
  readonly method: MethodWord;
  readonly n: number;
  readonly events?: number;
}

export interface Posthoc {
  readonly comparisons: readonly Comparison[];
  readonly groups: readonly { readonly level: string; readonly said: Localised }[];
  /** What is compared. */
  readonly measure: Localised;
}

export interface Outcome {
  /** What is tested, before the colon of the sentence. */
  readonly subject: Localised;
  /** The groups in numbers; null where there is nothing to say. */
  readonly described: Localised | null;
  readonly rows: readonly TestRow[];
  readonly posthoc?: Posthoc;
  readonly conventions: Readonly<Record<string, Value>>;
  /** Words for conventions that have none. */
  readonly words?: Readonly<Record<string, Localised>>;
  readonly seed?: number;
}

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
}

const groups: Sides = { by: 'groups', first: 'number', second: 'category', two: null, alone: false };
const counts: Sides = { ...groups, first: 'category' };
const pairs: Sides = { by: 'columns', first: 'number', second: 'number', two: null, alone: false };

export const SIDES = {
  groups,
  twoGroups: { ...groups, two: 'second' },
  sample: { ...groups, two: 'second', alone: true },
  values: { ...groups, alone: true },
  counts,
  shares: { ...counts, two: 'first' },
  share: { ...counts, two: 'first', alone: true },
  pairs,
  matched: { ...pairs, first: 'category', second: 'category' },
} as const satisfies Readonly<Record<string, Sides>>;

/** One test: which columns it compares, which options it heeds, how it runs, how its R call is written and what a methods paragraph says of it. */
export interface Kind {
  readonly keys: readonly Key[];
  readonly sides: Sides;
  readonly run: (data: TestData, options: TestOptions, work: Work) => Outcome | Promise<Outcome>;
  /** R's call on the data `d`. */
  readonly script: (options: TestOptions) => readonly string[];
  readonly paragraph: (options: TestOptions) => Localised;
}
