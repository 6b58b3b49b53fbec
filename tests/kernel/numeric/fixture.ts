/** Reading what the R scripts wrote. */
import { readFileSync } from 'node:fs';

const NAMES: Readonly<Record<string, number>> = { NaN: Number.NaN, Inf: Infinity, '-Inf': -Infinity };

/** JSON as the fixture scripts write it: non-finite numbers are spelled out. */
export function readFixture<T>(name: string): T {
  const path = new URL(`../../fixtures/r/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(path, 'utf8'), (_key, value) => (typeof value === 'string' && value in NAMES ? NAMES[value] : value)) as T;
}
