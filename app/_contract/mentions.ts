import type { CommentPerson } from './comments';

/** A stretch of a comment: plain, or a mention of somebody. */
export interface CommentPart {
  readonly text: string;
  readonly person: CommentPerson | null;
}

/** A sign-in name goes on with these; a mention that does is of somebody else. */
const NAME = /[a-z0-9._@-]/iu;

/** A comment's text cut where it mentions people: `@` and a sign-in name, not inside a word such as an address. */
export function mentionsIn(text: string, people: readonly CommentPerson[]): readonly CommentPart[] {
  const longestFirst = people.toSorted((a, b) => b.name.length - a.name.length);
  const parts: CommentPart[] = [];
  let from = 0;
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    if (at < from || (at > 0 && NAME.test(text[at - 1]))) continue;
    const person = longestFirst.find(({ name }) => isNamed(text, at + 1, name));
    if (!person) continue;
    if (at > from) parts.push({ text: text.slice(from, at), person: null });
    from = at + 1 + person.name.length;
    parts.push({ text: text.slice(at, from), person });
  }
  if (from < text.length) parts.push({ text: text.slice(from), person: null });
  return parts;
}

/** Whether a name stands at a place and ends there; a full stop behind it may end the sentence. */
function isNamed(text: string, at: number, name: string): boolean {
  if (text.slice(at, at + name.length).toLowerCase() !== name.toLowerCase()) return false;
  const rest = text.slice(at + name.length);
  return !NAME.test(rest.charAt(0)) || /^[.-]+(?![a-z0-9._@-])/iu.test(rest);
}
