/** Coefficients and terms of a formula in the dictionary's words. */

import type { Language, Localised } from '@/cohort-dsl/source/localised';
import { deparse } from '../formula/deparse';
import type { Design } from '../formula/design-matrix';
import { type Expression, namesIn, withNames } from '../formula/expression';
import type { Variable } from '../formula/terms';
import { findColumn } from '../frame/access';
import type { Column, Frame } from '../frame/column';
import { numberText } from '../frame/number-text';
import { unitText } from '../results/format';
import { joinedLabel } from '../results/label-marks';
import { YES_NO } from './labels';

const INTERCEPT = '(Intercept)';
const FACTORS = new Set(['factor', 'as.factor', 'relevel']);

/** The column a variable of the formula is, and per how much of it. */
function columnOf(expression: Expression, frame: Frame): { readonly column: Column; readonly per: number | null } | null {
  if (expression.kind === 'name') {
    const column = findColumn(frame, expression.name);
    return column === null ? null : { column, per: null };
  }
  if (expression.kind !== 'call') return null;
  const first = expression.args[0]?.value;
  if (first === undefined) return null;
  if (FACTORS.has(expression.name)) return columnOf(first, frame);
  const scaled =
    expression.name === 'I' && first.kind === 'binary' && first.operator === '/' && first.right.kind === 'number' ? first : null;
  const within = scaled === null ? null : columnOf(scaled.left, frame);
  return scaled?.right.kind === 'number' && within !== null ? { column: within.column, per: scaled.right.value } : null;
}

function levelsOf({ meta, type, kind, ...rest }: Column): readonly { readonly key: string; readonly label: Localised | null }[] {
  if (meta.levels !== undefined) return meta.levels;
  if (meta.codes !== undefined) return meta.codes;
  if (type === 'boolean') return Object.entries(YES_NO).map(([key, label]) => ({ key, label }));
  return kind === 'text' && 'dictionary' in rest ? rest.dictionary.map((key) => ({ key, label: null })) : [];
}

/** `Age, per 10 years`; the column's own label where it is taken as it is. */
function ownLabel(column: Column, per: number | null): Localised | null {
  const label = column.meta.label ?? (per === null ? null : { en: column.name, zh: column.name });
  if (label === null || per === null) return label;
  const unit = (lang: 'en' | 'zh') => (column.meta.unit === undefined ? '' : ` ${unitText(column.meta.unit, lang)}`);
  return { en: `${label.en}, per ${numberText(per)}${unit('en')}`, zh: `${label.zh}（每 ${numberText(per)}${unit('zh')}）` };
}

/** Bases of several columns, by the function that makes them. */
const BASES: Readonly<Record<string, Localised>> = {
  rcs: { en: 'spline', zh: '样条' },
  ns: { en: 'spline', zh: '样条' },
  poly: { en: 'polynomial', zh: '多项式' },
};

/** An expression with the labels of its columns: `log(Marker + 1)`; of a basis `Age (spline)`. */
function madeLabel(expression: Expression, frame: Frame): Localised | null {
  const columns = namesIn(expression).flatMap((name) => findColumn(frame, name) ?? []);
  if (columns.length === 0 || columns.every(({ meta }) => meta.label === undefined)) return null;
  const basis = expression.kind === 'call' ? BASES[expression.name] : undefined;
  const said = (lang: Language) => {
    if (basis !== undefined) return `${columns[0].meta.label?.[lang] ?? columns[0].name}${lang === 'zh' ? '（' : ' ('}${basis[lang]}`;
    return deparse(withNames(expression, (name) => findColumn(frame, name)?.meta.label?.[lang] ?? name)).replaceAll('`', '');
  };
  const close = basis === undefined ? { en: '', zh: '' } : { en: ')', zh: '）' };
  return { en: `${said('en')}${close.en}`, zh: `${said('zh')}${close.zh}` };
}

/** The columns of a made variable are numbered where it has several: `Age (spline), 2`. */
function madePieces(
  { label: name, expression }: Variable,
  parts: ReadonlySet<string>,
  frame: Frame,
): readonly (readonly [string, Localised])[] {
  const said = madeLabel(expression, frame);
  if (said === null) return [];
  const columns = [...parts].filter((part) => part.startsWith(name) && part !== name);
  const numbered = columns.map((part, at): readonly [string, Localised] => [
    part,
    { en: `${said.en}, ${at + 1}`, zh: `${said.zh}，${at + 1}` },
  ]);
  return [[name, said], ...numbered];
}

/** Names a variable gives to coefficients, and what they say. */
function piecesOf(variable: Variable, parts: ReadonlySet<string>, frame: Frame): readonly (readonly [string, Localised])[] {
  const { label: name, expression } = variable;
  const found = columnOf(expression, frame);
  if (found === null) return madePieces(variable, parts, frame);
  const { column, per } = found;
  const own = ownLabel(column, per);
  const levels = levelsOf(column).map(({ key, label }): readonly [string, Localised] => [
    `${name}${key}`,
    joinedLabel(own ?? { en: column.name, zh: column.name }, label ?? { en: key, zh: key }),
  ]);
  return own === null ? levels : [[name, own], ...levels];
}

/** Labels of a design's coefficients and terms: `Sex: Female`, `Age, per 10 years`, `Sex: Female × Age`; a name without one stands as it is. */
export function termLabels(
  { names, termLabels: terms, encoding }: Pick<Design, 'names' | 'termLabels' | 'encoding'>,
  frame: Frame,
): Record<string, Localised> {
  const parts = new Set([...terms, ...names].flatMap((name) => name.split(':')));
  const pieces = new Map(encoding.terms.variables.flatMap((variable) => piecesOf(variable, parts, frame)));
  const labels: Record<string, Localised> = { [INTERCEPT]: { en: 'Intercept', zh: '截距' } };
  for (const name of [...terms, ...names]) {
    const parts = name.split(':').map((part) => pieces.get(part) ?? null);
    const whole = pieces.get(name);
    if (whole !== undefined) labels[name] = whole;
    else if (parts.length > 1 && parts.some((part) => part !== null)) {
      const raw = name.split(':');
      const said = (lang: 'en' | 'zh') => parts.map((part, at) => part?.[lang] ?? raw[at]).join(' × ');
      labels[name] = { en: said('en'), zh: said('zh') };
    }
  }
  return labels;
}
