import { scan } from './scan';

/** The words of the first comment above a program's first clause; null where it begins without one. */
export function openingComment(source: string): string | null {
  const { comments, tokens } = scan(source);
  const start = tokens[0]?.start ?? source.length;
  const above = comments.filter((comment) => comment.end <= start).map((comment) => wordsOf(source.slice(comment.start, comment.end)));
  return above.find((words) => words !== '') ?? null;
}

function wordsOf(comment: string): string {
  return comment.replace(/^[/／]+/u, '').trim();
}
