/** Columns that an analysis names and its data lack. */
import { formulaColumns } from '../formula/parse-formula';
import { findColumn } from '../frame/access';
import type { Frame } from '../frame/column';
import { listText } from '../results/format';
import type { CellError } from '../results/result';
import type { ParsedAnalysis } from './parse-analysis';

/** The error of a column that the data lack, with the others they lack too: mending one does not uncover the next. */
export function withOtherColumns(error: CellError, { method, options }: ParsedAnalysis, frame: Frame): CellError {
  const written: Readonly<Record<string, unknown>> = { ...(options as object) };
  const named = method.options.flatMap(({ key, form }): readonly unknown[] => {
    const value = written[key];
    if (form.control === 'formula') return typeof value === 'string' ? formulaColumns(value) : [];
    if (form.control === 'columns') return Array.isArray(value) ? value : [];
    return form.control === 'column' ? [value] : [];
  });
  const names = new Set(named.filter((name) => typeof name === 'string'));
  const others = [...names].filter((name) => findColumn(frame, name) === null && !error.message.en.includes(`no column ${name}.`));
  if (others.length === 0) return error;
  const { en, zh } = error.message;
  return {
    ...error,
    message: { en: `${en} Nor do they have ${listText(others, 'en')}.`, zh: `${zh}也没有列 ${listText(others, 'zh')}。` },
  };
}
