/** What could have stood where something else was found. */
export type Expectation =
  | 'value'
  | 'rows'
  | 'date'
  | 'length'
  | 'name'
  | 'text'
  | 'number'
  | 'code'
  | 'code list'
  | 'column'
  | 'columns'
  | 'days'
  | 'interval item'
  | 'index form'
  | 'window'
  | 'patient'
  | 'table row'
  | 'list'
  | 'label colon';

/** Diagnostics of the text's form, with what each message needs. */
export interface SyntaxCodes {
  'syntax-character': { readonly character: string };
  'syntax-text-open': Record<string, never>;
  'syntax-name-open': Record<string, never>;
  'syntax-bracket-open': { readonly opener: string; readonly closer: string };
  'syntax-case-open': Record<string, never>;
  'syntax-bracket-stray': { readonly closer: string };
  'syntax-depth': { readonly limit: number };
  /** Too many operators in one expression. */
  'syntax-long': { readonly limit: number };
  /** Too many words and signs in one clause. */
  'syntax-clause-long': { readonly limit: number };
  /** Errors beyond those that are shown. */
  'syntax-more': { readonly count: number };
  /** A unit that needs quotes. */
  'syntax-unit-quotes': { readonly unit: string };
  'syntax-clause-expected': { readonly found: string };
  'syntax-header-place': { readonly word: string };
  /** Another thing was expected: an expectation, or one of the words or marks of the language in `literals`. */
  'syntax-expected': { readonly found: string; readonly expected: Expectation | null; readonly literals: readonly string[] };
  /** The clause ends too early. */
  'syntax-incomplete': { readonly clause: string; readonly expected: Expectation | null; readonly literals: readonly string[] };
  /** The clause was complete before this. */
  'syntax-unexpected': { readonly found: string; readonly clause: string };
  'syntax-reserved': { readonly word: string };
  /** A soft word without what makes it a keyword. */
  'syntax-word-alone': { readonly word: string; readonly form: string };
  'syntax-comparison-chain': { readonly first: string; readonly second: string };
  /** `found` is null at the condition's end. */
  'syntax-between': { readonly found: string | null };
  'syntax-cohort-left': { readonly left: string };
  'syntax-date': { readonly text: string };
  'syntax-integer-range': { readonly digits: string };
  'syntax-number-whole': { readonly text: string };
  'syntax-ordinal': { readonly text: string };
  'syntax-duration-as-date': { readonly text: string };
  'syntax-not-a-date': { readonly text: string };
  'syntax-pick-in-window': { readonly pick: string };
  'syntax-without': Record<string, never>;
  'syntax-washout-place': Record<string, never>;
  'syntax-argument': { readonly name: string; readonly of: string; readonly allowed: readonly string[] };
  'syntax-argument-twice': { readonly name: string };
  'syntax-twice': { readonly what: string };
  'syntax-braces-place': Record<string, never>;
  'syntax-verdict': { readonly found: string };
  /** Event rows with a window or condition, but without a word that says what is asked of them. */
  'syntax-rows-alone': { readonly rows: string; readonly word: string };
  'syntax-left-missing': { readonly operator: string };
  'syntax-label-quotes': Record<string, never>;
  'syntax-if': { readonly found: string };
  'syntax-list-braces': Record<string, never>;
  'syntax-codes-braces': { readonly system: string };
  'syntax-labels-braces': Record<string, never>;
}
