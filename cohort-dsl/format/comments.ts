import type { Span } from '../source/span';

export type Comment = Span;

/** A comment's text with ASCII slashes and one blank after them. */
export function readComment(source: string, comment: Comment): string {
  const body = source.slice(comment.start + 2, comment.end).trimEnd();
  return body === '' || /^[\s/]/.test(body) ? `//${body}` : `// ${body}`;
}
