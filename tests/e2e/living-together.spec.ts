import type { Browser, BrowserContext, Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { lineOf } from './line';
import { openDemoCopy } from './notebook';

/** Another person at another computer: a context of its own, looked at as the test's own one is. */
async function another(browser: Browser, baseURL: string, account: string, faults: string[]): Promise<Page> {
  const context: BrowserContext = await browser.newContext({ baseURL, locale: 'en-GB', viewport: { width: 1280, height: 900 } });
  context.on('weberror', (error) => faults.push(`${account}: ${error.error().message}`));
  const page = await context.newPage();
  await page.goto('/signin');
  await page.locator(`button[name="account"][value="${account}"]`).click();
  await page.waitForURL((url) => url.pathname !== '/signin');
  return page;
}

const cohort = (page: Page): Locator => page.locator('[data-kind="cohort"]').first();
const live = (page: Page): Locator => page.locator('[data-connection="live"]');
const saved = (page: Page): Locator => page.locator('[data-saving="saved"]');

/** The text of the cohort's program as it stands on a page, in the editor or out of it. */
async function program(page: Page): Promise<string> {
  const cell = cohort(page);
  const lines = cell.locator('[data-editor] .view-line');
  if ((await lines.count()) === 0) return (await cell.locator('[data-line]').allTextContents()).join('\n');
  const tops = await lines.evaluateAll((found) =>
    found
      .map((line) => ({ top: Number.parseFloat((line as HTMLElement).style.top), text: line.textContent ?? '' }))
      .sort((a, b) => a.top - b.top)
      .map(({ text }) => text),
  );
  return tops.join('\n').replaceAll('\u00A0', ' ');
}

async function edit(page: Page): Promise<void> {
  await cohort(page).locator('[data-source]').click();
  await expect(cohort(page).locator('[data-editor]')).toBeVisible();
}

test.describe('several people in one notebook', () => {
  test.use({ connectionDrops: true });
  const faults: string[] = [];
  let others: Page[] = [];

  test.beforeEach(() => {
    test.setTimeout(300_000);
    faults.length = 0;
    others = [];
  });
  test.afterEach(async () => {
    for (const page of others) await page.context().close();
    expect(faults).toEqual([]);
  });

  async function joined(page: Page, browser: Browser, baseURL: string, account: string): Promise<Page> {
    const other = await another(browser, baseURL, account, faults);
    others.push(other);
    await other.goto(page.url());
    await expect(cohort(other)).toBeVisible();
    await expect(live(other)).toBeAttached();
    return other;
  }

  test('write in one text from both sides, and see each other there', async ({ page, browser, baseURL, signInAs, look }) => {
    await signInAs('owner');
    await openDemoCopy(page, 'Living together');
    await expect(live(page)).toBeAttached();
    const other = await joined(page, browser, baseURL ?? '', 'analyst');
    await expect(page.locator('[data-people="1"]')).toBeVisible();

    await edit(page);
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('// from the owner\n');
    await edit(other);
    await other.keyboard.press('Control+End');
    await other.keyboard.type('\n// from the analyst');
    const both = /^\/\/ from the owner\n[\s\S]*\n\/\/ from the analyst$/u;
    await expect.poll(() => program(page)).toMatch(both);
    await expect.poll(() => program(other)).toMatch(both);

    // Both at once, each in one's own line.
    await Promise.all([page.keyboard.type('abcdefghijklmnop', { delay: 15 }), other.keyboard.type(' qrstuvwxyz0123456', { delay: 15 })]);
    await expect.poll(() => program(page)).toContain('abcdefghijklmnop');
    await expect.poll(() => program(page)).toContain('// from the analyst qrstuvwxyz0123456');
    await expect.poll(async () => (await program(page)) === (await program(other))).toBe(true);

    await expect(cohort(page).locator('.live-caret')).toHaveCount(1);
    await expect(cohort(page).locator('[data-here]')).toBeVisible();
    await expect(page.getByRole('navigation', { name: 'Outline' }).locator('[data-here]')).toBeVisible();
    await look('living-together');

    // Undo takes back one's own words and no others.
    await other.keyboard.press('Control+z');
    await expect.poll(() => program(page)).not.toContain('qrstuvwxyz0123456');
    await expect.poll(() => program(page)).toContain('abcdefghijklmnop');
    await expect(saved(page)).toBeVisible();
    await page.reload();
    await expect.poll(() => program(page)).toContain('abcdefghijklmnop');
  });

  test('follow one another, and stop where one moves by oneself', async ({ page, browser, baseURL, signInAs }) => {
    await signInAs('owner');
    await openDemoCopy(page, 'Following');
    const other = await joined(page, browser, baseURL ?? '', 'analyst');
    await page.locator('[data-people="1"]').click();
    await page.getByRole('button', { name: /^Follow /u }).click();
    await expect(page.locator('[data-follow]')).toBeVisible();

    const last = other.locator('[data-cell]').last();
    await last.scrollIntoViewIfNeeded();
    await last.focus();
    const id = await last.getAttribute('id');
    await expect(page.locator(`#${id}`)).toBeInViewport();
    await expect(page.locator(`#${id} [data-here]`)).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.locator('[data-follow]')).toHaveCount(0);
    await expect(page.getByRole('status').filter({ hasText: /^No longer following/u })).toBeAttached();
  });

  test('of whom one only reads: sees and is seen, and cannot write', async ({ page, browser, baseURL, signInAs }) => {
    await signInAs('owner');
    await openDemoCopy(page, 'A reader');
    const reader = await joined(page, browser, baseURL ?? '', 'viewer');
    await page.locator('[data-people="1"]').click();
    await expect(page.getByRole('dialog', { name: 'In this notebook now' })).toContainText('reads only');
    await page.keyboard.press('Escape');
    await edit(page);
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('// seen at once\n');
    await expect.poll(() => program(reader)).toMatch(/^\/\/ seen at once\n/u);
    await expect(cohort(reader).locator('[data-caret]')).toHaveCount(1);
    const before = await program(reader);
    await cohort(reader).locator('[data-source]').click();
    await reader.keyboard.type('no');
    await expect.poll(() => program(reader)).toBe(before);
  });

  test('of whom one removes what another writes in: it is said, and undo brings it back', async ({ page, browser, baseURL, signInAs }) => {
    await signInAs('owner');
    await openDemoCopy(page, 'Removed under somebody');
    const other = await joined(page, browser, baseURL ?? '', 'analyst');
    await edit(other);
    await other.keyboard.press('Control+End');
    await other.keyboard.type('\n// still here');
    await expect.poll(() => program(page)).toContain('// still here');
    const id = await cohort(page).getAttribute('id');
    await page.locator(`#${id}`).focus();
    await page.keyboard.press('d');
    await page.keyboard.press('d');
    await expect(other.locator(`#${id}`)).toHaveCount(0);
    await page.keyboard.press('Control+z');
    await expect(other.locator(`#${id}`)).toBeVisible();
    await expect.poll(() => program(other)).toContain('// still here');
  });

  test('of whom one was off line: words of both are there when the connection is back', async ({ page, browser, baseURL, signInAs }) => {
    await signInAs('owner');
    await openDemoCopy(page, 'Off line and back');
    const other = await joined(page, browser, baseURL ?? '', 'analyst');
    const connect = await lineOf(other, true);
    await other.reload();
    await expect(live(other)).toBeAttached();
    await edit(other);
    await expect(cohort(page).locator('[data-here]')).toBeVisible();
    await connect(false);
    await other.keyboard.press('Control+End');
    await other.keyboard.type('\n// written on a train');
    await expect(other.locator('[data-saving="offline"]')).toBeVisible({ timeout: 30_000 });
    await edit(page);
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('// written at the desk\n');
    await expect(saved(page)).toBeVisible();
    await connect(true);
    const both = /^\/\/ written at the desk\n[\s\S]*\n\/\/ written on a train$/u;
    await expect.poll(() => program(page), { timeout: 45_000 }).toMatch(both);
    await expect.poll(() => program(other), { timeout: 45_000 }).toMatch(both);
    await expect(other.getByRole('alert').filter({ hasText: 'Your text' })).toHaveCount(0);
  });

  test('of whom three write in one line: what each typed stays together', async ({ page, browser, baseURL, signInAs }) => {
    await signInAs('owner');
    await openDemoCopy(page, 'Three in a line');
    const pages = [page, await joined(page, browser, baseURL ?? '', 'analyst'), await joined(page, browser, baseURL ?? '', 'statistician')];
    await edit(page);
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('// \n');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('End');
    for (const one of pages.slice(1)) {
      await expect.poll(() => program(one)).toMatch(/^\/\/ \n/u);
      await edit(one);
      await one.keyboard.press('Control+Home');
      await one.keyboard.press('End');
    }
    const words = ['aaaaaaaaaa', 'bbbbbbbbbb', 'cccccccccc'];
    await Promise.all(pages.map((one, at) => one.keyboard.type(words[at], { delay: 20 })));
    for (const one of pages) {
      await expect.poll(async () => (await program(one)).split('\n')[0].length).toBe(33);
      const [line] = (await program(one)).split('\n');
      for (const word of words) expect(line).toContain(word);
    }
    await expect(page.locator('[data-people="2"]')).toBeVisible();
    await expect(cohort(page).locator('.live-caret')).toHaveCount(2);
  });
});
