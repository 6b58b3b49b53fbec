/** Promises of something coming true, looked at whenever something may have changed. */
export class Condition {
  readonly #waiting = new Set<() => void>();

  /** Resolves when it is true: at once, or at a later `changed`. */
  until(isTrue: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (!isTrue()) return;
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
      look();
    });
  }

  changed(): void {
    for (const look of [...this.#waiting]) look();
  }
}
