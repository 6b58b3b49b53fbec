/**
 * From a key typed in a criterion to the new counts beside it, in the demo study of each embedded database; Run is not pressed. The pause
 * that the editor leaves for the next key is part of it. `npm run bench -- live`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { withChromium } from './chromium';
import { type Measurement, percentile } from './measure';
import { startProduct } from './server';

const ROUNDS = 6;
const PATIENCE = 30_000;

interface Study {
  readonly database: string;
  readonly title: RegExp;
  /** Words of the criterion that is changed, and what is typed at its end. */
  readonly criterion: string;
  readonly typed: string;
}

const studies: readonly Study[] = [
  { database: 'breast_cancer', title: /^Hormone therapy/u, criterion: 'Node-positive', typed: ' + 3' },
  { database: 'cardiometabolic', title: /^Fatty liver/u, criterion: 'Adults', typed: ' + 50' },
  { database: 'renal_flc', title: /^Kidney function/u, criterion: 'Creatinine known', typed: ' and age at index >= 70' },
  { database: 'renal', title: /^Diabetes/u, criterion: 'Adults', typed: ' + 50' },
];

export async function run(): Promise<readonly Measurement[]> {
  const directory = mkdtempSync(join(tmpdir(), 'coho-live-'));
  const product = await startProduct(join(import.meta.dirname, '..'), directory);
  try {
    const measured = await withChromium(async (browser) => {
      const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, locale: 'en-GB' });
      page.setDefaultTimeout(PATIENCE);
      await page.goto(`${product.address}/signin`);
      await page.locator('button[name="account"][value="owner"]').click();
      await page.waitForURL(/\/notebooks\//u);
      const measurements: Measurement[] = [];
      for (const study of studies) {
        const milliseconds = await timeStudy(page, product.address, study);
        if (percentile(milliseconds, 0.5) > 500) process.stdout.write(`${study.database}: counts take longer than 500 ms\n`);
        measurements.push({ name: `key to counts, ${study.database}`, size: 1, milliseconds });
      }
      return measurements;
    });
    return measured ?? [];
  } finally {
    await product.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

async function timeStudy(page: Page, address: string, { title, criterion, typed }: Study): Promise<readonly number[]> {
  await page.goto(`${address}/projects`);
  await page.locator('main a[href^="/projects/"]').filter({ hasText: title }).first().click();
  await page.locator('a[href*="/notebooks/"]').filter({ hasText: title }).first().click();
  const cell = page.locator('[data-kind="cohort"]').first();
  await cell.locator('[data-source="cohort"]').getByText(criterion).first().click();
  await cell.locator('[data-editor="cohort"]').getByRole('textbox').waitFor();
  await page.keyboard.press('End');
  // The first question starts the database engine.
  await change(page, () => page.keyboard.insertText(typed));
  const milliseconds: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    milliseconds.push(
      await change(page, async () => {
        for (const _ of typed.slice(1)) await page.keyboard.press('Backspace');
        await page.keyboard.press('Backspace');
      }),
    );
    milliseconds.push(await change(page, () => page.keyboard.insertText(typed)));
  }
  return milliseconds;
}

/** Runs in the page, so it stands as text: the loader of this file would put names of its own into a function. */
const WATCH = `(() => {
  const counts = () => [...document.querySelectorAll('[data-kind="cohort"] ol')].map((list) => list.textContent).join();
  const before = counts();
  let typed = performance.now();
  document.addEventListener('keydown', () => { typed = performance.now(); }, true);
  document.addEventListener('beforeinput', () => { typed = performance.now(); }, true);
  globalThis.changed = new Promise((resolve, reject) => {
    const observer = new MutationObserver(() => {
      if (counts() === before) return;
      observer.disconnect();
      resolve(performance.now() - typed);
    });
    observer.observe(document.body, { subtree: true, childList: true, characterData: true });
    setTimeout(() => reject(new Error('the counts did not change')), ${PATIENCE});
  });
})()`;

/** Does something with the keyboard and gives the time from its last key until the counts say something else, as the page itself measures it. */
async function change(page: Page, keys: () => Promise<void>): Promise<number> {
  await page.evaluate(WATCH);
  await keys();
  return page.evaluate<number>('globalThis.changed');
}
