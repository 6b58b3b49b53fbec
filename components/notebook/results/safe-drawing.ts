import { isDrawing, sanitiseDrawing } from '@/analysis-kernel/cells/code/sanitise-svg';

/**
 * A chart cell's drawing as an element that may stand in a page; null where it is none. The sandbox that drew it ran someone's code and
 * could be made to answer anything, so it is sanitised here, in a document where nothing loads or runs.
 */
export function safeDrawing(svg: string): Element | null {
  const drawing = new DOMParser().parseFromString(svg, 'text/html').body.firstElementChild;
  if (!drawing || !isDrawing(drawing)) return null;
  sanitiseDrawing(drawing);
  return drawing;
}
