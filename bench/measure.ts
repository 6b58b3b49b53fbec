import { performance } from 'node:perf_hooks';

export interface Measurement {
  readonly name: string;
  /** What grows: rows, patients, characters. */
  readonly size: number;
  readonly milliseconds: readonly number[];
}

/** A weight rather than a time: what a reader's browser downloads. */
export interface Weight {
  readonly name: string;
  readonly bytes: number;
}

/** What is counted or compared rather than timed. */
export interface Tally {
  readonly name: string;
  readonly tally: string;
}

/** What a file `*.bench.ts` exports as `run`. */
export type Bench = () => Promise<readonly (Measurement | Weight | Tally)[]>;

/** Times some work, once unrecorded and then `times` times. */
export async function measure(name: string, size: number, times: number, work: () => unknown): Promise<Measurement> {
  await work();
  const milliseconds: number[] = [];
  for (let time = 0; time < times; time += 1) {
    const start = performance.now();
    await work();
    milliseconds.push(performance.now() - start);
  }
  return { name, size, milliseconds };
}

/** The value a share of the runs stayed under, by the nearest rank. */
export function percentile(milliseconds: readonly number[], share: number): number {
  const sorted = [...milliseconds].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

/** Processor time of some work in milliseconds, which says more than the clock where others work beside it. */
export async function processorTime(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
