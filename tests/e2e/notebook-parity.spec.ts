import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from './fixtures';
import { NotebookTab } from './notebook';
import { dataDirectory } from './places.mjs';
import { words } from './words';

const root = join(import.meta.dirname, '..', '..');

/** What `coho run --json` writes of a demo notebook. */
function commandLineResults(notebook: string): unknown {
  const folder = mkdtempSync(join(tmpdir(), 'coho-parity-'));
  try {
    const file = join(folder, 'results.json');
    const command = ['--conditions=react-server', 'cli/main.ts', 'run', join('data', 'demos', notebook), '--json', file];
    execFileSync(join(root, 'node_modules', '.bin', 'tsx'), command, { cwd: root, env: { ...process.env, COHO_DATA: dataDirectory } });
    return JSON.parse(readFileSync(file, 'utf8'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const AGREEMENT = 1e-12;

/** Where two documents differ: keys, counts and texts at all, other numbers by more than the agreed share. */
const isNear = (left: number, right: number) => Math.abs(left - right) <= AGREEMENT * Math.max(Math.abs(left), Math.abs(right));

/** A tail probability this small turns the last bit of its statistic into digits of its own: it is compared by its logarithm. */
const isTail = (value: number) => value > 0 && value < 1e-12;

function differences(left: unknown, right: unknown, place = 'results'): string[] {
  if (typeof left === 'number' && typeof right === 'number') {
    const near =
      Number.isInteger(left) && Number.isInteger(right)
        ? left === right
        : isNear(left, right) || (isTail(left) && isTail(right) && isNear(Math.log(left), Math.log(right)));
    return near ? [] : [`${place}: ${left} and ${right}`];
  }
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) {
    return left === right ? [] : [`${place}: ${JSON.stringify(left)} and ${JSON.stringify(right)}`];
  }
  const [first, second] = [new Map(Object.entries(left)), new Map(Object.entries(right))];
  if ([...first.keys()].join('\n') !== [...second.keys()].join('\n')) {
    return [`${place} has ${[...first.keys()].join(', ')} and ${[...second.keys()].join(', ')}`];
  }
  return [...first].flatMap(([key, value]) => differences(value, second.get(key), `${place}.${key}`));
}

test('the browser and the command line give one and the same document', async ({ page, signInAs }) => {
  test.setTimeout(150_000);
  await signInAs('owner');
  await page.goto('/projects');
  await page.getByRole('link', { name: /^Hormone therapy/u }).click();
  await page.getByRole('button', { name: 'New notebook' }).click();
  const form = page.getByRole('dialog', { name: 'New notebook' });
  await form.getByLabel('Title').fill('The demo study again');
  await form.getByRole('combobox').selectOption('demo');
  await form.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByRole('button', { name: 'Run all', exact: true })).toBeVisible();
  const browser = { ...(JSON.parse(await new NotebookTab(page, words.en).resultsText()) as object), notebook: 'breast_cancer.en.md' };
  const command = commandLineResults('breast_cancer.en.md');
  expect(differences(browser, command)).toEqual([]);
  expect(JSON.stringify(command)).toContain('"coefficients"');
});
