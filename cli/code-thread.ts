/** The thread in which code and chart cells of a run are evaluated, one at a time. */
import { compileFunction } from 'node:vm';
import { parentPort } from 'node:worker_threads';
import { parseHTML } from 'linkedom';
import { placeAsWritten, type ReadCode, readCodeBody } from '@/analysis-kernel/cells/code/read-code';
import { isDrawing, sanitiseDrawing } from '@/analysis-kernel/cells/code/sanitise-svg';
import { columnsForCode, resultOfCode } from '@/analysis-kernel/cells/code/values';
import type { CodeAnswer, CodeQuestion } from './code-runner';

/** Names that reach out of the cell; in scope as undefined. */
const WITHHELD = [
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
];

async function answer({ source, kind, tables, values }: CodeQuestion): Promise<CodeAnswer> {
  const { code, error } = readCodeBody(source);
  if (code === null) return { kind: 'refused', error };
  const scope = new Map<string, unknown>(values);
  const used = (name: string) => new RegExp(`\\b${name}\\b`).test(source);
  const aq = await import('arquero');
  if (used('Plot')) {
    const { window } = parseHTML('<!doctype html><html><body></body></html>');
    // Plot looks for its document here.
    Object.assign(globalThis, { window, document: window.document });
    scope.set('Plot', await import('@observablehq/plot'));
  }
  if (used('ss')) scope.set('ss', await import('simple-statistics'));
  if (used('ML')) scope.set('ML', await import('ml'));
  scope.set('aq', aq);
  for (const [name, frame] of tables) scope.set(name, aq.table(columnsForCode(frame)));
  for (const name of WITHHELD) if (!scope.has(name)) scope.set(name, undefined);
  const run = compileFunction(`return (async () => {\n${code.body}\n})()`, [...scope.keys()], { filename: 'cell.js', lineOffset: -1 });
  try {
    const given: unknown = await run(...scope.values());
    return kind === 'chart' ? drawing(given) : resulting(given);
  } catch (thrown) {
    return { kind: 'threw', ...described(thrown, code) };
  }
}

function drawing(given: unknown): CodeAnswer {
  if (typeof given !== 'object' || given === null || !('outerHTML' in given) || !('localName' in given)) return { kind: 'no_result' };
  const element = given as Element;
  if (!isDrawing(element)) return { kind: 'no_result' };
  sanitiseDrawing(element);
  return { kind: 'drawn', svg: element.outerHTML };
}

function resulting(given: unknown): CodeAnswer {
  const result = resultOfCode(given);
  return result === null ? { kind: 'no_result' } : { kind: 'gave', ...result };
}

function described(
  thrown: unknown,
  code: ReadCode | null = null,
): { readonly message: string; readonly line: number | null; readonly column: number | null } {
  if (!(thrown instanceof Error)) return { message: String(thrown), line: null, column: null };
  const place = /cell\.js:(\d+):(\d+)/.exec(thrown.stack ?? '');
  const message = `${thrown.name}: ${thrown.message}`.split('\n')[0];
  if (place === null || code === null) return { message, line: null, column: null };
  return { message, ...placeAsWritten(code, { line: Number(place[1]), column: Number(place[2]) }) };
}

parentPort?.on('message', (question: CodeQuestion) => {
  answer(question).then(
    (given) => parentPort?.postMessage(given),
    (thrown: unknown) => parentPort?.postMessage({ kind: 'threw', ...described(thrown) } satisfies CodeAnswer),
  );
});
