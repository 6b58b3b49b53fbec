import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { NotebookTab, openDemoCopy } from './notebook';
import { words } from './words';

// The database engine compiles in the browser the first time a test needs it.
test.setTimeout(180_000);

const said = {
  en: {
    title: 'Comments',
    reply: 'Reply',
    resolve: 'Resolve',
    resolved: /^Resolved/u,
    mentions: /^Mentions of me/u,
    gone: /These words are gone/u,
    waits: /mention waits for you/u,
  },
  zh: {
    title: '评论',
    reply: '回复',
    resolve: '解决',
    resolved: /^已解决/u,
    mentions: /^提及我的/u,
    gone: /文本中已没有这些文字/u,
    waits: /处提及等待您回复/u,
  },
} as const;

const panelOf = (page: Page, title: string): Locator => page.getByRole('complementary', { name: title, exact: true });
const analysis = (page: Page): Locator =>
  page.locator('[data-kind="analysis"][data-status="fresh"]').filter({ has: page.locator('.journal-table td') });

/** Begins a comment on a cell by its key, once the page hears keys. */
async function begin(page: Page, cell: Locator): Promise<void> {
  await expect(async () => {
    if ((await page.locator('aside textarea').count()) === 0) {
      await cell.focus();
      await page.keyboard.press('c');
    }
    await expect(page.locator('aside textarea:focus')).toBeVisible({ timeout: 5000 });
  }).toPass({ timeout: 60_000 });
}

/** Writes what the panel asks for, by keyboard alone. */
async function write(page: Page, text: string): Promise<void> {
  await expect(page.locator('aside textarea:focus')).toBeVisible();
  await page.keyboard.type(text);
  await page.keyboard.press('Control+Enter');
  await expect(page.locator('aside textarea')).toHaveCount(0);
}

for (const lang of ['en', 'zh'] as const) {
  const its = said[lang];

  test(`a cell, a line and a value are talked about; a reviewer answers and resolves (${lang})`, async ({
    page,
    signInAs,
    baseURL,
    look,
    browser,
  }) => {
    await page.context().addCookies([{ name: 'coho-language', value: lang, url: baseURL ?? '' }]);
    await signInAs('owner');
    await openDemoCopy(page, `Comments ${lang}`);
    const tab = new NotebookTab(page, words[lang]);
    await tab.saved();
    const cohort = page.locator('[data-kind="cohort"]').first();
    const panel = panelOf(page, its.title);

    await begin(page, cohort);
    await write(page, 'Why these patients? @reviewer ');
    await expect(panel.getByRole('article')).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(panel).toHaveCount(0);
    await expect(cohort).toBeFocused();

    const line = ((await cohort.locator('[data-line]').nth(2).textContent()) ?? '').trim();
    await cohort.locator('[data-row]').nth(2).hover();
    await cohort.locator('button:has(svg.lucide-message-square-plus)').click();
    await write(page, 'About this line');
    await expect(panel.locator('q').filter({ hasText: line })).toBeVisible();

    await expect(analysis(page).first()).toBeVisible({ timeout: 90_000 });
    const table = analysis(page).first().locator('.journal-table').first();
    const value = table.locator('tbody td[data-numeric]').filter({ hasText: /\d/u }).first();
    await value.click();
    await page.keyboard.press('c');
    await write(page, 'Is this number right?');
    await expect(value).toHaveAttribute('data-thread', /.+/u);
    await expect(panel.getByRole('article')).toHaveCount(3);
    await look(`comments-${lang}`);

    // A line put above moves the mark with the words; the words taken away are said to be gone.
    const address = page.url().replace(/#.*/u, '');
    await cohort.locator('[data-line]').first().click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('// A study\n');
    await page.keyboard.press('Escape');
    await tab.saved();
    await expect(cohort.locator('[data-line]').nth(3)).toContainText(line);
    await expect(panel.getByText(its.gone)).toHaveCount(0);

    const other = await browser.newContext({ baseURL });
    await other.addCookies([{ name: 'coho-language', value: lang, url: baseURL ?? '' }]);
    const reviewer = await other.newPage();
    await reviewer.goto('/signin');
    await reviewer.locator('button[name="account"][value="reviewer"]').click();
    await reviewer.waitForURL((url) => url.pathname !== '/signin');
    await reviewer.goto(address);
    const toggle = reviewer.getByRole('button', { name: its.waits });
    await expect(toggle).toBeVisible();
    await toggle.click();
    const theirs = panelOf(reviewer, its.title);
    await theirs.getByRole('button', { name: its.mentions }).click();
    await expect(theirs.getByRole('article')).toHaveCount(1);
    await theirs.getByRole('button', { name: its.reply, exact: true }).click();
    await reviewer.keyboard.type('As the protocol says.');
    await reviewer.keyboard.press('Control+Enter');
    await expect(theirs.getByText('As the protocol says.')).toBeVisible();
    await expect(toggle).toHaveCount(0);
    await theirs.getByRole('button', { name: its.resolve, exact: true }).click();
    await theirs.getByRole('button', { name: its.resolved }).click();
    await expect(theirs.getByText('As the protocol says.')).toBeVisible();
    await other.close();

    // The owner's window hears of it when it is looked at again.
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await panel.getByRole('button', { name: its.resolved }).click();
    await expect(panel.getByText('As the protocol says.')).toBeVisible();
  });
}

test('what is being written is there after a reload, and a link leads to its thread', async ({ page, signInAs }) => {
  await signInAs('owner');
  await openDemoCopy(page, 'Comments kept');
  await new NotebookTab(page, words.en).saved();
  const panel = panelOf(page, said.en.title);
  const cohort = page.locator('[data-kind="cohort"]').first();
  await begin(page, cohort);
  await page.keyboard.type('Half a thought');
  await page.reload();
  await page.getByRole('button', { name: /1 draft not sent/u }).click();
  await expect(panel.getByText('Half a thought')).toBeVisible();
  await panel.getByRole('button', { name: 'Go on writing' }).click();
  await write(page, ', now whole');
  const id = (await panel.getByRole('article').getAttribute('id'))?.replace('comment-', '');
  const address = page.url().replace(/#.*/u, '');
  await page.goto('/projects');
  await page.goto(`${address}#comment=${id}`);
  await expect(panel.getByText('Half a thought, now whole')).toBeVisible();
  await expect(panel.getByRole('article')).toBeFocused();
});

test('in a narrow window the comments lie below the document, and a viewer reads them', async ({ page, signInAs, look }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  await signInAs('viewer');
  await page.goto('/projects');
  await page.getByRole('link', { name: /^Hormone therapy/u }).click();
  await page.locator('a[href*="/notebooks/"]').first().click();
  await page.getByRole('button', { name: /^Comments/u }).click();
  const panel = panelOf(page, said.en.title);
  await expect(panel).toBeVisible();
  await expect(panel.getByRole('button', { name: said.en.reply, exact: true })).toHaveCount(0);
  await look('comments-narrow');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: /^Comments/u })).toBeFocused();
});
