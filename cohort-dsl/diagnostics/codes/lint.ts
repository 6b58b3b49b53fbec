/** Diagnostics of study design, with what each message needs. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by the stage that owns it
export interface LintCodes {}
