import type { typeMessages } from '../messages/types';

/** Diagnostics of names, types, units and grain, with what each message needs: the parameters of their messages. */
export type TypeCodes = { readonly [C in keyof typeof typeMessages]: Parameters<(typeof typeMessages)[C]>[0] };
