/** The two languages of the product. */
export type Language = 'en' | 'zh';

/** A text in both. */
export type Localised = Readonly<Record<Language, string>>;
