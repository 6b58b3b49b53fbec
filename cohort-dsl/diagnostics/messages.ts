import type { MessagesOf } from './bilingual';
import type { DiagnosticCodes } from './codes';
import { lintMessages } from './messages/lint';
import { syntaxMessages } from './messages/syntax';
import { typeMessages } from './messages/types';

/** All messages of the language. */
export const messages: MessagesOf<DiagnosticCodes> = { ...syntaxMessages, ...typeMessages, ...lintMessages };
