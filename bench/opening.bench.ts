/**
 * Opening the demo study of breast_cancer to its first survival curve, in a browser that has nothing of the product yet: with results kept
 * on the server, and without any, where the engine is loaded and the notebook is run. Also what is sent for it. `npm run bench -- opening`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { storeFile } from '@/app/_server/store';
import { openStore } from '@/prisma/client';
import { withChromium } from './chromium';
import type { Measurement, Weight } from './measure';
import { startProduct } from './server';

const ROUNDS = 3;
const PATIENCE = { timeout: 60_000 };

type Cookies = Awaited<ReturnType<BrowserContext['storageState']>>;

/** One opening: how long, and how many bytes came over the wire. */
interface Opening {
  readonly milliseconds: number;
  readonly bytes: number;
}

export async function run(): Promise<readonly (Measurement | Weight)[]> {
  const directory = mkdtempSync(join(tmpdir(), 'coho-opening-'));
  const product = await startProduct(join(import.meta.dirname, '..'), directory);
  try {
    const found = await withChromium(async (browser) => {
      const { study, cookies } = await signIn(browser, product.address);
      const kept = await rounds(() => open(browser, cookies, study, false));
      const cold = await rounds(async () => {
        await forgetResults(directory);
        return open(browser, cookies, study, true);
      });
      return [...told('kept results', kept), ...told('nothing kept', cold)];
    });
    return found ?? [];
  } finally {
    await product.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

async function signIn(browser: Browser, address: string): Promise<{ readonly study: string; readonly cookies: Cookies }> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${address}/signin`);
  await page.locator('button[name="account"][value="analyst"]').click();
  await page.waitForURL(/\/notebooks\//u, PATIENCE);
  const cookies = await context.storageState();
  await context.close();
  return { study: page.url(), cookies };
}

async function open(browser: Browser, cookies: Cookies, study: string, runs: boolean): Promise<Opening> {
  const context = await browser.newContext({ storageState: cookies });
  const page = await context.newPage();
  const bytes = countBytes(page);
  const begun = performance.now();
  await page.goto(study);
  if (runs) await page.getByRole('button', { name: 'Run all', exact: true }).click(PATIENCE);
  await page
    .locator('[data-figure="curve"] svg')
    .first()
    .waitFor({ state: 'attached', ...PATIENCE });
  const milliseconds = performance.now() - begun;
  const sent = await bytes();
  await context.close();
  return { milliseconds, bytes: sent };
}

/** Bytes of every answer as they came over the wire, the worker's too. */
function countBytes(page: Page): () => Promise<number> {
  const answers: Promise<number>[] = [];
  page.on('requestfinished', (request) => answers.push(request.sizes().then(({ responseBodySize }) => responseBodySize)));
  return async () => (await Promise.all(answers)).reduce((sum, bytes) => sum + bytes, 0);
}

async function forgetResults(directory: string): Promise<void> {
  const database = openStore(storeFile(directory));
  await database.keptResult.deleteMany();
  await database.$disconnect();
}

async function rounds(work: () => Promise<Opening>): Promise<readonly Opening[]> {
  const openings: Opening[] = [];
  for (let round = 0; round < ROUNDS; round += 1) openings.push(await work());
  return openings;
}

function told(how: string, openings: readonly Opening[]): readonly (Measurement | Weight)[] {
  return [
    { name: `demo study to its first curve, ${how}`, size: 1, milliseconds: openings.map(({ milliseconds }) => milliseconds) },
    { name: `sent until then, ${how}`, bytes: Math.max(...openings.map(({ bytes }) => bytes)) },
  ];
}
