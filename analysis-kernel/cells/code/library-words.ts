/** Words that libraries give a meaning of their own in a cell's code: options, reducers, texts that a reader sees. */

/** As much of a node of ESTree as is read here. */
interface CodeNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly name?: string;
  readonly value?: unknown;
  readonly key?: CodeNode;
  readonly object?: CodeNode;
  readonly property?: CodeNode;
  readonly callee?: CodeNode;
}

export const LIBRARIES: ReadonlySet<string> = new Set('aq op Plot ss ML Math Object Array JSON Number String Date console'.split(' '));
/** Libraries whose functions take options by name; those of `aq` take columns. */
const WITH_OPTIONS = new Set(['Plot', 'ss', 'ML', 'Math', 'JSON']);
/** Options that hold columns by names of their own. */
const OWN_NAMES = new Set(['channels', 'format']);

/** Words a reader sees, which name no column; the second kind is a column where a mark reads it. */
const SHOWN = new Set(['label', 'subtitle', 'caption', 'ariaDescription']);
const SHOWN_UNLESS_MARK = new Set(['title', 'text', 'ariaLabel', 'href']);
const NO_MARK = /^(?:plot|legend|axis|grid|scale|formatNumber)/u;

/** Options and reducers of drawings that a column may be called like. */
const PLOT_WORDS = new Set(
  `x y z r fx fy x1 x2 y1 y2 fill stroke opacity fillOpacity strokeOpacity strokeWidth symbol color text title label sort order reverse
  filter width height length angle rotate weight value interval thresholds k domain range type scheme tip channels href percent
  count sum mean median mode min max first last deviation variance distinct proportion identity rank cumulative data marks facet`.split(
    /\s+/u,
  ),
);

/** Whether a name means something to a drawing besides a column. */
export function isPlotWord(name: string): boolean {
  return PLOT_WORDS.has(name);
}

/** Whether a text is read by a drawing, or on its way to one: no argument of rows and tables. */
export function isPlotted(path: readonly CodeNode[]): boolean {
  const parent = path.at(-1);
  if (parent?.type === 'MemberExpression') return false;
  return parent?.type !== 'CallExpression' || !parent.callee || libraryOf(parent.callee) === 'Plot';
}

/** The library an expression is taken from: `Plot` of `Plot.dot`; null where it is from none. */
export function libraryOf(node: CodeNode): string | null {
  let root = node;
  while (root.type === 'MemberExpression' && root.object) root = root.object;
  return root.type === 'Identifier' && LIBRARIES.has(root.name ?? '') ? (root.name ?? null) : null;
}

/** Whether a key stands among the options that a library's function is called with. */
export function isOption(path: readonly CodeNode[]): boolean {
  const call = callAround(path);
  if (!call?.callee || !WITH_OPTIONS.has(libraryOf(call.callee) ?? '')) return false;
  return !path.some((node) => node.start > call.start && node.type === 'Property' && OWN_NAMES.has(keyOf(node)));
}

/** Whether a text is read by people and names no column. */
export function isShown(node: CodeNode, path: readonly CodeNode[]): boolean {
  const property = path.at(-1);
  if (property?.type !== 'Property' || property.value !== node) return false;
  const key = keyOf(property);
  if (SHOWN.has(key)) return true;
  if (!SHOWN_UNLESS_MARK.has(key)) return false;
  const callee = callAround(path.slice(0, -1))?.callee;
  return !(callee && libraryOf(callee) === 'Plot' && !NO_MARK.test(callee.property?.name ?? ''));
}

/** The call whose argument an object is, itself or as a value within such an object. */
function callAround(path: readonly CodeNode[]): CodeNode | null {
  const outside = path.findLast(({ type }) => type !== 'ObjectExpression' && type !== 'Property');
  const isCall = outside?.type === 'CallExpression' || outside?.type === 'NewExpression';
  return isCall && path.at(-1) !== outside ? outside : null;
}

function keyOf({ key }: CodeNode): string {
  return String(key?.name ?? key?.value ?? '');
}
