/** The two languages of the product. */
export type Language = 'en' | 'zh';

/** A text in both. */
export type Localised = Readonly<Record<Language, string>>;

/** Names or values one after another: `a, b`; `a、b`. */
export function joined(texts: readonly string[]): Localised {
  return { en: texts.join(', '), zh: texts.join('、') };
}
