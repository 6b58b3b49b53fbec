/** A text in the two languages of the interface. */
export interface Bilingual {
  readonly en: string;
  readonly zh: string;
}

/** A message for every code of a stage; one that is missing does not compile. */
export type MessagesOf<Codes> = { readonly [C in keyof Codes]: (params: Codes[C]) => Bilingual };
