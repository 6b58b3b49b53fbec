/// <reference lib="webworker" />

import '@/components/shell/no-code-generation';

import { type AnalysisQuestion, answerAnalysis } from '@/analysis-kernel/cells/analysis-place';
import { MOST_PIECES, type PieceAnswer, type PieceQuestion, piecesElsewhere } from '@/analysis-kernel/cells/piece-place';
import { registryCompiler } from '@/analysis-kernel/cells/registry-compiler';
import { workerPool } from '@/analysis-kernel/ports/worker-pool';
import { browserWorker } from './browser-worker';
import { holdLifeline } from './lifeline';

/** A worker in which analyses are computed, one at a time; a cancel ends it. */
declare const self: DedicatedWorkerGlobalScope;

holdLifeline(self);

self.addEventListener('message', ({ data }: MessageEvent<AnalysisQuestion>) => {
  const startPiece = () => browserWorker(new Worker(new URL('./piece.worker.ts', import.meta.url), { type: 'module', name: 'coho-piece' }));
  const workers = workerPool<PieceQuestion, PieceAnswer>(startPiece, Math.min(MOST_PIECES, self.navigator?.hardwareConcurrency ?? 1));
  void answerAnalysis(registryCompiler, data, (message) => self.postMessage(message), piecesElsewhere(workers)).finally(workers.close);
});
