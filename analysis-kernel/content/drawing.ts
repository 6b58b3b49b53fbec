/**
 * A chart's drawing as it may stand in a page, a report or a file, whoever drew it and with what: shapes and words, nothing that runs,
 * fetches, leaves its box or names anything outside itself. Read by a parser, held to lists, written anew.
 */

import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { type Schema, sanitize } from 'hast-util-sanitize';
import rehypeParse from 'rehype-parse';
import rehypeStringify from 'rehype-stringify';
import { unified } from 'unified';
import { BOUNDS } from './bounds';
import { drawingRefusal } from './drawing-size';
import { isSafeValue, safeDeclarations, safeSheet } from './drawing-style';
import type { ContentRefusal } from './refusal';

type Node = ReturnType<typeof sanitize>;
type Root = Extract<Node, { type: 'root' }>;
type Element = Extract<Node, { type: 'element' }>;

const list = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');

/** `use`, `mask`, `symbol` and filters are not among them: a few that name one another draw without end. */
const SHAPES = list(`
  svg g path rect circle ellipse line polyline polygon text tspan textPath title desc defs clipPath marker pattern linearGradient
  radialGradient stop style
`);
const WORDS = list('figure figcaption h2 h3 div span br');
/** What is defined once and named elsewhere. */
const DEFINITIONS = new Set(['clipPath', 'marker', 'pattern', 'linearGradient', 'radialGradient']);

const SCHEMA: Schema = {
  tagNames: [...SHAPES, ...WORDS],
  attributes: {
    '*': list(`
      ariaLabel ariaHidden ariaDescription role className id lang dir style
      x y x1 x2 y1 y2 dx dy cx cy r rx ry d points width height viewBox preserveAspectRatio transform pathLength rotate
      fill fillOpacity fillRule stroke strokeDashArray strokeDashOffset strokeLineCap strokeLineJoin strokeMiterLimit strokeOpacity
      strokeWidth opacity fontFamily fontSize fontSizeAdjust fontStretch fontStyle fontVariant fontWeight textAnchor textDecoration
      textRendering textLength lengthAdjust dominantBaseline alignmentBaseline baselineShift letterSpacing wordSpacing paintOrder clipPath
      clipRule markerStart markerMid markerEnd markerWidth markerHeight markerUnits refX refY orient offset stopColor stopOpacity
      gradientUnits gradientTransform patternUnits patternContentUnits patternTransform clipPathUnits visibility display overflow color
      shapeRendering vectorEffect href xLinkHref xmlns xmlnsXLink
    `),
  },
  protocols: {},
  ancestors: {},
  required: {},
  clobber: [],
  strip: list('script foreignObject iframe object embed template noscript'),
  allowComments: false,
  allowDoctypes: false,
};

/** Names that take part in the drawing's own references. */
const NAME = /^[\w-]{1,100}$/;
const REFERENCE = /^url\(\s*["']?#([\w-]{1,100})["']?\s*\)$/;

const parser = unified().use(rehypeParse, { fragment: true });
const writer = unified().use(rehypeStringify, { closeSelfClosing: true });

/** The drawing as markup that may stand in a page, or why there is none. */
export function safeDrawing(markup: string): { readonly html: string } | { readonly refusal: ContentRefusal } {
  const refusal = drawingRefusal(markup);
  if (refusal) return { refusal };
  try {
    const clean = sanitize(parser.parse(markup), SCHEMA) as Root;
    const root = clean.children.find((node): node is Element => node.type === 'element');
    if (!root || !['svg', 'figure', 'div'].includes(root.tagName)) return { refusal: 'unreadable' };
    const scope = `drawing-${bytesToHex(sha256(utf8ToBytes(markup))).slice(0, 12)}`;
    const kept = keep(root, scope, root.tagName === 'svg' ? 'shapes' : 'words', false);
    if (!kept || !holdsImage(kept)) return { refusal: 'unreadable' };
    mark(kept, scope);
    size(kept);
    return { html: writer.stringify({ type: 'root', children: [kept] }) };
  } catch {
    // What passed the bounds and exhausts the stack all the same.
    return { refusal: 'unreadable' };
  }
}

/** One element with what may stand in it; null where it may not stand at its place. */
function keep(element: Element, scope: string, place: 'shapes' | 'words', defined: boolean): Element | null {
  const inShapes = place === 'shapes' || element.tagName === 'svg';
  if (element.tagName !== 'style' && inShapes !== SHAPES.includes(element.tagName)) return null;
  if (element.tagName === 'style') {
    const text = element.children.map((child) => (child.type === 'text' ? child.value : '')).join('');
    const sheet = safeSheet(text, scope);
    return sheet === '' ? null : { type: 'element', tagName: 'style', properties: {}, children: [{ type: 'text', value: sheet }] };
  }
  const isDefinition = DEFINITIONS.has(element.tagName);
  if (isDefinition && count(element) > BOUNDS.drawing.defined) return null;
  const inside = defined || isDefinition;
  const properties: Element['properties'] = {};
  for (const [name, value] of Object.entries(element.properties)) {
    const kept = keepProperty(name, value, scope, inside);
    if (kept !== null) properties[name] = kept;
  }
  const children = element.children.flatMap((child): Element['children'] => {
    if (child.type === 'text') return [child];
    const kept = child.type === 'element' ? keep(child, scope, inShapes ? 'shapes' : 'words', inside) : null;
    return kept ? [kept] : [];
  });
  return { ...element, properties, children };
}

/** A property's value as it may stand; null where it may not. Names and references are made the drawing's own. */
function keepProperty(
  name: string,
  value: Element['properties'][string],
  scope: string,
  defined: boolean,
): Element['properties'][string] | null {
  if (name === 'className') return Array.isArray(value) ? value.filter((word) => typeof word === 'string' && NAME.test(word)) : null;
  const text = Array.isArray(value) ? value.join(' ') : String(value ?? '');
  if (name === 'id') return NAME.test(text) ? scoped(text, scope) : null;
  if (name === 'style') return safeDeclarations(text) || null;
  if (name.startsWith('xmlns')) return null;
  if (name === 'href' || name === 'xLinkHref') {
    const target = text.startsWith('#') ? text.slice(1) : '';
    return !defined && NAME.test(target) ? `#${scoped(target, scope)}` : null;
  }
  if (name.startsWith('aria') || name === 'role' || name === 'lang' || name === 'dir') return value;
  const reference = REFERENCE.exec(text);
  if (reference) return defined ? null : `url(#${scoped(reference[1], scope)})`;
  return isSafeValue(text) ? value : null;
}

/** A name that two drawings in one page cannot share, whether or not it was made so before. */
function scoped(name: string, scope: string): string {
  return `${scope}-${name.replace(/^drawing-[0-9a-f]{12}-/, '')}`;
}

/** Names the drawing on its root, and on each image in it, which may be saved by itself. */
function mark(element: Element, scope: string, isRoot = true): void {
  if (isRoot || element.tagName === 'svg') {
    const { className } = element.properties;
    const own = Array.isArray(className) ? className.filter((name) => !String(name).startsWith('drawing-')) : [];
    element.properties.className = [...own, scope];
  }
  for (const child of element.children) if (child.type === 'element') mark(child, scope, false);
}

/** A side in pixels; one in parts of what is around it is none. */
const PIXELS = /^\s*\d*\.?\d+(?:px)?\s*$/u;
/** A side in another unit that needs nothing around it. */
const LENGTH = /^\s*\d*\.?\d+(?:pt|pc|mm|cm|in|em|ex|rem)\s*$/u;

/** The room of an image that does not say how large it is, in pixels. */
const ROOM = { across: 640, down: 1200 };

/**
 * Gives an image that says only which part of its plane it shows, or one side, a size in its own proportions: without one nothing would be seen
 * of it where its place is as large as what is in it.
 */
function size(element: Element): void {
  if (element.tagName !== 'svg') {
    for (const child of element.children) if (child.type === 'element') size(child);
    return;
  }
  const { viewBox, width, height } = element.properties;
  const [, , across = Number.NaN, down = Number.NaN] = String(viewBox ?? '')
    .trim()
    .split(/[\s,]+/u)
    .map(Number);
  if (!(across > 0 && down > 0) || [width, height].some((side) => LENGTH.test(String(side ?? '')))) return;
  const [wide, high] = [width, height].map((side) => (PIXELS.test(String(side ?? '')) ? Number.parseFloat(String(side)) : null));
  if (wide !== null && high !== null) return;
  const scale = wide !== null ? wide / across : high !== null ? high / down : Math.min(ROOM.across / across, ROOM.down / down);
  element.properties.width = Math.round(across * scale);
  element.properties.height = Math.round(down * scale);
}

/** Words alone are no drawing. */
function holdsImage(element: Element): boolean {
  return element.tagName === 'svg' || element.children.some((child) => child.type === 'element' && holdsImage(child));
}

function count(element: Element): number {
  return element.children.reduce((sum, child) => sum + (child.type === 'element' ? count(child) : 0), 1);
}
