/** What a test gives, before it is laid out. */
import type { Localised } from '@/cohort-dsl/source/localised';
import type { Value } from '../../../results/result';
import type { Interval } from '../../../stats/hypothesis/interval';
import type { Work } from '../../pool';
import type { TestData } from './data';
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
  /** How the p values allow for the number of pairs. */
  readonly adjusted: Localised;
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

/** How one test runs. */
export type TestRun = (data: TestData, options: TestOptions, work: Work) => Outcome | Promise<Outcome>;

/** How its R call is written and what a methods paragraph says of it. */
export interface TestTexts {
  /** R's call on the data `d`. */
  readonly script: (options: TestOptions) => readonly string[];
  readonly paragraph: (options: TestOptions) => Localised;
}
