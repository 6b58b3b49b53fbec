/** What of a drawn chart may stand in a page: shapes and words, nothing that runs or fetches. Works on any DOM. */

const ELEMENTS = new Set(
  'svg g path rect circle ellipse line polyline polygon text tspan textpath title desc defs clippath mask marker lineargradient radialgradient stop pattern use symbol style figure figcaption h1 h2 h3 div span br'.split(
    ' ',
  ),
);
const ATTRIBUTES =
  /^(aria-[a-z]+|role|class|id|x|y|x1|x2|y1|y2|dx|dy|cx|cy|r|rx|ry|d|points|width|height|viewbox|preserveaspectratio|transform|fill|fill-[a-z]+|stroke|stroke-[a-z]+|opacity|font-[a-z]+|text-[a-z]+|dominant-baseline|alignment-baseline|letter-spacing|word-spacing|paint-order|clip-path|clip-rule|mask|marker-[a-z]+|markerwidth|markerheight|refx|refy|orient|offset|stop-[a-z]+|gradientunits|gradienttransform|patternunits|clippathunits|style|href|xlink:href|xmlns|xmlns:xlink|visibility|display|overflow|color|shape-rendering|vector-effect|lang|dir)$/;

/** Removes what may not stand in a page from an element and all in it. */
export function sanitiseDrawing(root: Element): void {
  for (const child of Array.from(root.children)) {
    if (ELEMENTS.has(child.localName.toLowerCase())) sanitiseDrawing(child);
    else child.remove();
  }
  for (const attribute of Array.from(root.attributes)) {
    if (!isHarmless(attribute.name.toLowerCase(), attribute.value)) root.removeAttribute(attribute.name);
  }
  if (root.localName.toLowerCase() === 'style' && reachesOut(root.textContent ?? '')) root.remove();
}

/** Whether an element is a drawing at all. */
export function isDrawing(root: Element): boolean {
  return ['svg', 'figure'].includes(root.localName.toLowerCase());
}

function isHarmless(name: string, value: string): boolean {
  if (!ATTRIBUTES.test(name)) return false;
  if (name === 'href' || name === 'xlink:href') return value.startsWith('#');
  return name.startsWith('xmlns') || !reachesOut(value);
}

/** Addresses other than a place in the drawing itself. */
function reachesOut(text: string): boolean {
  return /@import|expression\s*\(|javascript:|image-set|src\s*\(/i.test(text) || /url\(\s*["']?(?!#)/i.test(text);
}
