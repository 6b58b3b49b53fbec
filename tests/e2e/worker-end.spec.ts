import type { Page, Worker } from '@playwright/test';
import { expect, test } from './fixtures';
import { openDemoCopy } from './notebook';

// The database engine compiles in the browser the first time a test needs it, here twice.
test.setTimeout(180_000);

async function engineOf(page: Page): Promise<Worker> {
  // One that has just ended may still stand in the list, and answers nothing.
  for (const worker of page.workers()) if ((await worker.evaluate(() => self.name).catch(() => null)) === 'coho-engine') return worker;
  throw new Error('the page has no worker of the engine');
}

test('a worker that ends without a word is noticed: the page says so, and what ran is run again', async ({ page, signInAs }) => {
  await signInAs('owner');
  await openDemoCopy(page, 'An end');
  const cells = '```sql name=long\nSELECT count(*) AS n FROM range(100000000) a, range(1000) b\n```\n';
  await page
    .locator('input[type="file"]')
    .first()
    .setInputFiles({ name: 'cells.md', mimeType: 'text/markdown', buffer: Buffer.from(cells) });
  const long = page.locator('[data-cell="long"]');
  await expect(long).toHaveAttribute('data-status', 'running', { timeout: 90_000 });
  // As where a browser ends a worker that has no memory left: nothing is thrown.
  await (await engineOf(page)).evaluate(() => self.close());
  await expect(page.getByText(/started again/u).first()).toBeAttached({ timeout: 30_000 });
  await expect(long).toHaveAttribute('data-status', /^(?:queued|running)$/u);
  await expect
    .poll(async () =>
      engineOf(page).then(
        () => true,
        () => false,
      ),
    )
    .toBe(true);
  await expect(long).toHaveAttribute('data-status', 'running', { timeout: 90_000 });
});
