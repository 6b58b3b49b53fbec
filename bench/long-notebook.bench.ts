/**
 * Opening a notebook of 300 cells whose results are kept, in a browser that has nothing of the product yet: CPU time of the page's own thread
 * until its first cells and its first curve can be used, and until nothing is left to do. `npm run bench -- long-notebook`.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, CDPSession, Page } from '@playwright/test';
import { withChromium } from './chromium';
import type { Measurement } from './measure';
import { startProduct } from './server';

const CELLS = 300;
const ROUNDS = 3;
const PATIENCE = { timeout: 15 * 60_000 };
/** A page that took less of a second than this has nothing left to do. */
const QUIET_SECONDS = 0.03;

type Cookies = Awaited<ReturnType<BrowserContext['storageState']>>;

interface Opening {
  readonly usable: number;
  readonly idle: number;
}

export async function run(): Promise<readonly Measurement[]> {
  const directory = mkdtempSync(join(tmpdir(), 'coho-long-'));
  const product = await startProduct(join(import.meta.dirname, '..'), directory);
  try {
    const found = await withChromium(async (browser) => {
      const { address, cookies } = await makeNotebook(browser, product.address);
      const openings: Opening[] = [];
      for (let round = 0; round < ROUNDS; round += 1) openings.push(await open(browser, cookies, address));
      return [
        { name: 'notebook to its first cells, CPU', size: CELLS, milliseconds: openings.map(({ usable }) => usable) },
        { name: 'notebook until the page is idle, CPU', size: CELLS, milliseconds: openings.map(({ idle }) => idle) },
      ];
    });
    return found ?? [];
  } finally {
    await product.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The cells of the demo study, and its results again and again until there are 300. */
function longNotebook(): string {
  const study = readFileSync(join(import.meta.dirname, '..', 'data', 'demos', 'breast_cancer.en.md'), 'utf8');
  const blocks = [...study.matchAll(/^```(\w+) name=(\w+)\n[\s\S]*?^```$/gmu)];
  const once = blocks.filter(([, kind]) => kind === 'input' || kind === 'cohort').map(([text]) => text);
  const again = blocks.filter(([, kind]) => kind === 'analysis' || kind === 'sql');
  const parts = [...once];
  for (let at = 0; parts.length < CELLS; at += 1) {
    const [text, , name] = again[at % again.length];
    parts.push(`## Part ${at}, in a few words of its own`, text.replace(`name=${name}`, `name=${name}_${at}`));
  }
  return parts.slice(0, CELLS).join('\n\n');
}

async function makeNotebook(browser: Browser, address: string): Promise<{ readonly address: string; readonly cookies: Cookies }> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${address}/signin`);
  await page.locator('button[name="account"][value="owner"]').click();
  await page.waitForURL((url) => url.pathname !== '/signin', PATIENCE);
  await page.goto(`${address}/projects`);
  await page.getByRole('link', { name: /^Hormone therapy/u }).click();
  await page.getByRole('button', { name: 'New notebook', exact: true }).click();
  await page.locator('input[name="title"]').fill('Long');
  await page.locator('select[name="begin"]').selectOption('empty');
  await page.locator('form button[type="submit"]').last().click();
  await page.waitForURL(/\/notebooks\//u, PATIENCE);
  const file = { name: 'long.md', mimeType: 'text/markdown', buffer: Buffer.from(longNotebook()) };
  await page.locator('input[type="file"]').first().setInputFiles(file);
  const waiting = '[data-cell]:not([data-kind="text"]):not([data-status="fresh"])';
  await page.locator(waiting).first().waitFor(PATIENCE);
  await page.waitForFunction((selector) => document.querySelector(selector) === null, waiting, PATIENCE);
  await page.getByRole('status').filter({ hasText: 'Saved' }).waitFor(PATIENCE);
  // What is kept of the results is on its way.
  await page.waitForLoadState('networkidle');
  const made = { address: page.url(), cookies: await context.storageState() };
  await context.close();
  return made;
}

async function open(browser: Browser, cookies: Cookies, address: string): Promise<Opening> {
  const context = await browser.newContext({ storageState: cookies });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.goto(address, { waitUntil: 'commit' });
  await firstCells(page);
  const usable = await spent(session);
  let [before, now] = [0, usable];
  while (now - before >= QUIET_SECONDS) {
    await page.waitForTimeout(1000);
    [before, now] = [now, await spent(session)];
  }
  await context.close();
  return { usable: 1000 * usable, idle: 1000 * now };
}

/** Ten cells stand, and what the first figure among them shows. */
async function firstCells(page: Page): Promise<void> {
  await page.waitForFunction(
    () => document.querySelectorAll('[data-cell]').length >= 10 && document.querySelector('[data-figure] svg') !== null,
    undefined,
    PATIENCE,
  );
}

/** Seconds of CPU that the page's thread has taken. */
async function spent(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
}
