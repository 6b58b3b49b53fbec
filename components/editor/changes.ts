import type { TextChange } from '@/analysis-kernel/document/text-change';
import type { TextSelection } from './text-change';

/**
 * Where an offset is after somebody else's change. What is put in exactly there comes behind it, so that two people who write in one place
 * keep their words whole.
 */
function offsetAfter(at: number, { start, end, text }: TextChange): number {
  if (at <= start) return at;
  return at >= end ? at + text.length - (end - start) : Math.min(at, start + text.length);
}

/** Where a selection is after somebody else's change; what is put in at its ends does not belong to it. */
export function selectionAfter({ anchor, head }: TextSelection, change: TextChange): TextSelection {
  if (anchor === head) {
    const at = offsetAfter(head, change);
    return { anchor: at, head: at };
  }
  const [first, last] = [Math.min(anchor, head), Math.max(anchor, head)];
  const pushed = first === change.start && change.start === change.end;
  const from = pushed ? first + change.text.length : offsetAfter(first, change);
  const to = Math.max(from, offsetAfter(last, change));
  return anchor < head ? { anchor: from, head: to } : { anchor: to, head: from };
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** What is left of a stretch of text after somebody else's change: nothing of what they put into it, so two stretches where they did. */
function spansAfter({ start, end }: Span, change: TextChange): readonly Span[] {
  const by = change.text.length - (change.end - change.start);
  const before = { start, end: Math.min(end, change.start) };
  const behind = { start: Math.max(start, change.end) + by, end: end + by };
  return [before, behind].filter((span) => span.start < span.end);
}

interface Rebased {
  /** In order, on the text with the others' changes. */
  readonly changes: readonly TextChange[];
  /** From an offset in the text with the own change alone to the text with both. */
  readonly offset: (at: number) => number;
}

/** An own change put on top of what others did to the same text meanwhile: it removes nothing that they wrote. */
export function rebasedOn(own: TextChange | null, others: readonly TextChange[]): Rebased {
  const through = (at: number, changes: readonly TextChange[]) => changes.reduce(offsetAfter, at);
  if (own === null) return { changes: [], offset: (at) => through(at, others) };
  const { start, end, text } = own;
  let removed: readonly Span[] = start === end ? [] : [{ start, end }];
  for (const change of others) removed = removed.flatMap((span) => spansAfter(span, change));
  const at = through(start, others);
  const changes = [...removed.map((span) => ({ ...span, text: '' })), ...(text === '' ? [] : [{ start: at, end: at, text }])]
    // From behind: what comes earlier keeps its offsets.
    .toSorted((a, b) => b.start - a.start || b.end - a.end);
  return {
    changes,
    offset: (place) => {
      if (place >= start && place <= start + text.length) return at + place - start;
      const before = place < start ? place : place - text.length + (end - start);
      return through(through(before, others), changes);
    },
  };
}
