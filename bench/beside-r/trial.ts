/** What a method is timed at beside R: the same data in Node, in Chromium and, written to a file, in R. */
export interface Trial {
  /** The method and what it is given, without the number of rows. */
  readonly name: string;
  readonly rows: number;
  /** How often each side is timed, after once untimed. */
  readonly rounds: number;
  /** Makes the data, untimed; the same bits wherever it runs. */
  readonly prepare: () => Prepared;
  readonly r: InR;
  /** Relative difference allowed between the two answers. */
  readonly agreement: number;
  /** Not timed in Chromium, as it would take no less than in Node and much memory. */
  readonly inNodeOnly?: boolean;
}

interface Prepared {
  /** What R reads, each under its name. */
  readonly columns: Readonly<Record<string, Float64Array>>;
  /** What is timed; gives the numbers that must be R's. */
  readonly work: () => ArrayLike<number>;
}

/** Expressions of R. */
export interface InR {
  readonly packages: readonly string[];
  /** Untimed, after the columns are read. */
  readonly setup: string;
  /** What is timed, by the name the ratio is printed under; the last one's value is `f`. */
  readonly timed: Readonly<Record<string, string>>;
  /** The numbers of `f`. */
  readonly answer: string;
}

/** Milliseconds of one side's rounds and its answer. */
export interface Timed {
  readonly milliseconds: readonly number[];
  readonly answer: readonly number[];
}

/** Times a trial where it stands, once untimed before. */
export function timeHere({ prepare, rounds }: Trial): Timed {
  const { work } = prepare();
  let answer = work();
  const milliseconds = Array.from({ length: rounds }, () => {
    const start = performance.now();
    answer = work();
    return performance.now() - start;
  });
  return { milliseconds, answer: Array.from(answer) };
}
