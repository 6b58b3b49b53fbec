import { describe, expect, it } from 'vitest';
import { isolate } from '@/components/workbench/sandbox/isolate';

/** A global scope shaped like a browser worker's: some things its own, some inherited, one that cannot be deleted. */
function workerScope() {
  class Target {
    addEventListener() {}
  }
  class WorkerScope extends Target {
    fetch() {}
    get indexedDB() {
      return {};
    }
    get self() {
      return this;
    }
  }
  class DedicatedScope extends WorkerScope {
    postMessage() {}
  }
  const own: Record<string, unknown> = { Map, Math, WebSocket: class {}, ofTomorrow: () => 'sent' };
  const scope = Object.assign(Object.create(DedicatedScope.prototype) as Record<string, unknown>, own);
  Object.defineProperty(scope, 'XMLHttpRequest', { value: class {}, configurable: false, writable: true });
  return scope;
}

describe('the scope of code cells', () => {
  it('loses what reaches out, its own and inherited, and what nobody has heard of yet', () => {
    const scope = workerScope();
    isolate(scope);
    for (const name of ['fetch', 'indexedDB', 'postMessage', 'addEventListener', 'WebSocket', 'ofTomorrow', 'XMLHttpRequest']) {
      expect(scope[name], name).toBeUndefined();
    }
    // Nothing is left further up either, where code could fetch it from.
    const inherited: string[] = [];
    for (let owner = Object.getPrototypeOf(scope); owner !== Object.prototype; owner = Object.getPrototypeOf(owner)) {
      inherited.push(...Object.getOwnPropertyNames(owner));
    }
    expect(new Set(inherited)).toEqual(new Set(['constructor', 'self']));
  });

  it('keeps the language', () => {
    const scope = workerScope();
    isolate(scope);
    expect(scope.Map).toBe(Map);
    expect(scope.Math).toBe(Math);
    expect(scope.self).toBe(scope);
    expect(Object.hasOwn(Object.prototype, 'toString')).toBe(true);
  });
});
