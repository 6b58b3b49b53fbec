/**
 * What an R script needs of curves (`poly`, `ns`, `rcs`) that are laid by the rows they are given: here by all rows that know the variable. R's
 * `poly` refuses missing values, and a script that drops or repeats rows before it fits would lay the others otherwise.
 */
import type { WeightsOption } from './common-options';

/** A call as it is written: its name, and each argument's name and text. */
interface Call {
  readonly name: string;
  readonly args: readonly { readonly name: string | null; readonly text: string }[];
  readonly from: number;
  readonly to: number;
}

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
  for (const call of [...callsIn(formula)].reverse()) {
    if (!(all || call.name === 'poly')) continue;
    const key = JSON.stringify([call.name, call.args]);
    const name = names.get(key) ?? `basis_${names.size + 1}`;
    const laid = layOf(call, name, rows);
    if (laid === null) continue;
    if (!names.has(key)) lines.push(laid.line);
    names.set(key, name);
    text = `${text.slice(0, call.from)}${laid.call}${text.slice(call.to)}`;
  }
  return { formula: text, lines };
}

/** The line that lays a curve by all rows, and the call that draws it as laid; null where its arguments say all. */
function layOf(call: Call, name: string, rows: string): { readonly line: string; readonly call: string } | null {
  const given = (key: string) => call.args.find((argument) => argument.name === key);
  const others = call.args.filter(({ name: key }, at) => at > 0 && key !== 'x');
  const x = (given('x') ?? call.args[0]).text;
  const rest = others.map(({ name: key, text }) => `, ${key === null ? '' : `${key} = `}${text}`).join('');
  if (call.name === 'poly') {
    if (given('raw') !== undefined || given('coefs') !== undefined) return null;
    return { line: `${name} <- with(${rows}, poly(na.omit(${x})${rest}))`, call: `poly(${x}${rest}, coefs = attr(${name}, "coefs"))` };
  }
  if (call.name === 'rcs') {
    const count = others[0]?.text ?? '5';
    if (!/^\d+$/u.test(count)) return null;
    return { line: `${name} <- rcspline.eval(with(${rows}, ${x}), nk = ${count}, knots.only = TRUE)`, call: `rcs(${x}, ${name})` };
  }
  const intercept = given('intercept');
  const kept = intercept === undefined ? '' : `, intercept = ${intercept.text}`;
  return {
    line: `${name} <- with(${rows}, ns(${x}${rest}))`,
    call: `ns(${x}, knots = attr(${name}, "knots"), Boundary.knots = attr(${name}, "Boundary.knots")${kept})`,
  };
}

const BASIS = /(?<![\p{L}\p{N}_.`])(?:poly|ns|rcs)\s*\(/gu;

/** The calls of curves in a formula with their places. */
function callsIn(formula: string): readonly Call[] {
  return [...formula.matchAll(BASIS)].map(({ index }) => {
    const open = formula.indexOf('(', index);
    const stops = stopsOf(formula, open);
    const args = stops.map((stop, at) => formula.slice(at === 0 ? open + 1 : stops[at - 1] + 1, stop).trim());
    return { name: formula.slice(index, open).trim(), args: args.map(argumentOf), from: index, to: (stops.at(-1) ?? open) + 1 };
  });
}

function argumentOf(text: string): Call['args'][number] {
  const [, name = null, value = text] = /^([\p{L}.][\p{L}\p{N}_.]*)\s*=(?!=)\s*(.*)$/su.exec(text) ?? [];
  return { name, text: value };
}

/** Places of the commas of a bracket, and of what closes it; those in other brackets, quotes and backticks are none. */
function stopsOf(text: string, open: number): readonly number[] {
  const stops: number[] = [];
  let [depth, quote] = [0, ''];
  for (let at = open; at < text.length; at++) {
    const sign = text[at];
    if (quote !== '') quote = sign === quote ? '' : quote;
    else if (sign === '"' || sign === "'" || sign === '`') quote = sign;
    else if (sign === '(') depth += 1;
    else if (sign === ')') depth -= 1;
    if (quote === '' && ((sign === ',' && depth === 1) || depth === 0)) stops.push(at);
    if (depth === 0) break;
  }
  return stops;
}
