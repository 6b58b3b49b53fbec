import type { DiagnosticCodes } from './codes';
import type { Bilingual } from './diagnostic';
import { lintMessages } from './messages/lint';
import { syntaxMessages } from './messages/syntax';
import { typeMessages } from './messages/types';

/** A message for every code of a stage; one that is missing does not compile. */
export type MessagesOf<Codes> = { readonly [C in keyof Codes]: (params: Codes[C]) => Bilingual };

/** All messages of the language. */
export const messages: MessagesOf<DiagnosticCodes> = { ...syntaxMessages, ...typeMessages, ...lintMessages };
