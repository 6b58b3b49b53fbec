/** The kernel in Node: everything of `index.ts`, and native DuckDB. */
export { FileTableError } from './engines/node/load-table';
export { type NodeEngineOptions, openNodeEngine } from './engines/node/node-engine';
