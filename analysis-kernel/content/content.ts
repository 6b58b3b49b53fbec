/** What a worker that sets and checks texts from outside is asked and answers; the same in a browser, a server and a command. */
import type { ContentRefusal } from './refusal';

export interface ContentQuestion {
  readonly kind: 'markdown' | 'drawing';
  readonly text: string;
}

/** HTML that may stand in a page as it is, or why there is none. */
export type ContentAnswer = { readonly html: string } | { readonly refusal: ContentRefusal };

/** What answers a question, fetched when the first of its kind comes: most notebooks have no formula and no chart. */
export async function answererOf({ kind, text }: ContentQuestion): Promise<() => ContentAnswer> {
  if (kind === 'drawing') {
    const { safeDrawing } = await import('./drawing');
    return () => safeDrawing(text);
  }
  const { setMarkdown, hasMaths } = await import('./markdown');
  const maths = hasMaths(text) ? (await import('rehype-katex')).default : null;
  return () => setMarkdown(text, maths);
}

/** Answers where it stands, whatever that costs: for a thread with a deadline, or a process with one person to serve. */
export async function answerContent(question: ContentQuestion): Promise<ContentAnswer> {
  return (await answererOf(question))();
}
