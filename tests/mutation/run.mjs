/**
 * `npm run mutation -- FOLDER TESTS…`: changes each decision of a folder in turn and runs the tests; a change no test notices is a survivor.
 * FOLDER may be a file or a glob; lines by `file.ts:10-20`.
 */
import { Stryker } from '@stryker-mutator/core';

const [where, ...tests] = process.argv.slice(2);
if (!where || tests.length === 0) {
  process.stderr.write(
    'npm run mutation -- FOLDER TESTS…, as in: npm run mutation -- analysis-kernel/disclosure tests/kernel/disclosure\n',
  );
  process.exit(2);
}

const files = (name, ending) => (/\.tsx?(:[\d-]+)?$/.test(name) ? name : `${name.replace(/\/$/, '')}/**/*${ending}`);

const results = await new Stryker({
  mutate: [files(where, '.ts')],
  testFiles: tests.map((name) => files(name, '.{test,spec}.{ts,tsx}')),
  testRunner: 'vitest',
  vitest: { related: false, configFile: 'tests/mutation/vitest.config.ts' },
  plugins: ['@stryker-mutator/vitest-runner', './tests/mutation/words.mjs'],
  ignorers: ['words'],
  coverageAnalysis: 'perTest',
  ignoreStatic: true,
  ignorePatterns: ['/.next', '/.coho', '/gallery', '/public', '/test-results'],
  concurrency: 1,
  // What is merely slow on a busy machine is no loop without an end, and must not count as noticed.
  timeoutMS: 20_000,
  timeoutFactor: 4,
  // Stryker would read it by TypeScript's old interface; nothing here needs it changed.
  tsconfigFile: 'none',
  disableTypeChecks: false,
  reporters: ['progress-append-only', 'clear-text'],
  clearTextReporter: { allowColor: false, reportTests: false, reportMutants: true },
}).runMutationTest();

process.exitCode = results.some(({ status }) => status === 'Survived' || status === 'NoCoverage') ? 1 : 0;
