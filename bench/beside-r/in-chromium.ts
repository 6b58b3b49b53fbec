import { build } from 'esbuild';
import { withChromium } from '../chromium';
import type { Timed } from './trial';

/** The trials at these places of a file of trials, in a worker of Chromium, where analyses run; null where there is no Chromium. */
export async function timeInChromium(file: string, places: readonly number[]): Promise<readonly Timed[] | null> {
  const { outputFiles } = await build({
    stdin: {
      contents: `import { timeHere } from ${JSON.stringify(`${import.meta.dirname}/trial.ts`)};
        import { trials } from ${JSON.stringify(file)};
        onmessage = ({ data }) => postMessage(timeHere(trials[data]));`,
      resolveDir: import.meta.dirname,
      loader: 'ts',
    },
    bundle: true,
    minify: true,
    format: 'iife',
    write: false,
    logLevel: 'warning',
  });
  const script = outputFiles[0].text;
  return withChromium(async (browser) => {
    const found: Timed[] = [];
    for (const place of places) {
      const page = await browser.newPage();
      found.push(
        await page.evaluate(
          ({ script, place }) =>
            new Promise<Timed>((resolve, reject) => {
              const worker = new Worker(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })));
              worker.onmessage = ({ data }: MessageEvent<Timed>) => resolve(data);
              worker.onerror = ({ message }) => reject(new Error(message));
              worker.postMessage(place);
            }),
          { script, place },
        ),
      );
      await page.close();
    }
    return found;
  });
}
