/** The names of curves in rows above them, each with a piece of its line. */
import { svg, textWidth } from './svg';
import type { FigureOptions } from './theme';

const ROW = 18;

/** A name of the legend, with what its line looks like. */
interface LegendEntry {
  readonly label: string;
  readonly colour: string;
  readonly dash: string;
  readonly thin?: boolean;
}

function placeLegend(
  entries: readonly LegendEntry[],
  title: string | null,
  width: number,
): { readonly places: readonly { readonly x: number; readonly row: number }[]; readonly rows: number } {
  const places: { x: number; row: number }[] = [];
  let x = title === null ? 0 : textWidth(title, 12) + 20;
  let row = 0;
  for (const { label } of entries) {
    const needed = textWidth(label, 12) + 50;
    if (x > 0 && x + needed > width) {
      x = 0;
      row += 1;
    }
    places.push({ x, row });
    x += needed;
  }
  return { places, rows: row + 1 };
}

/** The names of curves with a piece of each one's line, in rows that `width` holds, and how high they are. */
export function curveLegend(
  entries: readonly LegendEntry[],
  title: string | null,
  { document }: FigureOptions,
  left: number,
  width: number,
): { readonly element: Element; readonly height: number } {
  const { places, rows } = placeLegend(entries, title, width);
  const heading = title === null ? [] : [svg(document, 'text', { y: 10, dy: '0.35em', 'font-weight': 600 }, [title])];
  const element = svg(document, 'g', { transform: `translate(${left} 0)` }, [
    ...heading,
    ...entries.map(({ label, colour, dash, thin: isThin }, index) => {
      const { x, row } = places[index];
      const y = row * ROW + 10;
      return svg(document, 'g', {}, [
        svg(document, 'line', {
          x1: x,
          x2: x + 26,
          y1: y,
          y2: y,
          stroke: colour,
          'stroke-width': isThin ? 1 : 2,
          'stroke-dasharray': dash === 'none' ? null : dash,
        }),
        svg(document, 'text', { x: x + 32, y, dy: '0.35em' }, [label]),
      ]);
    }),
  ]);
  return { element, height: rows * ROW + 6 };
}
