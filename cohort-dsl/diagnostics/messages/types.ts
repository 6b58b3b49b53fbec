import { clauseMessages } from './types-clauses';
import { nameMessages } from './types-names';
import { rowMessages } from './types-rows';
import { valueMessages } from './types-values';

/** What the type checker says, in both languages; the parameters of each message are the code's. */
export const typeMessages = { ...nameMessages, ...valueMessages, ...rowMessages, ...clauseMessages };
