/**
 * What of CSS may stand in a drawing: a list of properties, functions and selectors, read from the parsed and decoded tree. Nothing that
 * addresses anything, moves out of the drawing's box or writes words of its own passes.
 */

import type { CssNode, Selector } from 'css-tree';
import generate from 'css-tree/generator';
import parse from 'css-tree/parser';
import { ident } from 'css-tree/utils';
import walk from 'css-tree/walker';
import { BOUNDS } from './bounds';

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter((word) => word !== ''));

const PROPERTIES = words(`
  align-items baseline-shift clip-rule color cursor display dominant-baseline fill fill-opacity fill-rule flex flex-direction flex-wrap
  font font-family font-feature-settings font-kerning font-size font-stretch font-style font-variant font-variant-numeric font-weight gap
  height justify-content letter-spacing line-height list-style margin margin-bottom margin-left margin-right margin-top max-height
  max-width min-height min-width mix-blend-mode opacity overflow padding padding-bottom padding-left padding-right padding-top
  paint-order shape-rendering stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin
  stroke-miterlimit stroke-opacity stroke-width text-align text-anchor text-decoration text-overflow text-rendering text-transform
  transform transform-box transform-origin vector-effect vertical-align visibility white-space width word-spacing background
  background-color border border-radius
`);
const FUNCTIONS = words(`
  rgb rgba hsl hsla hwb lab lch oklab oklch color color-mix calc min max clamp var matrix translate translatex translatey scale scalex
  scaley rotate skewx skewy
`);
const VALUE_NODES = words(`
  Value Identifier Number Dimension Percentage Hash Operator String Function Parentheses WhiteSpace Declaration
`);
const SELECTOR_NODES = words(`
  SelectorList Selector TypeSelector ClassSelector Combinator PseudoClassSelector Nth AnPlusB Identifier
`);
const PSEUDO_CLASSES = words('where is not first-child last-child nth-child first-of-type last-of-type only-child');
/** Plot's own variables, which name colours. */
const VARIABLE = /^--plot-[a-z-]{1,30}$/;

/** Numbers, names, colours, transformations and lists of them: nearly all values, and paths of any length. */
const PLAIN = /^(?:(?:translate|rotate|scale|matrix|rgba?|hsla?)\([\d\s.,%+e-]*\)|[\w\s#.,%+-])*$/;
/** A name, a number or a colour. */
const PLAIN_WORD = /^[\w\s#.%-]*$/;
/** The part of a selector that holds it to a drawing. */
const SCOPED = /:where\(\.drawing-[0-9a-f]{12},\.drawing-[0-9a-f]{12} \*\)/g;

/** Declarations that may stand, as they are written in a `style` attribute; empty where none may. */
export function safeDeclarations(text: string): string {
  if (text.length > BOUNDS.drawing.style) return '';
  return declarations(parsed(text, 'declarationList'));
}

/** Whether a value of a presentation attribute, which is CSS as well, addresses nothing. */
export function isSafeValue(text: string): boolean {
  if (PLAIN.test(text)) return true;
  if (text.length > BOUNDS.drawing.style) return false;
  return isSafe(parsed(text, 'value'));
}

/**
 * A style sheet with its rules held to one drawing: each selector also asks for `.scope` or something inside it, so that a rule
 * reaches nothing else of the page the drawing stands in.
 */
export function safeSheet(text: string, scope: string): string {
  if (text.length > BOUNDS.drawing.style) return '';
  const sheet = parsed(text, 'stylesheet');
  if (sheet?.type !== 'StyleSheet') return '';
  const rules = sheet.children.toArray().flatMap((rule) => {
    if (rule.type !== 'Rule' || rule.prelude.type !== 'SelectorList') return [];
    const selectors = rule.prelude.children.toArray().filter((selector) => selector.type === 'Selector' && isSafeSelector(selector));
    const body = declarations(rule.block);
    if (selectors.length === 0 || body === '') return [];
    return [`${selectors.map((selector) => `${generate(selector).replace(SCOPED, '')}:where(.${scope},.${scope} *)`).join(',')}{${body}}`];
  });
  const written = rules.join('\n');
  return /[<&]/.test(written) ? '' : written;
}

function declarations(list: CssNode | null): string {
  if (list === null) return '';
  if (list.type !== 'DeclarationList' && list.type !== 'Block') return '';
  const kept = list.children.toArray().flatMap((node) => {
    if (node.type !== 'Declaration') return [];
    const property = ident.decode(node.property).toLowerCase();
    const isVariable = VARIABLE.test(property);
    if (!isVariable && !PROPERTIES.has(property)) return [];
    // The value of a variable is kept as written by the parser: it is read as one.
    const value = node.value.type === 'Raw' && isVariable ? parsed(node.value.value, 'value') : node.value;
    if (!isSafe(value) || (isVariable && hasFunction(value))) return [];
    return [`${property}:${generate(value)}`];
  });
  const written = kept.join(';');
  return /[<&]/.test(written) ? '' : written;
}

function isSafe(value: CssNode | null): value is CssNode {
  if (value === null) return false;
  let safe = true;
  // What a variable gives way to is not parsed; a name, a number or a colour may stand there.
  const fallbacks = new Set<CssNode>();
  walk(value, (node) => {
    if (node.type === 'Function' && node.name.toLowerCase() === 'var')
      for (const child of node.children) if (child.type === 'Raw' && PLAIN_WORD.test(child.value)) fallbacks.add(child);
    if (!VALUE_NODES.has(node.type) && !fallbacks.has(node)) safe = false;
    if (node.type === 'Function' && !FUNCTIONS.has(ident.decode(node.name).toLowerCase())) safe = false;
    if (node.type === 'Function' && node.name.toLowerCase() === 'var' && !/^\s*--plot-/.test(generate(node).slice('var('.length)))
      safe = false;
    if (node.type === 'String' && /[<>&\\]/.test(node.value)) safe = false;
  });
  return safe;
}

function hasFunction(value: CssNode): boolean {
  let found = false;
  walk(value, (node) => {
    if (node.type === 'Function') found = true;
  });
  return found;
}

function isSafeSelector(selector: Selector): boolean {
  let safe = selector.children.first?.type !== 'Combinator';
  walk(selector, (node) => {
    if (!SELECTOR_NODES.has(node.type)) safe = false;
    if (node.type === 'PseudoClassSelector' && !PSEUDO_CLASSES.has(ident.decode(node.name).toLowerCase())) safe = false;
  });
  return safe;
}

/** What cannot be read in part stands in the tree as `Raw`, which is on no list; null where nothing can be read. */
function parsed(text: string, context: 'declarationList' | 'stylesheet' | 'value'): CssNode | null {
  try {
    return parse(text, { context, onParseError: () => undefined });
  } catch {
    return null;
  }
}
