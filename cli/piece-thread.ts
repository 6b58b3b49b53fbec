/** A thread that computes pieces of one analysis; it ends with the thread that has split it. */
import { parentPort } from 'node:worker_threads';
import { answerPiece, type PieceQuestion } from '@/analysis-kernel/cells/piece-place';

parentPort?.on('message', (question: PieceQuestion) => answerPiece(question, (message) => parentPort?.postMessage(message)));
