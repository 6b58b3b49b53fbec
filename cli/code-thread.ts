/** The thread in which code and chart cells of a run are evaluated, one at a time. */
import { compileFunction } from 'node:vm';
import { parentPort } from 'node:worker_threads';
import { table } from 'arquero';
import { parseHTML } from 'linkedom';
import { answerCode, CELL_FILE, type CodeAnswer, type CodePlace, type CodeQuestion } from '@/analysis-kernel/cells/code/answer';

const place: CodePlace = {
  async libraries(used) {
    const found = new Map<string, unknown>();
    if (used('Plot')) {
      const { window } = parseHTML('<!doctype html><html><body></body></html>');
      // Plot looks for its document here.
      Object.assign(globalThis, { window, document: window.document });
      found.set('Plot', await import('@observablehq/plot'));
    }
    if (used('ss')) found.set('ss', await import('simple-statistics'));
    if (used('ML')) found.set('ML', await import('ml'));
    if (used('aq')) found.set('aq', await import('arquero'));
    return found;
  },
  table: (columns) => table(columns),
  functionOf: (names, body) =>
    compileFunction(`return (async () => {\n${body}\n})()`, [...names], { filename: CELL_FILE, lineOffset: -1 }) as (
      ...values: readonly unknown[]
    ) => Promise<unknown>,
  firstLine: 1,
  // Names that reach out of the cell.
  withheld: [
    'process',
    'require',
    'module',
    'exports',
    'global',
    'globalThis',
    'fetch',
    'WebSocket',
    'XMLHttpRequest',
    'Worker',
    'Buffer',
    'setInterval',
  ],
};

parentPort?.on('message', (question: CodeQuestion) => {
  answerCode(question, place).then(
    (given) => parentPort?.postMessage(given),
    (thrown: unknown) => parentPort?.postMessage({ kind: 'threw', message: String(thrown), line: null, column: null } satisfies CodeAnswer),
  );
});
