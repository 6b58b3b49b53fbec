import type { DiagnosticCodes } from './codes';
import { lintMessages } from './messages/lint';
import { syntaxMessages } from './messages/syntax';
import { typeMessages } from './messages/types';
import type { MessagesOf } from './messages-of';

/** All messages of the language. */
export const messages: MessagesOf<DiagnosticCodes> = { ...syntaxMessages, ...typeMessages, ...lintMessages };
