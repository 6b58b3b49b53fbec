/** The table of those at risk, below the curves on their scale of time. */
import { countText } from '../results/format';
import { atRisk, type Curve } from './survival-data';
import { shorten, svg } from './svg';
import { type FigureOptions, palette } from './theme';

const ROW = 18;
const TITLE = { en: 'Number at risk', zh: '风险人数' };

/** A line of the table below the curves. */
export interface RiskRow {
  /** The curve as far as it goes. */
  readonly whole: Curve;
  readonly label: string;
  readonly colour: string;
}

/** How high the table is: its title and a line a row. */
export function riskTableHeight(rows: readonly RiskRow[]): number {
  return ROW * (rows.length + 1);
}

export interface RiskTablePlace {
  readonly top: number;
  /** Where the plot begins: counts stand right of it, names left. */
  readonly left: number;
  /** Times that are counted, and where they stand. */
  readonly ticks: readonly number[];
  readonly at: (time: number) => number;
}

/** A row a group, with its name and how many are at risk just before each tick; `title` is what the names share. */
export function riskTable(
  given: readonly RiskRow[],
  title: string | null,
  { top, left, ticks, at }: RiskTablePlace,
  { document, lang, theme }: FigureOptions,
): Element {
  const heading = svg(document, 'text', { x: left, y: top + 10, 'font-weight': 600, 'text-anchor': 'start' }, [TITLE[lang]]);
  const shared =
    title === null
      ? []
      : [svg(document, 'text', { x: left - 36, y: top + 10, 'font-weight': 600, 'text-anchor': 'end' }, [shorten(title, left - 44)])];
  const rows = given.map(({ whole, label, colour }, index) => {
    const y = top + ROW * (index + 1) + 10;
    const name = svg(document, 'text', { x: left - 36, y, 'text-anchor': 'end', fill: given.length > 1 ? colour : palette(theme).ink }, [
      shorten(label, left - 44),
    ]);
    const counts = ticks.map((time) =>
      svg(document, 'text', { x: at(time), y, 'text-anchor': 'middle', class: 'at-risk' }, [countText(atRisk(whole, time))]),
    );
    return svg(document, 'g', {}, [name, ...counts]);
  });
  return svg(document, 'g', { class: 'at-risk-table' }, [heading, ...shared, ...rows]);
}
