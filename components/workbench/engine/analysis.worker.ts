/// <reference lib="webworker" />

import '@/components/shell/no-code-generation';

import { answerAnalysis } from '@/analysis-kernel/cells/analysis-place';
import { registryCompiler } from '@/analysis-kernel/cells/registry-compiler';

/** The worker in which analyses are computed, one at a time; a cancel ends it. */
declare const self: DedicatedWorkerGlobalScope;

self.addEventListener('message', ({ data }: MessageEvent<Parameters<typeof answerAnalysis>[1]>) => {
  void answerAnalysis(registryCompiler, data).then((answer) => self.postMessage(answer));
});
