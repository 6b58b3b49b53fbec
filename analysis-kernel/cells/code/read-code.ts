/** Code and chart cells as a function body: types taken off, the last expression returned, the names it needs listed. */
import { type Program, parse } from 'acorn';
import { transform } from 'sucrase';
import { BOUNDS } from '../../content/bounds';
import type { CellError } from '../../results/result';
import { cellError, type Place } from '../messages';
import { depthOf, freeNames } from './free-names';
import { placesOf } from './source-places';

export interface ReadCode {
  /** Body of an async function. */
  readonly body: string;
  /** Names it reads and does not declare. */
  readonly names: readonly string[];
  /** Where the written text was moved along by what was put before it: line and column from 1, and how far. */
  readonly inserted: (Place & { readonly length: number }) | null;
}

/** What every code cell finds in scope. */
const LIBRARIES = ['aq', 'Plot', 'ss', 'ML'] as const;

const RETURN = 'return (';

const WITHOUT_TYPES = { transforms: ['typescript'] as 'typescript'[], disableESTransforms: true, keepUnusedImports: true };

/** A cell's code as a tree whose places can be found in the text as written, types and all. */
export interface CodeTree {
  readonly program: Program;
  /** The place in the written text of a token's start in the tree; null where a tool put the token there. */
  readonly placeOf: (offset: number) => number | null;
}

/** Reads a cell. What it gives is what it returns, or the value of its last expression. */
export function readCodeBody(
  source: string,
): { readonly code: ReadCode; readonly error: null } | { readonly code: null; readonly error: CellError } {
  const { characters, depth } = BOUNDS.code;
  if (source.length > characters) return { code: null, error: cellError('code_too_large', { characters }) };
  let script = source;
  try {
    script = transform(source, WITHOUT_TYPES).code;
  } catch {
    // What the stripper cannot read, the parser reports with its place.
  }
  let program: Program;
  try {
    program = parseScript(script);
  } catch (error) {
    // The parser's own stack.
    if (error instanceof RangeError) return { code: null, error: cellError('code_too_deep', {}) };
    const place = placeOfError(error);
    const message = error instanceof Error ? error.message.replace(/ \(\d+:\d+\)$/, '') : '';
    return { code: null, error: cellError('code_syntax', { message }, place) };
  }
  if (depthOf(program, depth) > depth) return { code: null, error: cellError('code_too_deep', {}) };
  const last = program.body.at(-1);
  const value = last?.type === 'ExpressionStatement' ? last : null;
  const body = value ? `${script.slice(0, value.start)}${RETURN}${script.slice(value.expression.start, value.expression.end)});` : script;
  const inserted = value?.loc ? { line: value.loc.start.line, column: value.loc.start.column + 1, length: RETURN.length } : null;
  const own = new Set<string>(LIBRARIES);
  return { code: { body, names: freeNames(program).filter((name) => !own.has(name)), inserted }, error: null };
}

/** Null where the code is too large or deep to run, or is no code as it stands. */
export function readCodeTree(source: string): CodeTree | null {
  if (readCodeBody(source).code === null) return null;
  try {
    return { program: parseScript(source), placeOf: (offset) => offset };
  } catch {
    // With types: they are taken off, and each token that is left knows where it stood.
  }
  const sourceMapOptions = { compiledFilename: 'cell' };
  const { code, sourceMap } = transform(source, { ...WITHOUT_TYPES, filePath: 'cell', sourceMapOptions });
  const places = placesOf(code, source, String(sourceMap?.mappings ?? ''));
  return { program: parseScript(code), placeOf: (offset) => places.get(offset) ?? null };
}

/** A cell without types as a tree; throws where it is no JavaScript. */
function parseScript(script: string): Program {
  return parse(script, {
    ecmaVersion: 2023,
    sourceType: 'script',
    allowReturnOutsideFunction: true,
    allowAwaitOutsideFunction: true,
    locations: true,
    ranges: true,
  });
}

/** A place in the text as written, for one in the body that ran. */
export function placeAsWritten({ inserted }: ReadCode, place: Place): Place {
  const moved = inserted !== null && place.line === inserted.line && place.column > inserted.column;
  return moved ? { line: place.line, column: Math.max(inserted.column, place.column - inserted.length) } : place;
}

function placeOfError(error: unknown): Place | null {
  if (typeof error !== 'object' || error === null || !('loc' in error)) return null;
  const { loc } = error;
  if (typeof loc !== 'object' || loc === null || !('line' in loc) || !('column' in loc)) return null;
  return { line: Number(loc.line), column: Number(loc.column) + 1 };
}
