/** The words of SQL that the reader of summaries knows; a query with any other is none. */
import type { Summary } from '../../disclosure/summary-plan';

/** Aggregates by what they say of the rows. Those not named give a value one row has, or all of them. */
export const AGGREGATES: ReadonlyMap<string, Summary['kind']> = new Map([
  ...(['count', 'count_if', 'countif'] as const).map((name) => [name, 'count'] as const),
  ...(
    [
      'sum',
      'fsum',
      'kahan_sum',
      'sumkahan',
      'avg',
      'mean',
      'favg',
      'stddev',
      'stddev_samp',
      'stddev_pop',
      'variance',
      'var_samp',
      'var_pop',
      'sem',
    ] as const
  ).map((name) => [name, 'total'] as const),
  ...(['median', 'quantile_cont'] as const).map((name) => [name, 'quantile'] as const),
]);

/** Functions of one row's values, or of summaries. */
export const FUNCTIONS = new Set(
  (
    'abs ceil ceiling floor round trunc sign sqrt ln log log2 log10 exp pow power mod greatest least coalesce ifnull nullif upper lower ' +
    'ucase lcase trim ltrim rtrim left right substr substring length strlen replace concat contains starts_with ends_with prefix suffix ' +
    'year month day quarter week dayofweek date_part date_trunc date_diff datediff date_sub datesub make_date strftime isfinite isnan'
  ).split(' '),
);

/** Of a column as it stands, `smoker::INTEGER`; what is scaled or moved would be rounded by them, and a step is a condition. */
export const COLUMN_TYPES = new Set(['DOUBLE', 'FLOAT', 'REAL', 'INTEGER', 'INT', 'BIGINT', 'SMALLINT']);
export const SCALED_TYPES = new Set(['DOUBLE']);
/** The powers of ten by which a column may be scaled and moved in all: beyond them small differences are rounded away. */
export const MOST_POWERS = 9;
export const TYPES = new Set([
  'DOUBLE',
  'FLOAT',
  'REAL',
  'INTEGER',
  'INT',
  'BIGINT',
  'SMALLINT',
  'BOOLEAN',
  'VARCHAR',
  'TEXT',
  'DATE',
  'TIMESTAMP',
  'DECIMAL',
]);

/** Words that may stand between the values of an expression. */
export const BETWEEN = new Set(['AND', 'OR', 'NOT', 'IS', 'NULL', 'IN', 'BETWEEN', 'LIKE', 'ILIKE', 'TRUE', 'FALSE', 'DISTINCT', 'FROM']);
export const MARKS = new Set(['+', '-', '*', '/', '%', '=', '<', '>', '!', '|', ',', '::']);
export const AFTER_LIST = new Set(['FROM']);
export const AFTER_TABLES = new Set(['WHERE', 'GROUP', 'HAVING', 'ORDER', 'LIMIT']);
export const JOINS = new Set(['INNER', 'LEFT', 'RIGHT', 'FULL', 'OUTER', 'JOIN', 'CROSS']);
/** Every word with a meaning of its own; none of them is a name without quotes. */
export const RESERVED = new Set([
  ...BETWEEN,
  ...AFTER_TABLES,
  ...JOINS,
  ...'SELECT AS ON USING BY CASE WHEN THEN ELSE END CAST TRY_CAST FILTER OVER WINDOW QUALIFY UNION EXCEPT INTERSECT WITH VALUES LATERAL'.split(
    ' ',
  ),
  ...'PIVOT UNPIVOT SAMPLE TABLESAMPLE COLUMNS EXCLUDE REPLACE RENAME OFFSET ALL ANY SOME EXISTS NATURAL ASOF SEMI ANTI POSITIONAL'.split(
    ' ',
  ),
  ...'WITHIN ROLLUP CUBE GROUPING SETS ARRAY MAP STRUCT LAMBDA COLLATE INTERVAL EXTRACT ESCAPE GLOB SIMILAR ROW UNNEST PRIMARY'.split(' '),
]);
