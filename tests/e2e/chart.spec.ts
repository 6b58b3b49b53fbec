import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { openDemoCopy } from './notebook';

// The database engine compiles in the browser the first time a test needs it.
test.setTimeout(180_000);

/** A chart cell at the end of the demo study, with a source of the test's own. */
async function newChart(page: Page, source: string): Promise<Locator> {
  await page.getByRole('button', { name: 'Add a cell here' }).last().click();
  await page.getByRole('menuitem', { name: /^Chart/u }).press('Enter');
  const cell = page.locator('[data-cell][data-kind="chart"]').last();
  const editor = cell.locator('[data-editor="javascript"]');
  await expect(editor.getByRole('textbox')).toBeFocused();
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(source);
  await page.keyboard.press('Control+Enter');
  return cell;
}

const drawing = (cell: Locator) => cell.locator('[data-chart] svg[role="img"]');

test('a chart cell draws a cohort, and says where its code is wrong', async ({ page, signInAs, look }) => {
  await signInAs('owner');
  await openDemoCopy(page, 'Charts');
  const cell = await newChart(page, 'Plot.plot({ marks: [Plot.rectY(node_positive, Plot.binX({ y: "count" }, { x: "age" }))] })');
  await expect(drawing(cell)).toBeVisible({ timeout: 90_000 });
  expect(await drawing(cell).locator('rect').count()).toBeGreaterThan(10);
  await look('chart-cell');
  await expect(cell.locator('[data-chart]')).toContainText('Frequency');

  const wrong = await newChart(page, 'const words = null;\nwords.length');
  await expect(wrong.getByRole('alert')).toContainText('Line 2', { timeout: 30_000 });
  await expect(wrong.getByRole('alert')).toContainText('TypeError');
  await expect(drawing(wrong)).toHaveCount(0);
});

test('a chart that never ends is cancelled', async ({ page, signInAs }) => {
  await signInAs('owner');
  await openDemoCopy(page, 'Charts');
  const cell = await newChart(page, 'for (;;);');
  await cell.getByRole('button', { name: 'Cancel' }).click({ timeout: 90_000 });
  await expect(cell).toHaveAttribute('data-status', 'cancelled');
});

test('the code of a cell reaches nothing: no request, no storage, no page', async ({ browser, baseURL }) => {
  const heard: string[] = [];
  const outside = createServer((request, response) => {
    heard.push(request.url ?? '');
    response.end();
  });
  await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve));
  const { port } = outside.address() as AddressInfo;
  // Its own page: the browser reports what the policy refuses as errors, which is what is wanted here.
  const context = await browser.newContext({ baseURL, locale: 'en-GB' });
  const page = await context.newPage();
  const requested: string[] = [];
  // What the policy stops is announced as a request too, and never ends as one.
  page.on('requestfinished', (request) => {
    if (request.url().includes('probe')) requested.push(request.url());
  });
  await page.goto('/signin');
  await page.locator('button[name="account"][value="owner"]').click();
  await page.waitForURL(/notebooks/u);
  await openDemoCopy(page, 'Charts that reach nothing');
  const cell = await newChart(page, hostileChart(`http://127.0.0.1:${port}/probe`, `${baseURL}/probe`));
  await expect(drawing(cell)).toBeVisible({ timeout: 90_000 });
  await expect(drawing(cell)).toContainText('reached: nothing;');
  await expect(drawing(cell)).toContainText('tried: 22');
  await context.close();
  await new Promise((resolve) => outside.close(resolve));
  expect(requested).toEqual([]);
  expect(heard).toEqual([]);
});

/** Tries every way out that a worker has, on another origin and on ours, and draws the names of those that did not fail. */
function hostileChart(foreign: string, own: string): string {
  const socket = foreign.replace('http:', 'ws:');
  return `
const opened = (target) => new Promise((resolve, reject) => { target.onopen = resolve; target.onerror = reject; });
const sent = (url) => { const request = new XMLHttpRequest(); request.open("GET", url, false); request.send(); };
const attempts = {
  fetch: () => fetch("${foreign}?fetch"),
  ownFetch: () => fetch("${own}?fetch"),
  inheritedFetch: () => Object.getPrototypeOf(globalThis).fetch.call(globalThis, "${own}?inherited"),
  windowFetch: () => window.fetch("${own}?window"),
  viewFetch: () => document.defaultView.fetch("${own}?view"),
  madeFetch: () => new Function("return fetch('${own}?made')")(),
  asyncFetch: () => (async () => {}).constructor("return fetch('${own}?async')")(),
  request: () => sent("${foreign}?xhr"),
  ownRequest: () => sent("${own}?xhr"),
  module: () => import("${foreign}?module"),
  ownModule: () => import("${own}?module"),
  dataModule: () => import("data:text/javascript,export default 1"),
  scripts: () => importScripts("${foreign}?scripts"),
  ownScripts: () => importScripts("${own}?scripts"),
  socket: () => opened(new WebSocket("${socket}?socket")),
  events: () => opened(new EventSource("${foreign}?events")),
  worker: () => opened(new Worker("${own}?worker")),
  beacon: () => navigator.sendBeacon("${foreign}?beacon"),
  database: () => indexedDB.open("probe"),
  caches: () => caches.open("probe"),
  channel: () => new BroadcastChannel("probe"),
  message: () => postMessage({ kind: "drawn", svg: "<svg><text>forged</text></svg>" }),
};
const reached = [];
for (const [name, attempt] of Object.entries(attempts)) {
  try { await attempt(); reached.push(name); } catch { /* as it should be */ }
}
const told = "reached: " + (reached.join(" ") || "nothing") + "; tried: " + Object.keys(attempts).length;
Plot.plot({ marks: [Plot.text([told], { frameAnchor: "middle" })] })`;
}
