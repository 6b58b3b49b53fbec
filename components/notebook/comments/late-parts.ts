import { CommentsPanel } from './comments-panel';
import { LineComments } from './line-comments';

/** What of comments comes after the page stands, in one piece: the panel and the marks beside lines. */
export const lateParts = { CommentsPanel, LineComments };
