/**
 * R's model formulas.
 *
 *     const formula = parseFormula('Surv(time, status) ~ age * sex + strata(centre)');
 *     const design = buildDesign(formula, frame, { intercept: 'coded' });   // design-matrix.ts
 *
 * Parsing needs no data; names are looked up when the design is built.
 */

import { MethodError } from '../results/method-error';
import { FORMULA_ERRORS } from './error-codes';
import { type Expression, namesIn } from './expression';
import { ExpressionParser } from './parse-expression';
import { type Token, tokenize } from './tokens';

export interface Formula {
  readonly text: string;
  /** Null in a one-sided formula. */
  readonly left: Expression | null;
  readonly right: Expression;
}

/**
 * Parses `left ~ right` or `~ right`.
 *
 * Throws MethodError with path `formula` and the offset of the mistake: `formula_syntax`, `formula_character`,
 * `formula_unclosed`, `formula_tilde` (none, or more than one).
 */
export function parseFormula(text: string): Formula {
  const tokens = tokenize(text);
  const tildes = tokens.filter((token) => token.kind === 'symbol' && token.text === '~');
  if (tildes.length !== 1) throw wrongTildes(tildes, tokens);
  const parser = new ExpressionParser(tokens);
  let left: Expression | null = null;
  if (parser.take('~') === null) {
    left = parser.expression();
    if (parser.take('~') === null) throw parser.unexpected('an operator or `~`', '运算符或“~”');
  }
  const right = parser.expression();
  if (parser.peek().kind !== 'end') throw parser.unexpected('an operator such as `+` or `:`', '运算符（如“+”或“:”）');
  return { text, left, right };
}

/** Column names a formula reads, each once; `.` is not expanded. An unreadable formula gives the names that could be read. */
export function formulaColumns(text: string): string[] {
  try {
    const formula = parseFormula(text);
    const left = formula.left === null ? [] : namesIn(formula.left);
    return [...new Set([...left, ...namesIn(formula.right)])].filter((name) => name !== '.');
  } catch (error) {
    if (!(error instanceof MethodError)) throw error;
    return namesInText(text);
  }
}

function namesInText(text: string): string[] {
  let tokens: Token[];
  try {
    tokens = tokenize(text);
  } catch (error) {
    if (!(error instanceof MethodError)) throw error;
    return [];
  }
  const names = new Set<string>();
  tokens.forEach((token, index) => {
    const next = tokens[index + 1];
    const called = next?.kind === 'symbol' && (next.text === '(' || next.text === '=');
    if (token.kind === 'name' && !called && token.text !== 'TRUE' && token.text !== 'FALSE' && token.text !== '.') names.add(token.text);
  });
  return [...names];
}

function wrongTildes(tildes: readonly Token[], tokens: readonly Token[]): MethodError {
  const offset = tildes.length > 1 ? tildes[1].offset : tokens[tokens.length - 1].offset;
  return new MethodError(
    FORMULA_ERRORS,
    'formula_tilde',
    tildes.length === 0
      ? {
          en: 'The formula has no `~`. Write the outcome on its left and the variables on its right: `Surv(time, event) ~ age + sex`.',
          zh: '公式中缺少“~”。左边写结局，右边写变量，例如 `Surv(time, event) ~ age + sex`。',
        }
      : {
          en: 'The formula has more than one `~`. Keep one, between outcome and variables.',
          zh: '公式中有多个“~”，请只保留结局与变量之间的一个。',
        },
    'formula',
    offset,
  );
}
