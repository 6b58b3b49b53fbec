/** What a worker that sets and checks texts from outside is asked and answers; the same in a browser, a server and a command. */
import { safeDrawing } from './drawing';
import { setMarkdown } from './markdown';
import type { ContentRefusal } from './refusal';

export interface ContentQuestion {
  readonly kind: 'markdown' | 'drawing';
  readonly text: string;
}

/** HTML that may stand in a page as it is, or why there is none. */
export type ContentAnswer = { readonly html: string } | { readonly refusal: ContentRefusal };

/** Answers where it stands, whatever that costs: for a worker with a deadline, or a process with one person to serve. */
export function answerContent({ kind, text }: ContentQuestion): ContentAnswer {
  return kind === 'markdown' ? setMarkdown(text) : safeDrawing(text);
}
