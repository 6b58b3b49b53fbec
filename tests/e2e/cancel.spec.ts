import { expect, test } from './fixtures';
import { NotebookTab, openDemoCopy } from './notebook';
import { words } from './words';

// The database engine compiles in the browser the first time a test needs it.
test.setTimeout(180_000);

const cells =
  '```sql name=many\nSELECT 1 + hash(i) % 1000003 AS days, hash(i + 1) % 2 AS event, hash(i + 2) % 1000 / 7 AS x, hash(i + 3) % 60 AS centre FROM range(300000) r(i)\n```\n\n' +
  '```analysis name=long_fit\nmethod: cox\ndata: many\nformula: Surv(days, event) ~ x + factor(centre)\n```\n\n' +
  '```analysis name=short_fit\nmethod: describe\ndata: many\nvariables: [x]\n```\n';

test('a fit that takes minutes is cancelled, and the notebook goes on with its tables', async ({ page, signInAs }) => {
  await signInAs('owner');
  await openDemoCopy(page, 'A long fit');
  await page
    .locator('input[type="file"]')
    .first()
    .setInputFiles({ name: 'cells.md', mimeType: 'text/markdown', buffer: Buffer.from(cells) });
  const tab = new NotebookTab(page, words.en);
  const long = tab.cell('analysis', 'long_fit');
  await expect(page.locator('[data-cell][data-kind="sql"][data-status="fresh"]').last()).toBeVisible({ timeout: 120_000 });
  await expect(long).toHaveAttribute('data-status', 'running');
  await long.getByRole('button', { name: 'Cancel' }).click();
  await expect(long).toHaveAttribute('data-status', 'cancelled');
  const short = tab.cell('analysis', 'short_fit');
  await tab.fresh(short);
  await expect(short).toContainText('300');
});
