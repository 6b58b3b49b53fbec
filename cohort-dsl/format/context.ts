import type { Span } from '../syntax/ast';
import type { Events, Expr } from '../syntax/ast-expressions';
import { type Comment, readComment } from './comments';
import { type Doc, hard } from './doc';

/** What laying out a program needs: the comments not yet placed, the usual spelling of units, and the builders that need each other. */
export interface Layout {
  readonly comments: CommentQueue;
  readonly spellUnit: (unit: string) => string;
  readonly expression: (node: Expr) => Doc;
  readonly events: (node: Events) => Doc;
}

/** The program's comments in order, handed out as the layout reaches them, so that none is lost. */
export class CommentQueue {
  private at = 0;

  constructor(
    private readonly source: string,
    private readonly comments: readonly Comment[],
  ) {}

  /** The next comment that starts before an offset, if any. */
  take(before: number): Comment | null {
    const comment = this.comments[this.at];
    if (!comment || comment.start >= before) return null;
    this.at++;
    return comment;
  }

  /** The next comment if it stands on the same line after an offset and before `limit`, with nothing but separators between. */
  takeBeside(offset: number, limit: number): Comment | null {
    const comment = this.comments[this.at];
    if (!comment || comment.start < offset || comment.start >= limit) return null;
    if (!/^[\s,;，；、\uFEFF]*$/.test(this.source.slice(offset, comment.start))) return null;
    if (this.source.slice(offset, comment.start).includes('\n')) return null;
    this.at++;
    return comment;
  }

  text(comment: Comment): string {
    return readComment(this.source, comment);
  }
}

/** A document with the comments that stand before it, each on a line of its own. */
export function withComments(layout: Layout, span: Span, doc: () => Doc): Doc {
  const lead: Doc[] = [];
  for (let comment = layout.comments.take(span.start); comment; comment = layout.comments.take(span.start)) {
    lead.push(layout.comments.text(comment), hard);
  }
  return lead.length === 0 ? doc() : [...lead, doc()];
}

/** The items of a list with the separator after each but the last, and a comment beside an item kept beside it. */
export function listItems<T extends { readonly span: Span }>(
  layout: Layout,
  items: readonly T[],
  separator: string,
  end: number,
  build: (item: T) => Doc,
): Doc[] {
  return items.map((item, index) => {
    const doc = withComments(layout, item.span, () => build(item));
    const last = index === items.length - 1;
    const limit = last ? end : items[index + 1].span.start;
    const beside = layout.comments.takeBeside(item.span.end, limit);
    const suffix: Doc = beside ? { kind: 'suffix', text: layout.comments.text(beside) } : '';
    return [doc, last ? '' : separator, suffix];
  });
}
