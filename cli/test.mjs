/**
 * `npm test`: checks, unit tests, tests in the browser; at the end what failed by name, what passed only at its second try,
 * and one line `N passed, N failed`. Each check of types, lint and unused code counts as one.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, relative } from 'node:path';
import { bin, root } from './start/children.mjs';
import { findChromium, HOW_TO_GET_CHROMIUM } from './start/chromium.mjs';
import { layOutEngine } from './start/engine-files.mjs';
import { demandNode, generateClient, install } from './start/steps.mjs';

const total = { passed: 0, failed: 0 };
/** What the end says by name: a failure far above thousands of lines is not looked for. */
const said = { failed: [], again: [] };
const results = join(root, 'test-results');

function run(command, args, environment = {}) {
  return spawnSync(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...environment } }).status === 0;
}

function count(passed, failed) {
  total.passed += passed;
  total.failed += failed;
}

function check(what, tool, args) {
  process.stdout.write(`\n— ${what}\n`);
  const ok = run(bin(tool), args);
  count(ok ? 1 : 0, ok ? 0 : 1);
  if (!ok) said.failed.push(what);
}

/** What a reporter wrote; nothing where the run broke before it could. */
function report(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

function unitTests() {
  process.stdout.write('\n— Unit tests\n');
  const file = join(results, 'unit.json');
  rmSync(file, { force: true });
  const ok = run(bin('vitest'), ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]);
  const found = report(file);
  const suites = found?.testResults ?? [];
  const broken = suites.filter((suite) => suite.status === 'failed' && suite.assertionResults.length === 0);
  const failed = (found?.numFailedTests ?? 0) + broken.length;
  count(found?.numPassedTests ?? 0, failed === 0 && !ok ? 1 : failed);
  said.failed.push(...broken.map((suite) => relative(root, suite.name)));
  for (const suite of suites)
    for (const test of suite.assertionResults)
      name(relative(root, suite.name), test.fullName, test.status === 'failed', test.failureMessages[0]);
  if (failed === 0 && !ok) said.failed.push('an error outside of every unit test');
}

/** A test that failed once at least: its name and the first line of why. */
function name(file, title, failed, why) {
  if (why) (failed ? said.failed : said.again).push(`${file}: ${title}\n    ${why.split('\n', 1)[0].slice(0, 300)}`);
}

/** The browser tests that `report` holds, each with its file. */
function testsIn(suite) {
  return [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(testsIn)];
}

async function browserTests() {
  process.stdout.write('\n— Tests in the browser\n');
  if (!findChromium(process.env.PATH ?? '')) {
    process.stdout.write(`${HOW_TO_GET_CHROMIUM}\n`);
    count(0, 1);
    return;
  }
  const file = join(results, 'e2e.json');
  rmSync(file, { force: true });
  const ok = run(bin('playwright'), ['test'], { COHO_E2E_PORT: String(await freePort()) });
  const found = report(file);
  const failed = found?.stats.unexpected ?? 0;
  count((found?.stats.expected ?? 0) + (found?.stats.flaky ?? 0), failed === 0 && !ok ? 1 : failed);
  for (const spec of testsIn(found ?? {}))
    for (const test of spec.tests) name(`tests/e2e/${spec.file}`, spec.title, test.status === 'unexpected', firstError(test));
  if (failed === 0 && !ok) said.failed.push('an error outside of every browser test');
}

function firstError(test) {
  return test.results.find((result) => result.error)?.error.message;
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

demandNode();
await install();
await generateClient();
await layOutEngine(root);
check('Types', 'tsc', ['--noEmit']);
check('Lint and format', 'biome', ['check', '.']);
check('Unused code', 'knip', []);
unitTests();
await browserTests();
for (const [what, names] of [
  ['Passed at the second try', said.again],
  ['Failed', said.failed],
])
  if (names.length > 0) process.stdout.write(`\n— ${what}\n${names.map((line) => `  ${line}\n`).join('')}`);
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`);
process.exitCode = total.failed === 0 ? 0 : 1;
