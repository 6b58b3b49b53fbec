/** Bounds of a drawing, told from its text in one pass: at least as many nodes, as deep, as a parser would make of it. */
import { BOUNDS } from './bounds';
import type { ContentRefusal } from './refusal';

/** Why a drawing would cost too much to parse; null where it may be. */
export function drawingRefusal(markup: string): ContentRefusal | null {
  const { characters, nodes, depth, attributes } = BOUNDS.drawing;
  if (markup.length > characters) return 'too_long';
  const open: string[] = [];
  let count = 0;
  for (let at = markup.indexOf('<'); at !== -1; at = markup.indexOf('<', at)) {
    const sign = markup[at + 1] ?? '';
    // Comments and declarations can hide the end of an element; nothing that draws writes them.
    if (sign === '!' || sign === '?') return 'unreadable';
    const name = nameAt(markup, sign === '/' ? at + 2 : at + 1);
    if (sign === '/') {
      if (open.at(-1) === name) open.pop();
      at += 2;
      continue;
    }
    if (name === '') {
      at += 1;
      continue;
    }
    count += 1;
    const tag = endOfTag(markup, at + 1 + name.length);
    if (tag.attributes > attributes) return 'too_many';
    if (!tag.closesItself || HTML.has(name)) open.push(name);
    if (open.length > depth) return 'too_deep';
    if (count > nodes) return 'too_many';
    at = tag.end;
  }
  return null;
}

/** Elements that a slash before the end of the tag does not close. */
const HTML = new Set(['div', 'span', 'figure', 'figcaption', 'h1', 'h2', 'h3', 'p', 'b', 'i', 'a', 'table', 'ul', 'li']);

const NAME = /[a-z][^\s/>]*/iy;

function nameAt(markup: string, at: number): string {
  NAME.lastIndex = at;
  return NAME.exec(markup)?.[0].toLowerCase() ?? '';
}

function endOfTag(markup: string, from: number): { readonly end: number; readonly attributes: number; readonly closesItself: boolean } {
  let attributes = 0;
  let at = from;
  while (at < markup.length && markup[at] !== '>') {
    const sign = markup[at];
    if (sign === '=') {
      at = endOfValue(markup, at + 1);
    } else if (sign === '/' || isBlank(sign)) at += 1;
    else {
      attributes += 1;
      at += 1;
      while (at < markup.length && !/[\s/>=]/.test(markup[at])) at += 1;
    }
  }
  return { end: at, attributes, closesItself: markup[at - 1] === '/' };
}

function endOfValue(markup: string, from: number): number {
  let at = from;
  while (isBlank(markup[at])) at += 1;
  const quote = markup[at];
  if (quote === '"' || quote === "'") {
    const end = markup.indexOf(quote, at + 1);
    return end === -1 ? markup.length : end + 1;
  }
  while (at < markup.length && !isBlank(markup[at]) && markup[at] !== '>') at += 1;
  return at;
}

function isBlank(sign: string | undefined): boolean {
  return sign === ' ' || sign === '\n' || sign === '\t' || sign === '\r' || sign === '\f';
}
