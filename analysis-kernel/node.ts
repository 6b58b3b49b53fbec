/** The kernel in Node: native DuckDB. */
export { FileTableError } from './engines/node/load-table';
export { openNodeEngine } from './engines/node/node-engine';
