import type { Page, Route } from '@playwright/test';
import { expect, test } from './fixtures';
import { NotebookTab, openDemoCopy } from './notebook';
import { words } from './words';

// The database engine compiles in the browser the first time a test needs it.
test.setTimeout(180_000);

const LONG = 'SELECT count(*) AS n FROM range(100000000) a, range(1000) b';
const cells = (...parts: readonly (readonly [kind: string, name: string, body: string])[]) =>
  parts.map(([kind, name, body]) => `\`\`\`${kind} name=${name}\n${body}\n\`\`\`\n`).join('\n');

async function importCells(page: Page, text: string): Promise<void> {
  await page
    .locator('input[type="file"]')
    .first()
    .setInputFiles({ name: 'cells.md', mimeType: 'text/markdown', buffer: Buffer.from(text) });
}

const cell = (page: Page, name: string) => page.locator(`[data-cell="${name}"]`);

/** Holds back what is asked of an address until it is let go. */
async function hold(page: Page, address: RegExp): Promise<() => void> {
  let letGo: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.context().route(address, async (route: Route) => {
    await gate;
    await route.continue();
  });
  return letGo;
}

async function openStudy(page: Page, title: RegExp): Promise<void> {
  await page.goto('/projects');
  await page.locator('main a[href^="/projects/"]').filter({ hasText: title }).first().click();
  await page.locator('a[href*="/notebooks/"]').filter({ hasText: title }).first().click();
  await expect(page.locator('[data-kind="cohort"]').first()).toBeVisible();
}

test('new cells run by themselves: Run is never pressed', async ({ page, signInAs }) => {
  await signInAs('owner');
  await openDemoCopy(page, 'By itself');
  await importCells(
    page,
    cells(['sql', 'people', 'SELECT age FROM node_positive'], ['analysis', 'ages', 'method: describe\ndata: people\nvariables: [age]']),
  );
  await expect(cell(page, 'people')).toHaveAttribute('data-status', 'fresh', { timeout: 90_000 });
  await expect(cell(page, 'ages')).toHaveAttribute('data-status', 'fresh', { timeout: 45_000 });
  const tab = new NotebookTab(page, words.en);
  await tab.add(words.en.kaplanMeier);
  await expect(page.locator('[data-cell="km1"]')).toHaveAttribute('data-status', 'fresh', { timeout: 45_000 });
  await tab.add(words.en.tableOne);
  await expect(page.locator('[data-cell^="baseline"]').last()).toHaveAttribute('data-status', 'fresh', { timeout: 45_000 });
});

test('the list of new cells stays in sight while results come above it', async ({ page, signInAs }) => {
  await signInAs('owner');
  await openDemoCopy(page, 'In sight');
  await expect(cell(page, 'fit')).toHaveAttribute('data-status', 'fresh', { timeout: 45_000 });
  await page.getByRole('button', { name: words.en.addHere }).last().click();
  await expect(page.getByRole('menu')).toBeInViewport();
  await cell(page, 'fit').evaluate((element) => {
    element.style.paddingBottom = '2000px';
  });
  await page.getByRole('menuitem', { name: words.en.kaplanMeier }).first().click({ timeout: 10_000 });
  await expect(cell(page, 'km1')).toBeVisible();
});

test('words changed run nothing: the engine does not even start', async ({ page, signInAs }) => {
  const engine: string[] = [];
  page.context().on('request', (request) => {
    if (request.url().includes('/api/engine/')) engine.push(request.url());
  });
  await signInAs('owner');
  await openStudy(page, /^Diabetes/u);
  await expect(page.locator('[data-kind="analysis"][data-status="fresh"]').first()).toBeVisible({ timeout: 45_000 });
  await page.locator('[data-kind="text"]').first().dblclick();
  await page.keyboard.press('End');
  await page.keyboard.type(' again');
  await page.keyboard.press('Escape');
  const tab = new NotebookTab(page, words.en);
  await tab.saved();
  // An input needs no engine: that it has run shows that what was to run by itself has been looked for.
  await page.getByRole('button', { name: words.en.addHere }).last().click();
  await page.getByRole('menuitem', { name: /^Input/u }).click();
  await expect(page.locator('[data-kind="input"]').last()).toHaveAttribute('data-status', 'fresh');
  await expect(page.locator('[data-kind="analysis"]:not([data-status="fresh"])')).toHaveCount(0);
  expect(engine).toEqual([]);
});

for (const [lang, said] of Object.entries({
  en: {
    engine: /^Starting the database engine(, \d+ MB)?, once…$/u,
    behind: 'Waits for slow.',
    since: /^for \d+ s$/u,
    reading: 'Reading the notebook…',
    never: 'Run the cell to see it',
  },
  zh: {
    engine: /^正在启动数据库引擎（?.*仅需一次）?…$/u,
    behind: '等待slow。',
    since: /^已 \d+ 秒$/u,
    reading: '正在读取笔记本…',
    never: '运行该单元后显示',
  },
} as const)) {
  test(`every wait says what it waits for, and a long query holds up nobody (${lang})`, async ({ page, signInAs, baseURL }) => {
    await page.context().addCookies([{ name: 'coho-language', value: lang, url: baseURL ?? '' }]);
    await signInAs('owner');
    await openDemoCopy(page, `Waits ${lang}`);
    const letEngineGo = await hold(page, /\/api\/engine\/duckdb-eh\.wasm/u);
    await importCells(page, cells(['sql', 'slow', LONG], ['sql', 'reads', 'FROM slow'], ['sql', 'quick', 'SELECT 41 + 1 AS answer']));
    await expect(cell(page, 'slow').getByText(said.engine)).toBeVisible({ timeout: 45_000 });
    await expect(cell(page, 'slow').getByText(said.never)).toHaveCount(0);
    letEngineGo();
    await expect(cell(page, 'quick')).toHaveAttribute('data-status', 'fresh', { timeout: 120_000 });
    await expect(cell(page, 'slow')).toHaveAttribute('data-status', 'running');
    await expect(cell(page, 'slow').getByText(said.since)).toBeVisible();
    await expect(cell(page, 'reads').getByText(said.behind)).toBeVisible();
    await cell(page, 'slow')
      .getByRole('button', { name: lang === 'zh' ? '取消' : 'Cancel', exact: true })
      .click();
    await expect(cell(page, 'slow')).toHaveAttribute('data-status', 'cancelled');
    await expect(cell(page, 'reads')).toHaveAttribute('data-status', 'waiting');
  });

  test(`a notebook that opens shows no placeholder, and says that it is being read (${lang})`, async ({ page, signInAs, baseURL }) => {
    await page.context().addCookies([{ name: 'coho-language', value: lang, url: baseURL ?? '' }]);
    await signInAs('owner');
    await openDemoCopy(page, `Reading ${lang}`);
    // Rows of patients are not kept, so this cell waits for the notebook to be read; the others stand with the page.
    await importCells(page, cells(['sql', 'people', 'SELECT age FROM node_positive']));
    await new NotebookTab(page, words[lang === 'zh' ? 'zh' : 'en']).saved();
    const letGo = await hold(page, /\/api\/databases\/[^/]+\/dictionary/u);
    await page.reload();
    await expect(cell(page, 'people').getByText(said.reading).first()).toBeVisible();
    await expect(page.locator('[data-kind="analysis"][data-status="fresh"]').first()).toBeVisible();
    await expect(page.locator('main').getByText(/\{[\p{L}_][\p{L}\p{N}_]*[.[]/u)).toHaveCount(0);
    letGo();
    await expect(cell(page, 'people')).toHaveAttribute('data-status', 'fresh', { timeout: 90_000 });
  });
}
