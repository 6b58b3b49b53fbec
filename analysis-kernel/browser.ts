/** The kernel in the browser: DuckDB-WASM. */
export { openWasmEngine } from './engines/wasm/wasm-engine';
