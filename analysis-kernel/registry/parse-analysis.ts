/** Reads the YAML of an analysis cell against the registry. */

import type { z } from 'zod';
import { didYouMean, nearestNames } from '../formula/nearest-name';
import type { CellError, Value } from '../results/result';
import { MethodUnavailable } from './fetched';
import type { Method } from './method';
import { idleOption, neededOptions, optionError } from './option-error';
import { loadedMethod, loadMethod, methodEntries, methodEntry, nearestMethods } from './registry';
import { type Path, YamlSource } from './yaml-source';

export interface ParsedAnalysis {
  readonly method: Method;
  /** What the method's schema made of the cell: defaults filled in. */
  readonly options: unknown;
  /** Name of the table the method reads. */
  readonly data: string;
  /** SQL condition on it. */
  readonly where: string | null;
  readonly source: YamlSource;
}

type AnalysisParse =
  | { readonly ok: true; readonly analysis: ParsedAnalysis }
  | {
      readonly ok: false;
      readonly errors: readonly CellError[];
      /** What could be read all the same, for references and completion. */
      readonly method: Method | null;
      readonly data: string | null;
    };

const INPUT = /^\$([\p{L}_][\p{L}\p{M}\p{N}_]*)$/u;

/**
 * Parses an analysis cell. A scalar `$name` stands for the input of that name; `inputs` are their values. The method is fetched where it
 * has not been.
 *
 * Errors carry line and column within the cell, say what was expected and offer fixes: not YAML, duplicate keys, no or unknown `method`,
 * unknown keys and values (nearest names), wrong types, missing keys. All errors of the schema are reported, not the first alone.
 */
export async function parseAnalysis(text: string, inputs: ReadonlyMap<string, Value> = new Map()): Promise<AnalysisParse> {
  const read = readText(text, inputs);
  if ('errors' in read) return { ok: false, method: null, ...read };
  try {
    return parsedBy(read.id === null ? null : await loadMethod(read.id), read);
  } catch (error) {
    if (!(error instanceof MethodUnavailable)) throw error;
    const { source, data } = read;
    return { ok: false, errors: [source.error('method_unavailable', error.text, source.placeOf(['method']))], method: null, data };
  }
}

/** The same at once, without inputs; null where the method has not been fetched yet. */
export function parseLoaded(text: string): AnalysisParse | null {
  const read = readText(text, new Map());
  if ('errors' in read) return { ok: false, method: null, ...read };
  const method = read.id === null ? null : loadedMethod(read.id);
  if (method === null && read.id !== null && methodEntry(read.id) !== null) return null;
  return parsedBy(method, read);
}

interface ReadText {
  readonly source: YamlSource;
  /** What the text names as its method; null where that is no text. */
  readonly id: string | null;
  readonly values: Record<string, unknown>;
  readonly data: string | null;
}

/** What the text says, before a method has its say. */
function readText(
  text: string,
  inputs: ReadonlyMap<string, Value>,
): ReadText | { readonly errors: readonly CellError[]; readonly data: string | null } {
  const source = new YamlSource(text);
  const errors = source.errors();
  if (errors.length > 0) return { errors, data: null };
  if (!source.isMapping()) return { errors: [notAMapping(source)], data: null };
  const unknown: CellError[] = [];
  const values = source.valuesWith((value, path) => {
    const name = typeof value === 'string' ? INPUT.exec(value)?.[1] : undefined;
    if (name === undefined) return value;
    const given = inputs.get(name);
    if (given === undefined) unknown.push(unknownInput(source, path, name, [...inputs.keys()]));
    return given;
  }) as Record<string, unknown>;
  const data = typeof values.data === 'string' ? values.data : null;
  if (unknown.length > 0) return { errors: unknown, data };
  return { source, id: typeof values.method === 'string' ? values.method : null, values, data };
}

function parsedBy(method: Method | null, { source, values, data }: ReadText): AnalysisParse {
  const { method: id, ...rest } = values;
  if (method === null) return { ok: false, errors: [noMethod(source, id)], method: null, data };
  const parsed = method.schema.safeParse(rest);
  const issues = parsed.success ? [] : parsed.error.issues;
  const found = [
    ...issues.flatMap((issue: z.core.$ZodIssue) => optionError(issue, method, rest, source)),
    ...neededOptions(rest, method, source),
    ...method.idle(rest).map(({ key, only }) => idleOption(key, only, source)),
  ];
  if (!parsed.success || found.length > 0) {
    // A key misspelt explains the key it leaves missing.
    const misspelt = (error: CellError) => error.code === 'unknown_key';
    return { ok: false, errors: [...found.filter(misspelt), ...found.filter((error) => !misspelt(error))], method, data };
  }
  const where = typeof rest.where === 'string' ? rest.where : null;
  return { ok: true, analysis: { method, options: parsed.data, data: data ?? '', where, source } };
}

/** Names of the inputs an analysis cell refers to as `$name`, `where` included; an unreadable cell gives none. */
export function analysisInputs(text: string): string[] {
  const source = new YamlSource(text);
  if (source.errors().length > 0) return [];
  const names = new Set<string>();
  source.valuesWith((value, path) => {
    if (typeof value !== 'string') return value;
    const whole = INPUT.exec(value)?.[1];
    if (whole !== undefined) names.add(whole);
    else if (path[0] === 'where') for (const match of value.matchAll(/\$([\p{L}_][\p{L}\p{M}\p{N}_]*)/gu)) names.add(match[1]);
    return value;
  });
  return [...names];
}

function notAMapping(source: YamlSource): CellError {
  return source.error(
    'not_a_mapping',
    {
      en: 'An analysis is written as lines of key: value, beginning with method: and data:.',
      zh: '分析应写成若干行 key: value，并以 method: 和 data: 开头。',
    },
    { line: 1, column: 1 },
    [`method: ${methodEntries()[0].id}`],
  );
}

function noMethod(source: YamlSource, id: unknown): CellError {
  const ids = methodEntries().map((method) => method.id);
  if (id === undefined || id === null) {
    return source.error(
      'method_missing',
      {
        en: `The cell names no method. Add method: with one of ${ids.join(', ')}.`,
        zh: `单元没有指定方法。请添加 method:，可选 ${ids.join('、')}。`,
      },
      { line: 1, column: 1 },
      ids.slice(0, 3).map((name) => `method: ${name}`),
    );
  }
  const near = nearestMethods(String(id));
  const rest = near.length > 0 ? didYouMean(near) : { en: ` Methods: ${ids.join(', ')}.`, zh: `可用的方法：${ids.join('、')}。` };
  const message = { en: `There is no method ${String(id)}.${rest.en}`, zh: `没有方法 ${String(id)}。${rest.zh}` };
  return source.error('unknown_method', message, source.placeOf(['method']), near);
}

function unknownInput(source: YamlSource, path: Path, name: string, names: readonly string[]): CellError {
  const near = nearestNames(name, names).map((other) => `$${other}`);
  return source.error(
    'unknown_input',
    {
      en: `$${name} stands for an input cell of that name, and there is none.${didYouMean(near).en}`,
      zh: `$${name} 表示同名的输入单元，但没有该单元。${didYouMean(near).zh}`,
    },
    source.placeOf(path),
    near,
  );
}
