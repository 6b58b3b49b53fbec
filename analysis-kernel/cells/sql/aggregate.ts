/**
 * Whether a query is one aggregate over rows of patients: it counts and summarises them by group and shows none of them. What is not
 * surely so is not.
 */
import { selectItems } from './select-list';
import type { SqlToken } from './tokens';

const SUMMARIES = new Set(
  (
    'count count_star count_if countif sum sum_no_overflow sumkahan kahan_sum fsum avg mean favg median quantile_cont mad ' +
    'stddev stddev_pop stddev_samp sem var_pop var_samp variance skewness kurtosis kurtosis_pop entropy approx_count_distinct ' +
    'bool_and bool_or corr covar_pop covar_samp regr_avgx regr_avgy regr_count regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy'
  ).split(' '),
);

/** Every other aggregate gives a value that one row has, or all of them. */
const SHOWS_ROWS = new Set(
  (
    'any_value approx_quantile approx_top_k arbitrary arg_max arg_max_null arg_min arg_min_null argmax argmin array_agg bit_and bit_or ' +
    'bit_xor bitstring_agg first group_concat histogram histogram_exact last list listagg max max_by min min_by mode product quantile ' +
    'quantile_disc reservoir_quantile string_agg geomean geometric_mean wavg weighted_avg json_group_array json_group_object ' +
    'json_group_structure unnest'
  ).split(' '),
);

const BEYOND_ONE =
  /^(WITH|UNION|EXCEPT|INTERSECT|PIVOT|UNPIVOT|VALUES|OVER|WINDOW|QUALIFY|LATERAL|COLUMNS|SUMMARIZE|DESCRIBE|SAMPLE|TABLESAMPLE)$/;

/**
 * Reads a query.
 * @param keys names of columns that tell one patient from another, in lower case: they may be counted and nothing else
 */
export function isOneAggregate(tokens: readonly SqlToken[], keys: ReadonlySet<string>): boolean {
  const isCall = (at: number) => isName(tokens[at]) && tokens[at + 1]?.kind === 'mark' && tokens[at + 1].value === '(';
  if (tokens.filter((token) => token.upper === 'SELECT').length !== 1 || tokens.some((token) => BEYOND_ONE.test(token.upper))) return false;
  for (const [at, token] of tokens.entries()) {
    if (!isName(token)) continue;
    const name = token.value.toLowerCase();
    if (isCall(at) && SHOWS_ROWS.has(name)) return false;
    if (keys.has(name) && !isCounted(tokens, at)) return false;
  }
  const items = selectItems(tokens);
  if (items.length === 0 || items.some((item) => item.tokens[0].value === '*' || item.tokens.at(-1)?.value === '*')) return false;
  const summarises = (item: (typeof items)[number]) =>
    item.tokens.some((token, at) => SUMMARIES.has(token.value.toLowerCase()) && isName(token) && item.tokens[at + 1]?.value === '(');
  // The engine lets nothing stand beside an aggregate that the rows are not grouped by.
  const isGrouped = tokens.some((token, at) => token.upper === 'GROUP' && tokens[at + 1]?.upper === 'BY');
  return items.some(summarises) && (isGrouped || items.every(summarises));
}

/** `count(patient_id)`, `count(DISTINCT p.patient_id)`. */
function isCounted(tokens: readonly SqlToken[], at: number): boolean {
  let before = at - 1;
  if (tokens[before]?.value === '.') before -= 2;
  if (tokens[before]?.upper === 'DISTINCT') before -= 1;
  return tokens[before]?.value === '(' && tokens[before - 1]?.upper === 'COUNT';
}

/** From FROM to what comes after the rows have been chosen: the rows a query of one SELECT aggregates. */
export function rowsAggregated(source: string, tokens: readonly SqlToken[]): string | null {
  let depth = 0;
  let from: number | null = null;
  for (const token of tokens) {
    if (token.kind === 'mark' && token.value === '(') depth += 1;
    else if (token.kind === 'mark' && token.value === ')') depth -= 1;
    else if (depth > 0) continue;
    else if (token.upper === 'FROM') from ??= token.start;
    else if (from !== null && /^(GROUP|HAVING|ORDER|LIMIT|OFFSET|SELECT)$/.test(token.upper)) return source.slice(from, token.start);
  }
  return from === null ? null : source.slice(from);
}

function isName(token: SqlToken | undefined): boolean {
  return token?.kind === 'word' || token?.kind === 'quoted';
}
