/** Pieces of R calls. */
import { quoteName } from '../../../formula/deparse';
import type { TestOptions } from './options';

const ALTERNATIVES = { two_sided: 'two.sided', less: 'less', greater: 'greater' } as const;

/** `d$x`. */
export function columnOf(name: string): string {
  return `d$${quoteName(name)}`;
}

/** Both sides of the formula, as R code inside `with(d, …)`. */
function sides(formula: string): readonly [left: string, right: string] {
  const at = formula.indexOf('~');
  return [formula.slice(0, at).trim(), formula.slice(at + 1).trim()];
}

/** The two things compared, as R code: groups and outcome of a formula, or the columns x and y. */
export function twoOf({ formula, x = '', y = '' }: TestOptions): readonly [first: string, second: string] {
  if (formula === undefined) return [columnOf(x), columnOf(y)];
  const [left, right] = sides(formula);
  return [`with(d, ${right})`, `with(d, ${left})`];
}

/** The outcome alone. */
export function outcomeOf({ formula, x = '' }: TestOptions): string {
  return formula === undefined ? columnOf(x) : `with(d, ${sides(formula)[0]})`;
}

/** Whether anything is compared, rather than one sample looked at. */
export function hasGroups({ formula, y }: TestOptions): boolean {
  return formula === undefined ? y !== undefined : sides(formula)[1] !== '1';
}

/** What a test of samples is called with: `y ~ g, data = d`, or the columns. */
export function samplesCall(options: TestOptions): string {
  const { formula, x = '', y } = options;
  if (formula === undefined) return y === undefined ? columnOf(x) : `${columnOf(x)}, ${columnOf(y)}`;
  return hasGroups(options) ? `${formula}, data = d` : outcomeOf(options);
}

/** `, alternative = "less", conf.level = 0.9`: what is not R's own default. */
export function asked({ alternative = 'two_sided', conf_level, mu }: TestOptions): string {
  return [
    ...(mu === undefined ? [] : [`, mu = ${mu}`]),
    ...(alternative === 'two_sided' ? [] : [`, alternative = "${ALTERNATIVES[alternative]}"`]),
    ...(conf_level === 0.95 ? [] : [`, conf.level = ${conf_level}`]),
  ].join('');
}

/** The two columns of pairs as `x` and `y`: from columns, or from the rows of each subject. */
export function pairLines(options: TestOptions): readonly string[] {
  if (options.formula === undefined)
    return [`x <- ${columnOf(options.x ?? '')}`, `y <- ${options.y === undefined ? 'NULL' : columnOf(options.y)}`];
  const [left, right] = sides(options.formula);
  if (right === '1') return [`x <- ${outcomeOf(options)}`, 'y <- NULL'];
  return [
    `m <- with(d, tapply(${left}, list(${columnOf(options.strata ?? '')}, factor(${right})), mean))`,
    'm <- m[complete.cases(m), ]',
    'x <- m[, 1]; y <- m[, 2]',
  ];
}
