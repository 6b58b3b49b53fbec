import type { Localised } from '@/cohort-dsl/source/localised';
import type { ResultTable } from '../results/result';
import { drawCurves } from './curves';
import type { Drawing } from './drawing';
import type { FigureOf } from './kinds';
import { sharedName } from './shared-name';
import { survivalAlt } from './survival-alt';
import { curvesOf, wellSupported } from './survival-data';
import { type FigureOptions, lineLook, palette } from './theme';

type SurvivalFigure = FigureOf<'survival'>;

const TEXTS = {
  probability: { en: 'Survival probability', zh: '生存概率' },
  all: { en: 'All', zh: '全部' },
};

/**
 * Kaplan–Meier curves with confidence bands, censor marks and an at-risk table.
 * @param figure what to show; `table` is the method's `curve`
 */
function drawSurvival(
  figure: SurvivalFigure,
  table: ResultTable,
  labels: Readonly<Record<string, Localised>>,
  options: FigureOptions,
): Element {
  const { lang } = options;
  const colours = palette(options.theme);
  const curves = curvesOf(table);
  const ends = curves.map((curve) => wellSupported(curve, figure.leastAtRisk));
  const { title, names } = sharedName(curves.map(({ strata }) => (strata === null ? TEXTS.all[lang] : (labels[strata]?.[lang] ?? strata))));
  const looks = curves.map((whole, index) => ({
    whole,
    curve: ends[index],
    label: names[index],
    ...lineLook(colours, index),
  }));
  return drawCurves(
    figure,
    { drawn: looks, rows: looks, title, cut: ends.some((curve, index) => curve !== curves[index]) },
    {
      axis: TEXTS.probability[lang],
      time: figure.shownTime ?? { unit: figure.timeUnit, length: 1 },
      top: 1,
      start: 1,
      censorMarks: figure.modelled !== true,
      note: 'below',
    },
    options,
  );
}

/** Kaplan–Meier curves. */
export const survivalDrawing: Drawing<SurvivalFigure> = { draw: drawSurvival, alt: survivalAlt };
