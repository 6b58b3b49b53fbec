/** Evaluating code where it runs: the same in a browser's sandbox and in a thread of the command line. */
import { BOUNDS } from '../../content/bounds';
import { cellError, type Place } from '../messages';
import type { CodeAnswer, CodeQuestion } from './answer';
import { placeAsWritten, type ReadCode, readCodeBody } from './read-code';
import { columnsForCode, resultOfCode } from './values';

/** File name of the cell in the traces of errors. */
export const CELL_FILE = 'cell.js';

/** What a place brings to evaluate code. */
export interface CodePlace {
  /** The libraries among those the code names (`used` tells), by the name they have in scope. */
  readonly libraries: (used: (name: string) => boolean) => Promise<ReadonlyMap<string, unknown>>;
  /** Columns as the table the code sees. */
  readonly table: (columns: Readonly<Record<string, readonly unknown[]>>) => unknown;
  /** An async function of those names with that body, which traces name `CELL_FILE`. */
  readonly functionOf: (names: readonly string[], body: string) => (...values: readonly unknown[]) => Promise<unknown>;
  /** Line of `CELL_FILE` on which the body starts. */
  readonly firstLine: number;
  /** Names that are in scope as undefined. */
  readonly withheld: readonly string[];
}

/** Evaluates a cell in a place. Never rejects: what the code throws is an answer. */
export async function answerCode({ source, kind, tables, values }: CodeQuestion, place: CodePlace): Promise<CodeAnswer> {
  const { code, error } = readCodeBody(source);
  if (code === null) return { kind: 'refused', error };
  try {
    const scope = new Map<string, unknown>(values);
    for (const [name, library] of await place.libraries((name) => new RegExp(`\\b${name}\\b`).test(source))) scope.set(name, library);
    for (const [name, frame] of tables) scope.set(name, place.table(columnsForCode(frame)));
    for (const name of place.withheld) if (!scope.has(name)) scope.set(name, undefined);
    const given = await place.functionOf([...scope.keys()], code.body)(...scope.values());
    if (kind === 'chart') return drawingOf(given);
    const result = resultOfCode(given);
    return result === null ? { kind: 'no_result' } : { kind: 'gave', ...result };
  } catch (thrown) {
    return { kind: 'threw', ...describedThrow(thrown, code, place.firstLine) };
  }
}

/** What Plot gives: an image, one with words around it, or a legend alone. */
const DRAWINGS = new Set(['svg', 'figure', 'div']);

function drawingOf(given: unknown): CodeAnswer {
  if (typeof given !== 'object' || given === null || !('outerHTML' in given) || !('localName' in given)) return { kind: 'no_result' };
  const element = given as Element;
  if (!DRAWINGS.has(element.localName.toLowerCase())) return { kind: 'no_result' };
  const svg = element.outerHTML;
  if (svg.length > BOUNDS.drawing.characters) return { kind: 'refused', error: cellError('drawing_too_large', {}) };
  // As it is: whoever shows it makes it safe, since this place ran someone's code.
  return { kind: 'drawn', svg };
}

function describedThrow(
  thrown: unknown,
  code: ReadCode,
  firstLine: number,
): { readonly message: string; readonly line: number | null; readonly column: number | null } {
  if (!(thrown instanceof Error)) return { message: String(thrown), line: null, column: null };
  const message = `${thrown.name}: ${thrown.message}`.split('\n')[0];
  const place = placeInTrace(thrown.stack ?? '', firstLine);
  return place === null ? { message, line: null, column: null } : { message, ...placeAsWritten(code, place) };
}

/** The innermost place in the cell; null where the trace does not reach it. */
function placeInTrace(stack: string, firstLine: number): Place | null {
  const found = /\bcell\.js:(\d+):(\d+)/.exec(stack);
  return found === null ? null : { line: Number(found[1]) - firstLine + 1, column: Number(found[2]) };
}
