import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Trial } from './trial';

export interface RTimes {
  /** Milliseconds of each timed expression, by its name. */
  readonly timed: Readonly<Record<string, readonly number[]>>;
  readonly answer: readonly number[];
}

/** The trial in R; null where R or one of its packages is missing. */
export function timeInR({ prepare, rounds, r }: Trial): RTimes | null {
  const folder = mkdtempSync(join(tmpdir(), 'coho-bench-'));
  try {
    const file = join(folder, 'data.bin');
    const columns = Object.entries(prepare().columns);
    writeFileSync(
      file,
      columns.map(([, { buffer }]) => new Uint8Array(buffer)).reduce((all, one) => Buffer.concat([all, one]), Buffer.alloc(0)),
    );
    const names = Object.keys(r.timed);
    const script = [
      ...r.packages.map((name) => `suppressPackageStartupMessages(library(${name}))`),
      `connection <- file(${JSON.stringify(file)}, "rb")`,
      ...columns.map(([name, values]) => `${name} <- readBin(connection, "double", ${values.length})`),
      'close(connection)',
      r.setup,
      ...names.map((name, i) => `times${i} <- replicate(${rounds}, { gc(); system.time(f <<- ${r.timed[name]})[[3]] })`),
      ...names.map((_, i) => `cat(sprintf("%.17g", 1000 * times${i}), "\\n")`),
      `cat(sprintf("%.17g", c(${r.answer})), "\\n")`,
    ].join('\n');
    const ran = spawnSync('Rscript', ['-e', script], { encoding: 'utf8', maxBuffer: 1 << 24 });
    if (ran.status !== 0) {
      const why = ran.error?.message ?? ran.stderr.trim().split('\n').at(-1);
      process.stdout.write(`R is not timed: ${why}\n`);
      return null;
    }
    const lines = ran.stdout
      .trim()
      .split('\n')
      .slice(-names.length - 1);
    const numbers = lines.map((line) => line.trim().split(/\s+/).map(Number));
    return { timed: Object.fromEntries(names.map((name, i) => [name, numbers[i]])), answer: numbers[names.length] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
