/// <reference lib="webworker" />

import { answerPiece, type PieceQuestion } from '@/analysis-kernel/cells/piece-place';
import { holdLifeline } from './lifeline';

/** A worker that computes pieces of one analysis; it ends with the worker that has split it. */
declare const self: DedicatedWorkerGlobalScope;

holdLifeline(self);

self.addEventListener('message', ({ data }: MessageEvent<PieceQuestion>) => {
  void answerPiece(data, (message) => self.postMessage(message));
});
