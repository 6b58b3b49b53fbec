/** Small builder of SVG elements over any DOM document. */

type Attributes = Readonly<Record<string, string | number | null | undefined>>;

const NAMESPACE = 'http://www.w3.org/2000/svg';

/** An SVG element with attributes (null and undefined are left out) and children; texts become text nodes. */
export function svg(document: Document, tag: string, attributes: Attributes, children: readonly (Node | string)[] = []): Element {
  const element = document.createElementNS(NAMESPACE, tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) element.setAttribute(name, String(value));
  }
  for (const child of children) element.appendChild(typeof child === 'string' ? document.createTextNode(child) : child);
  return element;
}

/** Rough width of a text in pixels at a font size: full-width characters count one em, the rest 0.62. */
export function textWidth(text: string, size: number): number {
  let ems = 0;
  for (const character of text) ems += (character.codePointAt(0) ?? 0) > 0x2e7f ? 1 : 0.62;
  return ems * size;
}

/** Whether a text of 12 pixels has room; a width that was added up of texts' widths holds them. */
function fits(label: string, width: number): boolean {
  return textWidth(label, 12) <= width + 1e-6;
}

/** A text of 12 pixels cut with an ellipsis to a width. */
export function shorten(label: string, width: number): string {
  if (fits(label, width)) return label;
  let cut = label;
  while (cut.length > 1 && !fits(`${cut}…`, width)) cut = cut.slice(0, -1);
  return `${cut}…`;
}

/** A label cut to a width so that what tells it from its neighbours stays: of `Tumour size: > 50 mm` the level after the last colon. */
export function shortenName(label: string, width: number): string {
  const level = /(?:: |：)[^:：]*$/u.exec(label)?.[0] ?? '';
  const room = width - textWidth(level, 12);
  return level === '' || room < width * 0.3
    ? shorten(label, width)
    : `${shorten(label.slice(0, label.length - level.length), room)}${level}`;
}

/** Lines of at most `width` pixels; breaks at blanks, and anywhere between full-width characters. */
export function wrap(text: string, width: number, size: number): string[] {
  const pieces = text.match(/[\u2e80-\uffef]|[^\s\u2e80-\uffef]+|\s+/gu) ?? [];
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces) {
    if (line && textWidth(line + piece, size) > width) {
      lines.push(line.trim());
      line = piece.trim() ? piece : '';
    } else line += piece;
  }
  if (line.trim()) lines.push(line.trim());
  return lines;
}

/** Markup of an element, with the namespace a stand-alone file needs. */
export function serialise(element: Element): string {
  if (!element.getAttribute('xmlns')) element.setAttribute('xmlns', NAMESPACE);
  return element.outerHTML;
}
