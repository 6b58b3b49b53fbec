import { type Browser, chromium } from '@playwright/test';
import { CHROMIUM_FLAGS, findChromium, HOW_TO_GET_CHROMIUM } from '@/cli/start/chromium.mjs';

/** Does some work in the system's Chromium; where there is none, says how to get one and gives null. */
export async function withChromium<T>(work: (browser: Browser) => Promise<T>): Promise<T | null> {
  const executablePath = findChromium(process.env.PATH ?? '');
  if (executablePath === null) {
    process.stdout.write(`${HOW_TO_GET_CHROMIUM}\n`);
    return null;
  }
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_FLAGS });
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
}
