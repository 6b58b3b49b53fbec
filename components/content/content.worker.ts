/// <reference lib="webworker" />

import { answerContent, type ContentQuestion } from '@/analysis-kernel/content/content';

/** The worker that sets Markdown and checks drawings, one at a time; what takes too long is ended with it. */
declare const self: DedicatedWorkerGlobalScope;

self.addEventListener('message', ({ data }: MessageEvent<ContentQuestion>) => self.postMessage(answerContent(data)));
// The deadline of a question begins when someone is there to answer it.
self.postMessage('ready');
