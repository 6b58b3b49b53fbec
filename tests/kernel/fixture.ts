/** Reading what the R scripts wrote. */
import { readFileSync } from 'node:fs';

const NAMES: Readonly<Record<string, number>> = { NaN: Number.NaN, Inf: Infinity, '-Inf': -Infinity };

/** JSON as the fixture scripts write it, by its place here: `methods/cox/cox`; non-finite numbers are spelled out. */
export function readFixture<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`./${name}.json`, import.meta.url), 'utf8'), (_key, value) =>
    typeof value === 'string' && value in NAMES ? NAMES[value] : value,
  ) as T;
}
