/** Coefficients and terms of a formula in the dictionary's words. */

import type { Localised } from '@/cohort-dsl/source/localised';
import type { Design } from '../formula/design-matrix';
import type { Expression } from '../formula/expression';
import type { Variable } from '../formula/terms';
import { findColumn } from '../frame/access';
import type { Column, Frame } from '../frame/column';
import { numberText } from '../frame/number-text';
import { unitText } from '../results/format';
import { YES } from './labels';

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
  if (type === 'boolean') return [{ key: 'TRUE', label: YES }];
  return kind === 'text' && 'dictionary' in rest ? rest.dictionary.map((key) => ({ key, label: null })) : [];
}

/** `Age, per 10 years`; the column's own label where it is taken as it is. */
function ownLabel(column: Column, per: number | null): Localised | null {
  const label = column.meta.label ?? (per === null ? null : { en: column.name, zh: column.name });
  if (label === null || per === null) return label;
  const unit = (lang: 'en' | 'zh') => (column.meta.unit === undefined ? '' : ` ${unitText(column.meta.unit, lang)}`);
  return { en: `${label.en}, per ${numberText(per)}${unit('en')}`, zh: `${label.zh}（每 ${numberText(per)}${unit('zh')}）` };
}

/** Names a variable gives to coefficients, and what they say. */
function piecesOf({ label: name, expression }: Variable, frame: Frame): readonly (readonly [string, Localised])[] {
  const found = columnOf(expression, frame);
  if (found === null) return [];
  const { column, per } = found;
  const own = ownLabel(column, per);
  const levels = levelsOf(column).map(({ key, label }): readonly [string, Localised] => [
    `${name}${key}`,
    { en: `${own?.en ?? column.name}: ${label?.en ?? key}`, zh: `${own?.zh ?? column.name}：${label?.zh ?? key}` },
  ]);
  return own === null ? levels : [[name, own], ...levels];
}

/** Labels of a design's coefficients and terms: `Sex: Female`, `Age, per 10 years`, `Sex: Female × Age`; a name without one stands as it is. */
export function termLabels(
  { names, termLabels: terms, encoding }: Pick<Design, 'names' | 'termLabels' | 'encoding'>,
  frame: Frame,
): Record<string, Localised> {
  const pieces = new Map(encoding.terms.variables.flatMap((variable) => piecesOf(variable, frame)));
  const labels: Record<string, Localised> = {};
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
