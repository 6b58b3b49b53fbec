/** Syntax tree of R expressions as far as formulas use them. Offsets are places in the formula's text, in UTF-16 units. */

export type Expression =
  | { readonly kind: 'name'; readonly name: string; readonly offset: number }
  | { readonly kind: 'number'; readonly value: number; readonly integer: boolean; readonly offset: number }
  | { readonly kind: 'text'; readonly value: string; readonly offset: number }
  | { readonly kind: 'logical'; readonly value: boolean; readonly offset: number }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Argument[]; readonly offset: number }
  | { readonly kind: 'unary'; readonly operator: '-' | '+' | '!'; readonly operand: Expression; readonly offset: number }
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
      readonly offset: number;
    }
  | { readonly kind: 'group'; readonly inner: Expression; readonly offset: number };

export interface Argument {
  readonly name: string | null;
  readonly value: Expression;
}

export type BinaryOperator =
  | '^'
  | ':'
  | '%in%'
  | '%%'
  | '%/%'
  | '*'
  | '/'
  | '+'
  | '-'
  | '<'
  | '<='
  | '>'
  | '>='
  | '=='
  | '!='
  | '&'
  | '|'
  | '||';

/** Column names an expression reads, each once, in order of appearance. */
export function namesIn(expression: Expression): string[] {
  const names = new Set<string>();
  walk(expression, (node) => {
    if (node.kind === 'name') names.add(node.name);
  });
  return [...names];
}

/** Visits an expression and everything within it, outside first. */
function walk(expression: Expression, visit: (node: Expression) => void): void {
  visit(expression);
  if (expression.kind === 'call') for (const argument of expression.args) walk(argument.value, visit);
  else if (expression.kind === 'unary') walk(expression.operand, visit);
  else if (expression.kind === 'group') walk(expression.inner, visit);
  else if (expression.kind === 'binary') {
    walk(expression.left, visit);
    walk(expression.right, visit);
  }
}

/** The expression with other names in the place of its columns'. */
export function withNames(expression: Expression, named: (name: string) => string): Expression {
  const again = (part: Expression) => withNames(part, named);
  switch (expression.kind) {
    case 'name':
      return { ...expression, name: named(expression.name) };
    case 'call':
      return { ...expression, args: expression.args.map(({ name, value }) => ({ name, value: again(value) })) };
    case 'unary':
      return { ...expression, operand: again(expression.operand) };
    case 'group':
      return { ...expression, inner: again(expression.inner) };
    case 'binary':
      return { ...expression, left: again(expression.left), right: again(expression.right) };
    default:
      return expression;
  }
}
