import { expect, test } from './fixtures';
import { NotebookTab } from './notebook';
import { words } from './words';

test('a click opens the demo study with its results, and DuckDB does not start for who only reads', async ({ page, signInAs, look }) => {
  // A long page, looked at three times.
  test.setTimeout(150_000);
  const engine: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/api/engine/')) engine.push(request.url());
  });
  await signInAs('viewer');
  const curve = new NotebookTab(page, words.en).cell('analysis', 'curve');
  await expect(curve.locator('[data-figure] svg').first()).toBeVisible();
  // The queries count groups of women: their rows are kept as well.
  await expect(page.locator('[data-kind="sql"][data-status="fresh"]')).toHaveCount(2);
  expect(engine).toEqual([]);
  await look('notebook-demo');
  // Drawn by the server as well as reached from another page.
  expect((await page.reload())?.status()).toBe(200);
  await expect(curve.locator('[data-figure] svg').first()).toBeVisible();
  await page.setViewportSize({ width: 400, height: 800 });
  await look('notebook-demo-narrow');
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(curve.locator('[data-figure] svg').first()).toBeVisible();
  await look('notebook-demo-dark');
});

test('the demo study stands in Chinese for who reads Chinese', async ({ page, signInAs, look }) => {
  await signInAs('reviewer');
  await page.getByRole('button', { name: words.en.preferences }).click();
  await page.getByRole('menuitemradio', { name: '简体中文' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await page.getByRole('link', { name: words.zh.projects, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words.zh.projects);
  await page.getByRole('link', { name: /^Hormone therapy/u }).click();
  await page.getByRole('link', { name: '淋巴结阳性乳腺癌的内分泌治疗与复发' }).click();
  await expect(page.locator('[data-figure] svg').first()).toBeVisible();
  await look('notebook-demo-zh');
  await page.getByRole('button', { name: words.zh.preferences }).click();
  await page.getByRole('menuitemradio', { name: 'English' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});

test('a cell that cannot run says what is wrong and how to mend it', async ({ page, signInAs, look }) => {
  const say = words.en;
  await signInAs('owner');
  await page.goto('/projects');
  await page.getByRole('link', { name: /^Hormone therapy/u }).click();
  await page.getByRole('button', { name: say.newNotebook }).click();
  const form = page.getByRole('dialog', { name: say.newNotebook });
  await form.getByLabel(say.notebookTitle).fill('A slip of the pen');
  await form.getByRole('button', { name: say.create }).click();
  await page.getByRole('button', { name: say.addText }).click();
  await page.keyboard.press('Escape');
  const tab = new NotebookTab(page, say);
  await tab.add(say.cox);
  const fit = tab.cell('analysis', 'cox1');
  // Each key that is missing is named.
  await expect(fit.getByRole('alert').filter({ hasText: 'data' })).toHaveCount(1);
  await expect(fit.getByRole('alert').filter({ hasText: 'formula' })).toHaveCount(1);
  await expect(fit.getByText('failed', { exact: true })).toBeVisible();
  await look('notebook-error');
});
