/** The kernel in the browser: DuckDB-WASM. */
export { lazyEngine } from './engines/lazy-engine';
export { openWasmEngine } from './engines/wasm/wasm-engine';
