/** What equivalent R scripts share. */
import { quoteName } from '../formula/deparse';
import { rolesOf } from '../formula/formula-roles';
import type { Value } from '../results/result';

/**
 * Reads the exported table and names the data `d`. A condition is SQL, which R does not read: the script stops there and says so, for on all
 * rows it would give other numbers without a word.
 */
export function rScriptHead(
  options: { readonly data: string; readonly where?: string | undefined },
  libraries: readonly string[] = [],
): string {
  const lines = libraries.map((name) => `library(${name})`);
  lines.push('Sys.setlocale("LC_COLLATE", "C")', `d <- ${rTable(options.data)}`);
  if (options.where !== undefined) {
    const said = `Only rows that meet this SQL condition were analysed: ${options.where.replaceAll(/\s+/gu, ' ')}. Keep them here, as in d <- subset(d, ...), and take this line out.`;
    lines.push(`stop(${JSON.stringify(said)})`);
  }
  return `${lines.join('\n')}\n`;
}

/** The call that reads an exported table, or the file it came from: with the words that mean missing in one. */
export function rTable(name: string): string {
  return `read.csv(${JSON.stringify(`${name}.csv`)}, stringsAsFactors = TRUE, na.strings = c("", "NA", ".", "N/A", "NULL", "NaN"))`;
}

/** Repeats each row as often as its frequency says; rows without one count for nothing. */
export function rRepeated(column: string): readonly string[] {
  return [
    `w <- d[[${JSON.stringify(column)}]]`,
    'd <- d[rep(seq_len(nrow(d)), ifelse(is.na(w), 0, w)), ]  # a frequency stands for so many rows',
  ];
}

/** Keeps the rows that weigh something. */
export function rWeighed(column: string): string {
  return `d <- d[which(d[[${JSON.stringify(column)}]] > 0), ]`;
}

export type Conventions = Readonly<Record<string, Value>>;

/**
 * The word that a result's convention says is the event (`dead, 137`), for a script to name; undefined where R reads the column as it stands,
 * as numbers and truth values.
 */
export function wordOfEvent(said: Value | undefined): string | undefined {
  const value = typeof said === 'string' ? said.replace(/, \d+$/u, '') : '';
  return value === '' || value === 'all' || /^(?:[\d.]+|TRUE|FALSE)$/u.test(value) ? undefined : value;
}

/** The events of a column as a script reads them: a value named, else what the column says by itself. */
export function eventScript(column: string, value: string | number | boolean | undefined): string {
  const own = `d[[${JSON.stringify(column)}]]`;
  if (value !== undefined) return `tolower(as.character(${own})) == ${JSON.stringify(String(value).toLowerCase())}`;
  return `(function(e) if (is.logical(e)) e else if (is.numeric(e)) e == if (any(e == 2, na.rm = TRUE)) 2 else 1 else tolower(as.character(e)) %in% c("yes", "true", "\\u662f"))(${own})`;
}

/**
 * A survival formula as R reads it, and whether it has entry times: delayed entry within `Surv()`, an event of words as the condition that it
 * happened. As written where its left side is more than columns.
 */
export function rSurvival(
  formula: string,
  { entry, event }: { readonly entry?: string | undefined; readonly event?: string | number | boolean | undefined },
): { readonly text: string; readonly delayed: boolean } {
  const right = formula.slice(formula.indexOf('~'));
  const left = rolesOf(`${formula.slice(0, formula.indexOf('~'))}~ 1`)?.left;
  if (left?.kind !== 'survival') return { text: formula, delayed: false };
  const start = entry ?? left.start;
  const delayed = start !== null;
  if (entry === undefined && event === undefined) return { text: formula, delayed };
  const column = quoteName(left.event);
  const happened =
    event === undefined ? column : `${column} == ${typeof event === 'boolean' ? String(event).toUpperCase() : JSON.stringify(event)}`;
  return { text: `Surv(${[...(delayed ? [quoteName(start)] : []), quoteName(left.time), happened].join(', ')}) ${right}`, delayed };
}
