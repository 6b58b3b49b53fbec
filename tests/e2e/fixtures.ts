import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { test as base, expect, type Page } from '@playwright/test';

const gallery = join(import.meta.dirname, '..', '..', 'gallery');

type DemoAccount = 'owner' | 'analyst' | 'statistician' | 'reviewer' | 'viewer' | 'administrator' | 'security' | 'auditor';

interface Fixtures {
  /** Statuses a page of this test may answer with beside 2xx and 3xx. */
  readonly expectedStatuses: readonly number[];
  /** The test cuts the connection itself: the browser's own complaints about it are no fault. */
  readonly connectionDrops: boolean;
  /** Signs in as a demo account by the button on the sign-in page. */
  readonly signInAs: (account: DemoAccount) => Promise<void>;
  /** Looks at the page as it stands: axe, overflow, one heading, and a picture for the gallery. */
  readonly look: (name: string) => Promise<void>;
}

/** Every test fails on an error in the console of any tab, on a request to another origin, and on an answer of 400 or more. */
export const test = base.extend<Fixtures>({
  expectedStatuses: [[], { option: true }],
  connectionDrops: [false, { option: true }],

  context: async ({ context, baseURL, expectedStatuses, connectionDrops }, use) => {
    const faults: string[] = [];
    const isExpected = (message: string): boolean =>
      (expectedStatuses.length > 0 && message.startsWith('Failed to load resource')) ||
      (connectionDrops && /net::ERR_INTERNET_DISCONNECTED|Failed to load chunk|script at '.*' failed to load/u.test(message));
    context.on('console', (message) => {
      if (message.type() === 'error' && !isExpected(message.text())) faults.push(`console: ${message.text()} (${message.location().url})`);
    });
    context.on('weberror', (error) => {
      if (!isExpected(error.error().message)) faults.push(`page: ${error.error().message}`);
    });
    context.on('request', (request) => {
      const url = new URL(request.url());
      if (/^https?:$/u.test(url.protocol) && url.origin !== baseURL) faults.push(`request to another origin: ${request.url()}`);
    });
    context.on('response', (response) => {
      if (response.status() >= 400 && !expectedStatuses.includes(response.status())) faults.push(`${response.status()} ${response.url()}`);
    });
    await use(context);
    expect(faults).toEqual([]);
  },

  signInAs: async ({ page }, use) => {
    await use(async (account) => {
      await page.goto('/signin');
      await page.locator(`button[name="account"][value="${account}"]`).click();
      await page.waitForURL((url) => url.pathname !== '/signin');
    });
  },

  look: async ({ page }, use) => {
    await use(async (name) => {
      await expect(page.locator('h1')).toHaveCount(1);
      await takePicture(page, name);
      await expectNoOverflow(page, name);
      await expectAccessible(page, name);
    });
  },
});

export { expect };

export async function takePicture(page: Page, name: string): Promise<void> {
  mkdirSync(gallery, { recursive: true });
  await page.screenshot({ path: join(gallery, `${name}.png`), fullPage: true });
}

export async function expectNoOverflow(page: Page, name: string): Promise<void> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wide, `${name} is wider than its window by ${wide} px`).toBeLessThanOrEqual(0);
}

async function expectAccessible(page: Page, name: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join('; ')}`);
  expect(found, `${name} under axe`).toEqual([]);
}
