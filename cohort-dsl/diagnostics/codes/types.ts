/** Diagnostics of names, types, units and grain, with what each message needs. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by the stage that owns it
export interface TypeCodes {}
