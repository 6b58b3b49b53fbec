import type { Page, Request } from '@playwright/test';
import { expect, test } from './fixtures';

/** What a place may make a browser fetch and run, in kB as sent: some five of a hundred above what it is. */
const BUDGETS = { signIn: 230, projects: 231, notebook: 1980 };

/** Scripts a page and its workers have fetched, the largest first, until its network is still. */
async function scripts(page: Page, open: () => Promise<unknown>): Promise<readonly { readonly url: string; readonly kb: number }[]> {
  const fetched: Promise<{ url: string; kb: number }>[] = [];
  const onFinished = (request: Request) => {
    const path = new URL(request.url()).pathname;
    if (path.endsWith('.js')) fetched.push(request.sizes().then(({ responseBodySize }) => ({ url: path, kb: responseBodySize / 1000 })));
  };
  page.context().on('requestfinished', onFinished);
  await open();
  await page.waitForLoadState('networkidle');
  page.context().off('requestfinished', onFinished);
  return (await Promise.all(fetched)).sort((a, b) => b.kb - a.kb);
}

function expectWithin(place: keyof typeof BUDGETS, found: Awaited<ReturnType<typeof scripts>>): void {
  const total = found.reduce((sum, { kb }) => sum + kb, 0);
  const largest = found.slice(0, 8).map(({ url, kb }) => `${kb.toFixed(0)} kB ${url}`);
  expect(found.length, 'scripts were fetched').toBeGreaterThan(3);
  expect
    .soft(total, `${place}: ${total.toFixed(0)} kB of scripts, the largest\n${largest.join('\n')}\n`)
    .toBeLessThanOrEqual(BUDGETS[place]);
}

test('no page fetches more script than its budget', async ({ browser, baseURL, page, signInAs }) => {
  // Each in an empty cache, as somebody comes who was never here.
  const stranger = await browser.newContext({ baseURL });
  const first = await stranger.newPage();
  const signIn = await scripts(first, () => first.goto('/signin'));
  await stranger.close();
  await signInAs('viewer');
  const { cookies, origins } = await page.context().storageState();
  const notebookPath = new URL(page.url()).pathname;
  const fresh = async (path: string) => {
    const context = await browser.newContext({ baseURL, storageState: { cookies, origins } });
    const opened = await context.newPage();
    const found = await scripts(opened, () => opened.goto(path));
    await context.close();
    return found;
  };
  const projects = await fresh('/projects');
  const notebook = await fresh(notebookPath);
  expectWithin('signIn', signIn);
  expectWithin('projects', projects);
  expectWithin('notebook', notebook);
});
