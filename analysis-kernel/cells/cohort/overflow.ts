import type { EngineError } from '../../ports/query-engine';

/** The expression whose whole numbers left 64 bits, where that is why the engine stopped; null otherwise. */
export function overflowIn(error: EngineError): string | null {
  return /Integer overflow in: ([\s\S]+)$/.exec(error.message)?.[1].trim() ?? null;
}
