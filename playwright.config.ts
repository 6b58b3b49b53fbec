import { defineConfig } from '@playwright/test';
import { CHROMIUM_FLAGS, findChromium, HOW_TO_GET_CHROMIUM } from './cli/start/chromium.mjs';

const chromium = findChromium(process.env.PATH ?? '');
if (!chromium) throw new Error(HOW_TO_GET_CHROMIUM);

const port = Number(process.env.COHO_E2E_PORT ?? 3990);
/** A server that runs already, while working on the tests. */
const running = process.env.COHO_E2E_URL;
const baseURL = running ?? `http://127.0.0.1:${port}`;

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  timeout: 60_000,
  expect: { timeout: 15_000 },
  workers: 1,
  // A machine that is busy elsewhere may miss a deadline once; what fails twice has failed.
  retries: 1,
  forbidOnly: true,
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  // With one worker, projects run in the order they stand in: what weighs a page comes before tests that write in its notebook.
  projects: [
    { name: 'as prepared', testMatch: 'sizes.spec.ts' },
    { name: 'in use', testIgnore: 'sizes.spec.ts' },
  ],
  use: {
    baseURL,
    locale: 'en-GB',
    viewport: { width: 1280, height: 900 },
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: chromium,
      args: CHROMIUM_FLAGS,
    },
  },
  webServer: running
    ? undefined
    : {
        // Its own application database each time; the embedded databases are kept from one run to the next.
        command: 'node tests/e2e/serve.mjs',
        url: `${baseURL}/signin`,
        env: { PORT: String(port), HOST: '127.0.0.1', COHO_MODE: 'demo' },
        stdout: 'ignore',
        stderr: 'pipe',
        timeout: 420_000,
        reuseExistingServer: false,
        gracefulShutdown: { signal: 'SIGTERM', timeout: 5000 },
      },
});
