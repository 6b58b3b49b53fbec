import { svg } from './svg';
import { FONT, type Palette } from './theme';

/** The empty sheet a figure is drawn on, in pixels: its font and ink, and a ground where the theme has one. */
export function sheet(document: Document, width: number, height: number, colours: Palette): Element {
  const root = svg(document, 'svg', {
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    'font-family': FONT,
    'font-size': 12,
    fill: colours.ink,
  });
  if (colours.ground !== 'none') root.appendChild(svg(document, 'rect', { width, height, fill: colours.ground }));
  return root;
}
