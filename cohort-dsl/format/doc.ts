import { displayWidth } from '../source/display-width';

/**
 * A layout that may be printed flat or broken. A `line` is a blank in a flat group and a line break in a broken one; a `soft` line is
 * nothing in a flat group; a `hard` line always breaks and breaks every group around it. A `suffix` waits for the end of its line.
 */
export type Doc =
  | string
  | readonly Doc[]
  | { readonly kind: 'line' | 'soft' | 'hard' }
  | { readonly kind: 'group'; readonly doc: Doc }
  | { readonly kind: 'indent'; readonly by: number; readonly doc: Doc }
  | { readonly kind: 'suffix'; readonly text: string };

export const line: Doc = { kind: 'line' };
export const soft: Doc = { kind: 'soft' };
export const hard: Doc = { kind: 'hard' };

/** Documents printed on one line where they fit, else broken at each of their lines. */
export function group(...docs: readonly Doc[]): Doc {
  return { kind: 'group', doc: docs };
}

/** Documents whose broken lines start further right. */
export function indent(by: number, ...docs: readonly Doc[]): Doc {
  return { kind: 'indent', by, doc: docs };
}

/** Documents with a separator between them. */
export function separate(docs: readonly Doc[], separator: Doc): Doc[] {
  return docs.flatMap((doc, index) => (index === 0 ? [doc] : [separator, doc]));
}

function isList(doc: Doc): doc is readonly Doc[] {
  return Array.isArray(doc);
}

/** Whether a document holds something that must break: a hard line, or a comment that runs to the end of its line. */
function mustBreak(doc: Doc): boolean {
  if (typeof doc === 'string') return false;
  if (isList(doc)) return doc.some(mustBreak);
  if (doc.kind === 'hard' || doc.kind === 'suffix') return true;
  return 'doc' in doc && mustBreak(doc.doc);
}

interface Command {
  readonly indent: number;
  readonly flat: boolean;
  readonly doc: Doc;
}

/** Whether what comes next fits on the rest of the line. */
function fits(first: Command, rest: readonly Command[], room: number): boolean {
  const stack: Command[] = [first];
  let left = room;
  let next = rest.length;
  while (left >= 0) {
    const command = stack.pop() ?? rest[--next];
    if (!command) return true;
    const { doc, flat } = command;
    if (typeof doc === 'string') left -= displayWidth(doc);
    else if (isList(doc)) for (let at = doc.length - 1; at >= 0; at--) stack.push({ ...command, doc: doc[at] });
    else if (doc.kind === 'hard') return true;
    else if (doc.kind === 'line' || doc.kind === 'soft') {
      if (!flat) return true;
      if (doc.kind === 'line') left--;
    } else if (doc.kind === 'group') stack.push({ ...command, flat: flat && !mustBreak(doc.doc), doc: doc.doc });
    else if (doc.kind === 'indent') stack.push({ ...command, doc: doc.doc });
  }
  return false;
}

/** Prints a document in lines of at most `width` columns where its groups allow it. */
export function printDoc(doc: Doc, width: number): string {
  const lines: string[] = [];
  let text = '';
  let column = 0;
  let suffixes: string[] = [];
  const stack: Command[] = [{ indent: 0, flat: false, doc }];
  const endLine = (): void => {
    // What is only blanks is no line.
    const written = text.trimEnd() === '' ? (lines.pop() ?? '') : text.trimEnd();
    lines.push([written, ...suffixes].join(' '));
    suffixes = [];
  };
  const breakLine = (spaces: number): void => {
    endLine();
    text = ' '.repeat(spaces);
    column = spaces;
  };
  for (let command = stack.pop(); command; command = stack.pop()) {
    const current = command;
    const part = current.doc;
    if (typeof part === 'string') {
      text += part;
      column += displayWidth(part);
    } else if (isList(part)) {
      for (let at = part.length - 1; at >= 0; at--) stack.push({ ...current, doc: part[at] });
    } else if (part.kind === 'suffix') {
      suffixes.push(part.text);
    } else if (part.kind === 'indent') {
      stack.push({ ...current, indent: current.indent + part.by, doc: part.doc });
    } else if (part.kind === 'group') {
      const flat: Command = { ...current, flat: true, doc: part.doc };
      stack.push(
        !mustBreak(part.doc) && (current.flat || fits(flat, stack, width - column)) ? flat : { ...current, flat: false, doc: part.doc },
      );
    } else if (part.kind === 'hard' || !current.flat) {
      breakLine(current.indent);
    } else if (part.kind === 'line') {
      text += ' ';
      column++;
    }
  }
  endLine();
  return lines.join('\n');
}
