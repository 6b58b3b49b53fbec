/// <reference lib="webworker" />

import '@/components/shell/no-code-generation';

import { type AnalysisQuestion, answerAnalysis } from '@/analysis-kernel/cells/analysis-place';
import { registryCompiler } from '@/analysis-kernel/cells/registry-compiler';

/** A worker in which analyses are computed, one at a time; a cancel ends it. */
declare const self: DedicatedWorkerGlobalScope;

self.addEventListener('message', ({ data }: MessageEvent<AnalysisQuestion>) => {
  void answerAnalysis(registryCompiler, data, (message) => self.postMessage(message));
});
