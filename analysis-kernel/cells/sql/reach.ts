/**
 * What a query may name. The engine is sealed against files and addresses; it would still show where its own files lie, turn its logs on
 * or run a text as a query, which would read tables that the graph of the cells knows nothing of.
 */
import type { SqlToken } from './tokens';

/** Functions that read files, settings and the engine's own state, change it, or run a text as a query. */
const SEALED_CALL =
  /^(read_\w+|parquet_\w+|arrow_scan\w*|seq_scan|sniff_csv|glob|query|json_execute_serialized_sql|(enable|disable)_logging|truncate_duckdb_logs|write_log|(force_)?checkpoint|check_peg_parser|sql_auto_complete|which_secret|icu_calendar_names|pg_timezone_names|getenv|getvariable|current_(setting|query|query_id|connection_id|transaction_id)|txid_current|inet_\w+|pg_(conf_load_time|postmaster_start_time))$/i;

/** The engine's catalogues, and the tables of a release that describe it. */
const SYSTEM_NAME =
  /^(information_schema|pg_catalog|duckdb_\w+|pragma_\w+|sqlite_(temp_)?(master|schema)|_coho_\w+|pg_(am|attrdef|attribute|class|constraint|database|depend|description|enum|index|indexes|namespace|prepared_statements|proc|sequence|sequences|settings|tables|tablespace|type|views))$/i;

/** Whether a name is of the engine's catalogues or a release's description, which no cell reads. */
export function isSystemName(name: string): boolean {
  return SYSTEM_NAME.test(name);
}

/** The first token by which a query reaches beyond the tables of the database and the cells; null where it keeps to them. */
export function reachFault(tokens: readonly SqlToken[]): SqlToken | null {
  for (const [at, token] of tokens.entries()) {
    if (token.kind !== 'word' && token.kind !== 'quoted') continue;
    if (isSystemName(token.value)) return token;
    // Lists the tables there are at the moment; `(DESCRIBE t)` and `(SUMMARIZE t)` speak of one.
    if (tokens[at - 1]?.value === '(' && (token.upper === 'SHOW' || (token.upper === 'DESCRIBE' && tokens[at + 1]?.value === ')')))
      return token;
    if (!isOpening(tokens[at + 1])) continue;
    if (SEALED_CALL.test(token.value)) return token;
    const named = /^query_table$/i.test(token.value) ? tableNameFault(tokens, at + 2) : null;
    if (named) return named;
  }
  return null;
}

/** `query_table` reads the tables whose names it is given: written out, for the cells to be run in the right order. */
function tableNameFault(tokens: readonly SqlToken[], from: number): SqlToken | null {
  for (let at = from; at < tokens.length && tokens[at].value !== ')'; at += 1) {
    const token = tokens[at];
    const isText = token.kind === 'text' && !token.value.split('.').some((part) => isSystemName(part.replaceAll('"', '')));
    if (!isText && !/^([[\],]|true|false)$/i.test(token.value)) return token;
  }
  return null;
}

function isOpening(token: SqlToken | undefined): boolean {
  return token?.kind === 'mark' && token.value === '(';
}
