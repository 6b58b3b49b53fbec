/** Whether a query summarises, told by its form. */
import type { SqlToken } from './tokens';

const SUMMARIES = new Set(
  (
    'COUNT COUNT_IF COUNTIF SUM AVG MEAN MIN MAX MEDIAN MODE MAD QUANTILE QUANTILE_CONT QUANTILE_DISC APPROX_QUANTILE APPROX_COUNT_DISTINCT ' +
    'STDDEV STDDEV_POP STDDEV_SAMP VARIANCE VAR_POP VAR_SAMP SKEWNESS KURTOSIS SEM CORR COVAR_POP COVAR_SAMP REGR_SLOPE REGR_INTERCEPT ' +
    'REGR_R2 BOOL_AND BOOL_OR ENTROPY PRODUCT FSUM FAVG'
  ).split(' '),
);
const SET_WORDS = new Set(['UNION', 'EXCEPT', 'INTERSECT']);
const BEGINS_QUERY = new Set(['SELECT', 'FROM', 'WITH', 'VALUES']);
const ENDS_TABLES = new Set('SELECT WHERE GROUP HAVING ORDER LIMIT OFFSET WINDOW QUALIFY USING ON'.split(' '));
const BEGINS_TABLE = new Set(['FROM', 'JOIN', 'TABLE', 'PIVOT', 'UNPIVOT', 'DESCRIBE', 'SUMMARIZE', 'SHOW']);

type IsSummary = (table: string) => boolean;

/**
 * Whether each row of the result is made of many rows, or the result of tables of which that is true. A query whose form is not known, a list
 * of different values among them, is none. What its groups are is not asked: one may be a patient.
 * @param isSummary of a table that the query reads by its bare name
 */
export function summarises(tokens: readonly SqlToken[], isSummary: IsSummary): boolean {
  const { named, main } = withNamed(tokens, isSummary);
  const parts = splitAt(main, ({ upper }) => SET_WORDS.has(upper));
  return parts.every((part) => isSummarised(part[0]?.upper === 'ALL' || part[0]?.upper === 'DISTINCT' ? part.slice(1) : part, named));
}

function isSummarised(tokens: readonly SqlToken[], isSummary: IsSummary): boolean {
  if (tokens.length === 0) return false;
  if (isOpen(tokens[0]) && closeOf(tokens, 0) === tokens.length - 1) return summarises(tokens.slice(1, -1), isSummary);
  const outer = outermost(tokens);
  const at = outer.findIndex(({ token }) => token.upper === 'SELECT');
  if (outer[at + 1]?.token.upper === 'DISTINCT') return false;
  if (outer.some(({ token }) => token.upper === 'GROUP')) return true;
  if (callsSummary(tokens)) return true;
  const tables = tablesOf(tokens);
  return tables.every((table) => (Array.isArray(table) ? summarises(table, isSummary) : isSummary(table)));
}

/** The tables after FROM and JOIN: a name, `''` where it is none, or the tokens of a query in parentheses. */
function tablesOf(tokens: readonly SqlToken[]): readonly (string | SqlToken[])[] {
  const found: (string | SqlToken[])[] = [];
  let [expects, listed] = [false, false];
  for (const { token, at } of outermost(tokens)) {
    if (expects) {
      if (isOpen(token)) found.push(tokens.slice(at + 1, closeOf(tokens, at)));
      else found.push(isBare(tokens, at) ? token.value : '');
      expects = false;
    } else if (BEGINS_TABLE.has(token.upper)) [expects, listed] = [true, true];
    else if (ENDS_TABLES.has(token.upper)) listed = false;
    else if (listed && token.value === ',' && token.kind === 'mark') expects = true;
  }
  return found;
}

function isBare(tokens: readonly SqlToken[], at: number): boolean {
  const after = tokens[at + 1];
  return (tokens[at].kind === 'word' || tokens[at].kind === 'quoted') && after?.value !== '.' && !(after && isOpen(after));
}

/** Whether a function that summarises is called in the list, by the query itself: no query inside it, and no window. */
function callsSummary(tokens: readonly SqlToken[]): boolean {
  let at = tokens.findIndex(({ upper }) => upper === 'SELECT') + 1;
  if (at === 0) return false;
  while (at < tokens.length && tokens[at].upper !== 'FROM') {
    const next = tokens[at + 1];
    if (next && isOpen(next) && SUMMARIES.has(tokens[at].upper)) {
      const after = tokens[closeOf(tokens, at + 1) + 1];
      if (after?.upper !== 'OVER' && after?.upper !== 'FILTER') return true;
      // FILTER (…) may stand before OVER.
      if (after.upper === 'FILTER' && tokens[closeOf(tokens, closeOf(tokens, at + 1) + 2) + 1]?.upper !== 'OVER') return true;
    }
    const opensQuery = isOpen(tokens[at]) && next !== undefined && BEGINS_QUERY.has(next.upper);
    at = opensQuery ? closeOf(tokens, at) + 1 : at + 1;
  }
  return false;
}

/** Tables named before the query, as `isSummary` knows them, and what is left of it. */
function withNamed(tokens: readonly SqlToken[], isSummary: IsSummary): { readonly named: IsSummary; readonly main: readonly SqlToken[] } {
  if (tokens[0]?.upper !== 'WITH') return { named: isSummary, main: tokens };
  const known = new Map<string, boolean>();
  const named: IsSummary = (table) => known.get(table.toLowerCase()) ?? isSummary(table);
  let at = tokens[1]?.upper === 'RECURSIVE' ? 2 : 1;
  while (at < tokens.length) {
    const name = tokens[at].value.toLowerCase();
    while (at < tokens.length && tokens[at].upper !== 'AS') at += 1;
    while (at < tokens.length && !isOpen(tokens[at])) at += 1;
    const end = closeOf(tokens, at);
    known.set(name, summarises(tokens.slice(at + 1, end), named));
    at = end + 1;
    if (tokens[at]?.value !== ',') break;
    at += 1;
  }
  return { named, main: tokens.slice(at) };
}

function splitAt(tokens: readonly SqlToken[], isBorder: (token: SqlToken) => boolean): readonly (readonly SqlToken[])[] {
  const borders = outermost(tokens).flatMap(({ token, at }) => (isBorder(token) ? [at] : []));
  return [-1, ...borders].map((from, place) => tokens.slice(from + 1, borders[place] ?? tokens.length));
}

/** The tokens that stand in no parentheses, those that open them among them, each with its place. */
function outermost(tokens: readonly SqlToken[]): readonly { readonly token: SqlToken; readonly at: number }[] {
  const found: { token: SqlToken; at: number }[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    found.push({ token: tokens[at], at });
    if (isOpen(tokens[at])) at = closeOf(tokens, at);
  }
  return found;
}

/** Place of the parenthesis that closes the one at a place; the end where none does. */
function closeOf(tokens: readonly SqlToken[], open: number): number {
  let depth = 0;
  for (let at = open; at < tokens.length; at += 1) {
    if (isOpen(tokens[at])) depth += 1;
    else if (tokens[at].kind === 'mark' && tokens[at].value === ')') {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return tokens.length;
}

function isOpen({ kind, value }: SqlToken): boolean {
  return kind === 'mark' && value === '(';
}
