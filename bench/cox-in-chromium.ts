import { join } from 'node:path';
import { build } from 'esbuild';
import { withChromium } from './chromium';
import type { CoxTask, CoxTimes } from './cox.worker';

/** The same fit as in Node, in a worker of Chromium; null where there is no Chromium. */
export async function coxInChromium(task: CoxTask): Promise<CoxTimes | null> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, 'cox.worker.ts')],
    bundle: true,
    minify: true,
    format: 'iife',
    write: false,
    logLevel: 'warning',
  });
  const script = outputFiles[0].text;
  return withChromium(async (browser) => {
    const page = await browser.newPage();
    return page.evaluate(
      ({ script, task }) =>
        new Promise<CoxTimes>((resolve, reject) => {
          const worker = new Worker(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })));
          worker.onmessage = ({ data }: MessageEvent<CoxTimes>) => resolve(data);
          worker.onerror = ({ message }) => reject(new Error(message));
          worker.postMessage(task);
        }),
      { script, task },
    );
  });
}
