/**
 * The thread in which the command line computes analyses: it stays free to hear Ctrl C, which ends a fit of any length. What a method splits runs in
 * threads of the same script, which end with this one.
 */
import { availableParallelism } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { type AnalysisQuestion, answerAnalysis } from '@/analysis-kernel/cells/analysis-place';
import { answerPiece, MOST_PIECES, type PieceAnswer, type PieceQuestion, piecesElsewhere } from '@/analysis-kernel/cells/piece-place';
import { registryCompiler } from '@/analysis-kernel/cells/registry-compiler';
import { workerPool } from '@/analysis-kernel/ports/worker-pool';
import { threadWorker } from './started-thread';

parentPort?.on('message', (question: AnalysisQuestion | PieceQuestion) => {
  const post = (message: unknown) => parentPort?.postMessage(message);
  if ('task' in question) {
    void answerPiece(question, post);
    return;
  }
  const script = Promise.resolve(String(workerData));
  const workers = workerPool<PieceQuestion, PieceAnswer>(() => threadWorker(script), Math.min(MOST_PIECES, availableParallelism()));
  void answerAnalysis(registryCompiler, question, post, piecesElsewhere(workers)).finally(workers.close);
});
