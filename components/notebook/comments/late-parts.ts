import { CommentsPanel } from './comments-panel';
import { LineComments } from './line-comments';
import { placeInFocus } from './place-in-focus';

/** What of comments comes after the page stands, in one piece: the panel, the marks beside lines, and what a comment would be about. */
export const lateParts = { CommentsPanel, LineComments, placeInFocus };
