import type { SourceEdit } from '@/components/editor/language-assist';

/** A text after edits that do not overlap, as an editor applies them. */
export function applyEdits(source: string, edits: readonly SourceEdit[]): string {
  return [...edits]
    .sort((a, b) => b.span.start - a.span.start)
    .reduce((text, { span, text: put }) => text.slice(0, span.start) + put + text.slice(span.end), source);
}
