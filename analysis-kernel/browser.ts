/** The kernel in the browser: DuckDB-WASM. */
export { openWasmEngine, type WasmEngineOptions } from './engines/wasm/wasm-engine';
