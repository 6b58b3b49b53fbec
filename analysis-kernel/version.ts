/** The kernel's version: part of every result's key and of the command line's JSON. */
export const KERNEL_VERSION = '1.0.0';

/** Version of DuckDB inside the engine's files; part of every result's key, so it is known before an engine has started. */
export const DUCKDB_VERSION = 'v1.4.3';
