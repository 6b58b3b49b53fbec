/** What code may name besides its tables and the libraries: the language itself, and things that stay inside the worker. */
const KEPT = new Set(
  [
    'Object Function Array Number Boolean String Symbol BigInt Date Promise RegExp Math JSON Intl Reflect Proxy Iterator',
    'Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError SuppressedError DOMException',
    'Map Set WeakMap WeakSet WeakRef FinalizationRegistry ArrayBuffer DataView Atomics Temporal',
    'Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array',
    'Float16Array Float32Array Float64Array BigInt64Array BigUint64Array',
    'NaN Infinity undefined globalThis self eval isFinite isNaN parseFloat parseInt',
    'decodeURI decodeURIComponent encodeURI encodeURIComponent escape unescape',
    'TextEncoder TextDecoder structuredClone queueMicrotask setTimeout clearTimeout atob btoa performance console',
    // The virtual document Plot draws in.
    'window document',
  ]
    .join(' ')
    .split(' '),
);

/**
 * Takes everything else off a worker's global scope and what it inherits from: requests, sockets, storage, channels, other
 * workers, messages. A list of what stays, so that what browsers add later is gone as well.
 * The policy of the worker's own file refuses requests a second time.
 */
export function isolate(scope: object): void {
  for (let owner: object | null = scope; owner !== null && owner !== Object.prototype; owner = Object.getPrototypeOf(owner)) {
    for (const name of Object.getOwnPropertyNames(owner)) {
      if (KEPT.has(name) || (owner !== scope && name === 'constructor')) continue;
      if (!Reflect.deleteProperty(owner, name)) Reflect.defineProperty(owner, name, { value: undefined, writable: false });
    }
  }
}
