/**
 * The kernel's version: part of every result's key and of the command line's JSON. It is raised whenever a cell could come to another
 * outcome than before, so that results kept by an earlier kernel are neither shown nor compared with.
 */
export const KERNEL_VERSION = '1.7.0';

/** Version of DuckDB inside the engine's files; part of every result's key, so it is known before an engine has started. */
export const DUCKDB_VERSION = 'v1.4.3';
