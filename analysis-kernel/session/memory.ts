/** Values by key, each made again only where something it is made of is another. */
export class Memory<Value> {
  readonly #known = new Map<string, { readonly from: readonly unknown[]; readonly value: Value }>();

  /**
   * The value of a key: the very one given before while it is made of the very same parts.
   * @param from all that `make` reads which may change
   */
  of(key: string, from: readonly unknown[], make: () => Value): Value {
    const before = this.#known.get(key);
    if (before?.from.length === from.length && from.every((part, at) => Object.is(part, before.from[at]))) return before.value;
    const value = make();
    this.#known.set(key, { from, value });
    return value;
  }

  /** Forgets every other key. */
  keepOnly(keys: { has(key: string): boolean }): void {
    for (const key of this.#known.keys()) if (!keys.has(key)) this.#known.delete(key);
  }
}
