/** How R scripts of models of competing events read the causes. */
import { quoteName } from '../formula/deparse';
import { rolesOf } from '../formula/formula-roles';

interface Options {
  readonly formula: string;
  readonly causes?: readonly string[] | undefined;
  readonly censored?: readonly string[] | undefined;
}

const texts = (words: readonly string[]) =>
  words.length === 0 ? 'character(0)' : `c(${words.map((word) => JSON.stringify(word)).join(', ')})`;

/**
 * Lines that put every row's cause into `d$cause` as text (`censored` for none) and the causes into `causes`; and the formula with another
 * event in `Surv()`, as `Surv(start, stop, EVENT) ~ x`.
 */
export function causeScript({ formula, causes, censored }: Options): {
  readonly lines: readonly string[];
  readonly formulaOf: (event: string) => string;
  readonly delayed: boolean;
  readonly start: string | null;
  readonly time: string;
} {
  const right = formula.slice(formula.indexOf('~'));
  const left = rolesOf(`${formula.slice(0, formula.indexOf('~'))}~ 1`)?.left;
  const isPlain = left?.kind === 'survival';
  const [start, time, cause] = isPlain ? [left.start, quoteName(left.time), quoteName(left.event)] : [null, 'time', 'cause'];
  const nobody = censored?.length === 1 && censored[0] === 'none';
  const away = nobody ? [] : (censored ?? ['0', 'FALSE', 'false', 'censored']);
  const lines = [
    ...(isPlain ? [] : [`# time and cause are those of ${formula.slice(0, formula.indexOf('~')).trim()}`]),
    ...(causes === undefined && censored === undefined ? [`words <- is.factor(d$${cause})`] : []),
    `d$cause <- as.character(d$${cause})`,
    ...(causes === undefined && censored === undefined ? ['if (words) d$cause[is.na(d$cause)] <- "censored"'] : []),
    causes === undefined ? `causes <- setdiff(sort(unique(d$cause[!is.na(d$cause)])), ${texts(away)})` : `causes <- ${texts(causes)}`,
    'd$cause[!is.na(d$cause) & !(d$cause %in% causes)] <- "censored"',
  ];
  const from = start === null ? null : quoteName(start);
  return {
    lines,
    formulaOf: (event) => `Surv(${[...(from === null ? [] : [from]), time, event].join(', ')}) ${right}`,
    delayed: from !== null,
    start: from,
    time,
  };
}
