/** `npm run bench [-- WORD]`: runs every `bench/**\/*.bench.ts` (those whose path holds WORD), prints a table, keeps the figures as JSON. */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { type Bench, type Measurement, percentile, type Tally, type Weight } from './measure';

const folder = import.meta.dirname;
const wanted = process.argv[2] ?? '';
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.bench.ts') && path.includes(wanted))
  .sort();

if (files.length === 0) {
  process.stderr.write(`No bench file has "${wanted}" in its name.\n`);
  process.exit(2);
}

const kept: (Measurement | Weight | Tally)[] = [];
process.stdout.write(
  `${'what'.padEnd(52)}${'size'.padStart(10)}${'median ms'.padStart(12)}${'p75 ms'.padStart(10)}${'p95 ms'.padStart(10)}${'runs'.padStart(6)}\n`,
);
for (const file of files) {
  const { run }: { run: Bench } = await import(join(folder, file));
  for (const measurement of await run()) {
    kept.push(measurement);
    if ('bytes' in measurement) {
      process.stdout.write(`${measurement.name.padEnd(52)}${`${(measurement.bytes / 1024).toFixed(0)} KB sent`.padStart(22)}\n`);
      continue;
    }
    if ('tally' in measurement) {
      process.stdout.write(`${measurement.name.padEnd(52)}${measurement.tally.padStart(22)}\n`);
      continue;
    }
    const { name, size, milliseconds } = measurement;
    if (milliseconds.length === 0) continue;
    const [median, p75, p95] = [0.5, 0.75, 0.95].map((share) => percentile(milliseconds, share).toFixed(1));
    process.stdout.write(
      `${name.padEnd(52)}${String(size).padStart(10)}${median.padStart(12)}${p75.padStart(10)}${p95.padStart(10)}${String(milliseconds.length).padStart(6)}\n`,
    );
  }
}

const results = join(folder, '..', 'test-results');
mkdirSync(results, { recursive: true });
const machine = { node: process.version, processor: cpus()[0]?.model ?? '', cores: cpus().length };
writeFileSync(join(results, 'bench.json'), `${JSON.stringify({ machine, measurements: kept }, null, 2)}\n`);
