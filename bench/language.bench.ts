/**
 * What a key costs in programs of 200 and 1,000 lines: the messages, of a whole and of a half-typed clause, and completion. `npm run bench --
 * language`. The service is bundled, as in the product's worker: the runner of the benches wraps every function it meets.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { readDictionaryFile } from '@/app/_server/databases/build/read-dictionary-file';
import type { createLanguageService as Create } from '@/cohort-dsl/service/language-service';
import type { Measurement } from './measure';

const HEAD = [
  'codes ckd "CKD" = ICD10 { "N18*" }',
  'param history = 180 days',
  'index at first diagnosis where code in ckd',
  'include "Adults": age at index >= 18',
  'follow until earliest { index + 5 years as "5 y"; end of observation as "lost" }',
  'outcome all_death = death',
];

const SHAPES: readonly ((n: number) => string)[] = [
  (n) => `let l${n} = value of last lab(egfr) within ${n} days on or before index`,
  (n) => `variable v${n} = value of last lab(egfr) within ${n} days on or before index`,
  (n) => `variable v${n} = count of diagnosis within ${n} days before index`,
  (n) => `variable v${n} = any diagnosis where code in ICD10 { "E10".."E14", "I${10 + (n % 50)}" } on or before index`,
  (n) => `variable v${n} = case when age at index > ${n} then 2 else 3 end`,
  (n) => `include "C${n}": count of lab(creatinine) where value > ${n} µmol/L within ${n} days before index >= 0`,
];

const ROUNDS = 40;

/** A program of so many clauses, one a line. */
function programOf(lines: number): readonly string[] {
  return [...HEAD, ...Array.from({ length: lines - HEAD.length }, (_, n) => SHAPES[n % SHAPES.length](n + 1))];
}

/** CPU time of some work, which other processes do not stretch. */
async function measured(name: string, size: number, work: (round: number) => unknown): Promise<Measurement> {
  const milliseconds: number[] = [];
  for (let round = -5; round < ROUNDS; round += 1) {
    const before = process.cpuUsage();
    work(round);
    const { user, system } = process.cpuUsage(before);
    if (round >= 0) milliseconds.push((user + system) / 1000);
  }
  return { name, size, milliseconds };
}

export async function run(): Promise<readonly Measurement[]> {
  const { dictionary } = await readDictionaryFile(join(import.meta.dirname, '../data/renal/dictionary.yaml'));
  const createLanguageService = await bundled();
  const service = createLanguageService({ dictionary, profile: null, cohorts: [] }, 'bench');
  return [...(await keysOf(service, 200)), ...(await keysOf(service, 1000))];
}

async function bundled(): Promise<typeof Create> {
  const folder = await mkdtemp(join(tmpdir(), 'coho-bench-'));
  const outfile = join(folder, 'service.cjs');
  const entry = join(import.meta.dirname, '../cohort-dsl/service/language-service.ts');
  await build({ entryPoints: [entry], bundle: true, platform: 'node', format: 'cjs', outfile, logLevel: 'error' });
  const service: { readonly createLanguageService: typeof Create } = await import(pathToFileURL(outfile).href);
  await rm(folder, { recursive: true });
  return service.createLanguageService;
}

async function keysOf(service: ReturnType<typeof Create>, size: number): Promise<readonly Measurement[]> {
  const lines = programOf(size);
  const errors = service.diagnostics(lines.join('\n')).filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message.en).join('\n'));
  const typed = (round: number, change: (line: string) => string): string =>
    lines.map((line, at) => (at === 100 + round ? change(line) : line)).join('\n');
  return [
    await measured('language, a key in a right program (CPU)', size, (round) => service.diagnostics(typed(round, (line) => `${line} `))),
    await measured('language, a key in a half-typed clause (CPU)', size, (round) =>
      service.diagnostics(typed(round, (line) => line.slice(0, -6))),
    ),
    await measured('language, completion in that clause (CPU)', size, (round) => {
      const source = typed(round, (line) => line.slice(0, -6));
      return service.complete(source, lines.slice(0, 101 + round).join('\n').length - 6, 'en');
    }),
  ];
}
