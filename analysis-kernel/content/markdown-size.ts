/** Bounds of Markdown, told from the text alone in one pass over its lines. */
import { BOUNDS } from './bounds';
import type { ContentRefusal } from './refusal';

/** Signs that may open emphasis, code, links, footnotes, maths, entities or HTML. */
const MARK = /[*_~`[\]!$<&@\\]/g;
/** Marks of quotations and list items at the beginning of a line, each with its blanks. */
const CONTAINER = /[ \t]*(?:>|[-*+](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$))/y;

/** Why a text would cost too much to set; null where it may be parsed. */
export function markdownRefusal(text: string): ContentRefusal | null {
  const { characters, depth, marks } = BOUNDS.markdown;
  if (text.length > characters) return 'too_long';
  let inParagraph = 0;
  for (const line of text.split(/\r\n?|\n/)) {
    if (containers(line) > depth) return 'too_deep';
    if (/^[\s>]*$/.test(line)) inParagraph = 0;
    else inParagraph += line.match(MARK)?.length ?? 0;
    if (inParagraph > marks) return 'too_many';
  }
  return null;
}

/** How deep a line may stand: its marks of containers, and two blanks of indentation for one level. */
function containers(line: string): number {
  CONTAINER.lastIndex = 0;
  let count = 0;
  let end = 0;
  while (CONTAINER.test(line)) {
    count += 1;
    end = CONTAINER.lastIndex;
  }
  const blanks = (text: string) => text.replaceAll('\t', '    ').length;
  const indent = /^[ \t]*/.exec(count === 0 ? line : line.slice(0, end))?.[0] ?? '';
  return count + Math.floor(blanks(indent) / 2);
}
