import type { Source } from './use-selected';

/** Something that changes in place: a number tells that it has. */
export abstract class Versioned implements Source<number> {
  private version = 0;
  private readonly listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Another number after each change. */
  readonly snapshot = (): number => this.version;

  protected changed(): void {
    this.version += 1;
    for (const listener of this.listeners) listener();
  }
}
