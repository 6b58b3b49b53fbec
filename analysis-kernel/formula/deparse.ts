/** Expressions as R's `deparse` writes them; the texts name variables, terms and coefficients. */
import { numberText } from '../frame/number-text';
import type { Expression } from './expression';

const SYNTACTIC = /^(?:\p{L}|\.(?!\d))[\p{L}\p{M}\p{N}._]*$/u;
const RESERVED = new Set([
  'if',
  'else',
  'repeat',
  'while',
  'function',
  'for',
  'next',
  'break',
  'TRUE',
  'FALSE',
  'NULL',
  'Inf',
  'NaN',
  'NA',
  'in',
]);
const TIGHT = new Set(['^', ':', '/', '%%', '%/%']);

/** A name as R prints it within an expression: in backticks unless syntactic. */
export function quoteName(name: string): string {
  return SYNTACTIC.test(name) && !RESERVED.has(name) ? name : `\`${name}\``;
}

/** The text of an expression, spaced as R spaces it: `rcs(age, 4)`, `I(x^2)`, `log(x + 1)`. */
export function deparse(expression: Expression): string {
  switch (expression.kind) {
    case 'name':
      return quoteName(expression.name);
    case 'number':
      return expression.integer ? `${expression.value}L` : numberText(expression.value);
    case 'text':
      return `"${expression.value.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n').replace(/\t/g, '\\t').replace(/\r/g, '\\r')}"`;
    case 'logical':
      return expression.value ? 'TRUE' : 'FALSE';
    case 'call': {
      const args = expression.args.map((argument) => {
        const value = deparse(argument.value);
        return argument.name === null ? value : `${quoteName(argument.name)} = ${value}`;
      });
      return `${quoteName(expression.name)}(${args.join(', ')})`;
    }
    case 'unary':
      return `${expression.operator}${deparse(expression.operand)}`;
    case 'group':
      return `(${deparse(expression.inner)})`;
    case 'binary': {
      const space = TIGHT.has(expression.operator) ? '' : ' ';
      return `${deparse(expression.left)}${space}${expression.operator}${space}${deparse(expression.right)}`;
    }
  }
}
