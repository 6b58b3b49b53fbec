/** Code that does not come, and workers that die, inside a worker of analyses: the cell says which it was, and may be run again. */
import { afterEach, expect, it, vi } from 'vitest';
import { type AnalysisAnswer, type AnalysisQuestion, analysesElsewhere, answerAnalysis } from '@/analysis-kernel/cells/analysis-place';
import { answerPiece, type PieceAnswer, type PieceQuestion, piecesElsewhere } from '@/analysis-kernel/cells/piece-place';
import { registryCompiler } from '@/analysis-kernel/cells/registry-compiler';
import { frameOf, textColumn } from '@/analysis-kernel/frame/build';
import { WorkerLost, type WorkerMessage, type WorkerPool } from '@/analysis-kernel/ports/worker-pool';
import { away } from '../registry/methods-away';

vi.mock('@/analysis-kernel/registry/fetched', async (original) => (await import('../registry/methods-away')).overNetwork(original));

afterEach(() => away.clear());

/** A pool of which each question is answered here. */
function poolOf<Question, Answer>(
  answer: (question: Question, post: (message: WorkerMessage<Answer>) => void) => Promise<void>,
): WorkerPool<Question, Answer> {
  return {
    ask: (question) =>
      new Promise((resolve, reject) => {
        answer(question, (message) => message.kind === 'answer' && resolve(message.answer)).catch(reject);
      }),
    close: () => undefined,
  };
}

// As many counts as an exact test enumerates no more: it is simulated, in pieces.
const pairs = Array.from({ length: 1200 }, (_, at) => [`g${at % 6}`, `x${(at * at) % 7}`]);
const frame = frameOf([
  textColumn(
    'g',
    pairs.map(([group]) => group),
  ),
  textColumn(
    'x',
    pairs.map(([, level]) => level),
  ),
]);
const text = 'method: test\ndata: d\ntest: fisher\nformula: x ~ g';

async function run(pieces: WorkerPool<PieceQuestion, PieceAnswer>, whileAway = false) {
  const analyses = poolOf<AnalysisQuestion, AnalysisAnswer>((question, post) =>
    answerAnalysis(registryCompiler, question, post, piecesElsewhere(pieces)),
  );
  const { analysis } = await analysesElsewhere(registryCompiler, analyses).read(text, new Map());
  if (analysis === null) throw new Error('it should be read');
  if (whileAway) away.add('test');
  return analysis.run(frame, new Map(), { signal: new AbortController().signal, progress: () => undefined });
}

it('a simulation in pieces comes back from them', async () => {
  const result = await run(poolOf(answerPiece));
  expect('code' in result ? result.code : result.conventions).not.toBe('unexpected');
  expect(result).toMatchObject({ seed: expect.any(Number) });
});

it('the code of a piece that does not come is code that may come the next time', async () => {
  const pieces = poolOf<PieceQuestion, PieceAnswer>(async (question, post) => {
    // The task is that of the first method that has it.
    for (const id of ['table1', 'test']) away.add(id);
    await answerPiece(question, post);
  });
  expect(await run(pieces)).toMatchObject({ code: 'method_unavailable', line: 1 });
});

it('the code of the analysis itself, too', async () => {
  expect(await run(poolOf(answerPiece), true)).toMatchObject({ code: 'method_unavailable', line: 1 });
});

it('a worker of pieces that dies is a worker lost, after which the cell is run again', async () => {
  const pieces: WorkerPool<PieceQuestion, PieceAnswer> = { ask: () => Promise.reject(new WorkerLost('gone')), close: () => undefined };
  await expect(run(pieces)).rejects.toBeInstanceOf(WorkerLost);
});
