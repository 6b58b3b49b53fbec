/** The thread in which the command line computes analyses: it stays free to hear Ctrl C, which ends a fit of any length. */
import { parentPort } from 'node:worker_threads';
import { type AnalysisQuestion, answerAnalysis } from '@/analysis-kernel/cells/analysis-place';
import { registryCompiler } from '@/analysis-kernel/cells/registry-compiler';

parentPort?.on('message', (question: AnalysisQuestion) => {
  void answerAnalysis(registryCompiler, question, (message) => parentPort?.postMessage(message));
});
