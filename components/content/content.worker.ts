/// <reference lib="webworker" />

import { answererOf, type ContentQuestion } from '@/analysis-kernel/content/content';
import type { ContentWord } from './content-desk';

/** The worker that sets Markdown and checks drawings, one at a time; what takes too long is ended with it. */
declare const self: DedicatedWorkerGlobalScope;

const say = (word: ContentWord) => self.postMessage(word);

self.addEventListener('message', async ({ data }: MessageEvent<ContentQuestion>) => {
  const answer = await answererOf(data).catch(() => null);
  if (answer === null) return say('not_fetched');
  // From here on it is the text that takes the time.
  say('begun');
  say(answer());
});
