/**
 * What an R script needs of curves (`poly`, `ns`, `rcs`) that are laid by the rows they are given: here by all rows that know the variable. R's
 * `poly` refuses missing values, and a script that drops or repeats rows before it fits would lay the others otherwise.
 */
import { deparse } from '../formula/deparse';
import type { Expression } from '../formula/expression';
import { parseFormula } from '../formula/parse-formula';
import type { WeightsOption } from './common-options';

type Call = Extract<Expression, { kind: 'call' }>;

interface Written {
  readonly formula?: string | undefined;
  readonly weights?: WeightsOption | undefined;
}

/**
 * The script of the options with its curves laid beforehand. `moves`: whether it drops or repeats rows before it fits, as it always does for
 * weights; else only `poly` is in need of it.
 */
export function withBases<O extends Written>(options: O, moves: boolean, script: (options: O) => string): string {
  const { formula, lines } = basesLaid(options, moves || options.weights !== undefined);
  if (lines.length === 0) return script(options);
  return script({ ...options, formula }).replace(/^d <- read\.csv\(.*\)\n(?:stop\(.*\)\n)?/mu, (head) => `${head}${lines.join('\n')}\n`);
}

function basesLaid({ formula, weights }: Written, all: boolean): { readonly formula: string; readonly lines: readonly string[] } {
  if (formula === undefined) return { formula: '', lines: [] };
  const weight = weights === undefined ? null : `d[[${JSON.stringify(weights.column)}]]`;
  const rows = weight === null ? 'd' : `d[is.na(${weight}) | ${weight} > 0, ]`;
  const lines: string[] = [];
  const names = new Map<string, string>();
  let text = formula;
  for (const { from, to, call } of [...callsIn(formula)].reverse()) {
    if (!(all || call.name === 'poly')) continue;
    const name = names.get(deparse(call)) ?? `basis_${names.size + 1}`;
    const laid = layOf(call, name, rows);
    if (laid === null) continue;
    if (!names.has(deparse(call))) lines.push(laid.line);
    names.set(deparse(call), name);
    text = `${text.slice(0, from)}${laid.call}${text.slice(to)}`;
  }
  return { formula: text, lines };
}

/** The line that lays a curve by all rows, and the call that draws it as laid; null where its arguments say all. */
function layOf(call: Call, name: string, rows: string): { readonly line: string; readonly call: string } | null {
  const given = (key: string) => call.args.find((argument) => argument.name === key);
  const others = call.args.filter(({ name: key }, at) => at > 0 && key !== 'x');
  const x = deparse((given('x') ?? call.args[0]).value);
  const rest = others.map(({ name: key, value }) => `, ${key === null ? '' : `${key} = `}${deparse(value)}`).join('');
  if (call.name === 'poly') {
    if (given('raw') !== undefined || given('coefs') !== undefined) return null;
    return { line: `${name} <- with(${rows}, poly(na.omit(${x})${rest}))`, call: `poly(${x}${rest}, coefs = attr(${name}, "coefs"))` };
  }
  if (call.name === 'rcs') {
    const count = others[0]?.value ?? null;
    if (count !== null && count.kind !== 'number') return null;
    const nk = count === null ? '5' : deparse(count);
    return { line: `${name} <- rcspline.eval(with(${rows}, ${x}), nk = ${nk}, knots.only = TRUE)`, call: `rcs(${x}, ${name})` };
  }
  const intercept = given('intercept');
  const kept = intercept === undefined ? '' : `, intercept = ${deparse(intercept.value)}`;
  return {
    line: `${name} <- with(${rows}, ns(${x}${rest}))`,
    call: `ns(${x}, knots = attr(${name}, "knots"), Boundary.knots = attr(${name}, "Boundary.knots")${kept})`,
  };
}

const BASIS = /(?<![\p{L}\p{N}_.`])(?:poly|ns|rcs)\s*\(/gu;

/** The calls of curves in a formula with their places. */
function callsIn(formula: string): readonly { readonly from: number; readonly to: number; readonly call: Call }[] {
  return [...formula.matchAll(BASIS)].flatMap(({ index }) => {
    const to = endOf(formula, formula.indexOf('(', index));
    const expression = parseFormula(`y ~ ${formula.slice(index, to)}`).right;
    return expression.kind === 'call' && expression.args.length > 0 ? [{ from: index, to, call: expression }] : [];
  });
}

/** Behind the bracket that closes the one at a place; brackets in quotes and backticks are none. */
function endOf(text: string, open: number): number {
  let [depth, quote] = [0, ''];
  for (let at = open; at < text.length; at++) {
    const sign = text[at];
    if (quote !== '') quote = sign === quote ? '' : quote;
    else if (sign === '"' || sign === "'" || sign === '`') quote = sign;
    else if (sign === '(') depth += 1;
    else if (sign === ')') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return text.length;
}
