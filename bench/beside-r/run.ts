import type { Measurement } from '../measure';
import { timeInChromium } from './in-chromium';
import { timeInR } from './in-r';
import { type Trial, timeHere } from './trial';

const best = (rounds: readonly number[]) => Math.min(...rounds);

/** Times the trials of a file in Node, in Chromium and in R, and prints how many times as fast as R each is. Throws where an answer is not R's. */
export async function besideR(file: string): Promise<readonly Measurement[]> {
  const { trials }: { readonly trials: readonly Trial[] } = await import(file);
  const places = trials.flatMap(({ inNodeOnly }, at) => (inNodeOnly ? [] : [at]));
  const inChromium = (await timeInChromium(file, places)) ?? [];
  const measurements: Measurement[] = [];
  for (const [at, trial] of trials.entries()) {
    const { name, rows, agreement } = trial;
    const ours = timeHere(trial);
    measurements.push({ name, size: rows, milliseconds: ours.milliseconds });
    const browser = inChromium.at(places.indexOf(at));
    const browsers = places.includes(at) && browser !== undefined ? browser : null;
    if (browsers !== null) {
      agree(name, ours.answer, browsers.answer, agreement, "Chromium's");
      measurements.push({ name: `in Chromium: ${name}`, size: rows, milliseconds: browsers.milliseconds });
    }
    const theirs = timeInR(trial);
    if (theirs === null) continue;
    agree(name, ours.answer, theirs.answer, agreement, "R's");
    for (const [what, milliseconds] of Object.entries(theirs.timed)) {
      measurements.push({ name: `R's ${what}: ${name}`, size: rows, milliseconds });
      const times = (side: readonly number[]) => (best(milliseconds) / best(side)).toFixed(1);
      const beside = browsers === null ? '' : `, in Chromium ${times(browsers.milliseconds)}`;
      process.stdout.write(`${name}, ${rows} rows: ${times(ours.milliseconds)} times as fast as R's ${what}${beside}\n`);
    }
  }
  return measurements;
}

function agree(name: string, ours: readonly number[], theirs: readonly number[], allowed: number, whose: string): void {
  if (ours.length !== theirs.length) throw new Error(`${name}: ${ours.length} numbers, ${whose} are ${theirs.length}.`);
  const worst = Math.max(...theirs.map((b, j) => Math.abs(b - ours[j]) / Math.max(1e-300, Math.abs(b))));
  if (!(worst <= allowed)) throw new Error(`${name}: numbers differ from ${whose} by ${worst} of themselves.`);
}
