/** Columns that an analysis names and its data lack. */
import { unknownColumn } from '../formula/evaluate';
import { formulaColumns } from '../formula/parse-formula';
import { findColumn } from '../frame/access';
import { frameOf, numericColumn } from '../frame/build';
import type { Frame } from '../frame/column';
import { listText } from '../results/format';
import type { CellError } from '../results/result';
import type { Method } from './method';
import type { ParsedAnalysis } from './parse-analysis';
import { type Path, YamlSource } from './yaml-source';

/** The error of a column that the data lack, with the others they lack too: mending one does not uncover the next. */
export function withOtherColumns(error: CellError, { method, options }: ParsedAnalysis, frame: Frame): CellError {
  const names = new Set(namedColumns(method, options).map(({ name }) => name));
  const others = [...names].filter((name) => findColumn(frame, name) === null && !error.message.en.includes(`no column ${name}.`));
  if (others.length === 0) return error;
  const { en, zh } = error.message;
  return {
    ...error,
    message: { en: `${en} Nor do they have ${listText(others, 'en')}.`, zh: `${zh}也没有列 ${listText(others, 'zh')}。` },
  };
}

/**
 * The same of a text whose options cannot be read: what is wrong with these hides no wrong column.
 * @param columns of its data
 * @returns an error for each name, at its place; none where the text is no YAML
 */
export function absentColumns(text: string, method: Pick<Method, 'options'>, columns: readonly string[]): readonly CellError[] {
  const source = new YamlSource(text);
  if (source.errors().length > 0 || !source.isMapping()) return [];
  const frame = frameOf(columns.map((name) => numericColumn(name, [])));
  const seen = new Set<string>();
  return namedColumns(method, source.values()).flatMap(({ name, path, offset }) => {
    if (seen.has(name) || name.startsWith('$') || findColumn(frame, name) !== null) return [];
    seen.add(name);
    const { code, text: message, fixes } = unknownColumn(name, frame, offset);
    const place = offset === null ? source.placeOf(path) : source.placeWithin(path, offset);
    return [{ code, message, ...place, fixes }];
  });
}

interface NamedColumn {
  readonly name: string;
  /** Of the option's value, and where in it. */
  readonly path: Path;
  readonly offset: number | null;
}

/** The columns that options name which stand for columns or formulas. */
function namedColumns(method: Pick<Method, 'options'>, options: unknown): readonly NamedColumn[] {
  const written: Readonly<Record<string, unknown>> = { ...(options as object) };
  return method.options.flatMap(({ key, form }): readonly NamedColumn[] => {
    const value = written[key];
    const named = (name: unknown, path: Path = [key], offset: number | null = null) =>
      typeof name === 'string' ? [{ name, path, offset }] : [];
    if (form.control === 'formula') {
      return typeof value === 'string' ? formulaColumns(value).flatMap((name) => named(name, [key], placeIn(value, name))) : [];
    }
    if (form.control === 'columns') return Array.isArray(value) ? value.flatMap((name, at) => named(name, [key, at])) : named(value);
    return form.control === 'column' ? named(value) : [];
  });
}

/** Where a name first stands as a word of its own. */
function placeIn(formula: string, name: string): number | null {
  const word = /[\p{L}\p{N}_.]/u;
  for (let at = formula.indexOf(name); at >= 0; at = formula.indexOf(name, at + 1)) {
    if (!word.test(formula[at - 1] ?? ' ') && !word.test(formula[at + name.length] ?? ' ')) return at;
  }
  return null;
}
