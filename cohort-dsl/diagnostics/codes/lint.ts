import type { lintMessages } from '../messages/lint';

/** Diagnostics of study design, with what each message needs: the parameters of their messages. */
export type LintCodes = { readonly [C in keyof typeof lintMessages]: Parameters<(typeof lintMessages)[C]>[0] };
