import type { LintCodes } from '../codes/lint';
import type { MessagesOf } from '../messages';

export const lintMessages: MessagesOf<LintCodes> = {};
