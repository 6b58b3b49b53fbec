/** Figures of `agreement`. */
import type { Localised } from '@/cohort-dsl/source/localised';
import type { Figure } from '../../../figures/kinds';
import { findColumn } from '../../../frame/access';
import { unitText } from '../../../results/format';
import { saidOf } from '../../labels';
import type { Found } from './found';
import type { Estimate } from './kernel/limits';
import type { LimitsFound } from './measures';
import type { AgreementOptions } from './options';
import type { Measured, Rated } from './prepare';
import type { Labels } from './sentence';

/** A table of more categories than this is read in numbers. */
const MOST_DRAWN = 12;

/** Ratings of two raters as a square of shades; differences against means; one method against the other. */
export function agreementFigures(found: Found, prepared: Measured | Rated, options: AgreementOptions, labels: Labels): Figure[] {
  const [first, second] = options.raters.map((name) => saidOf(name, labels));
  const units = options.raters.map((name) => findColumn(prepared.frame, name)?.meta.unit);
  if ('categories' in found) {
    if (found.isFleiss || prepared.kind !== 'rated' || prepared.levels.length > MOST_DRAWN) return [];
    return [
      {
        kind: 'matrix',
        name: 'matrix',
        title: both(first, second, { en: 'ratings', zh: '评定' }),
        table: 'matrix',
        rows: first,
        columns: second,
        categories: prepared.levels.map((level) => ({ level, words: categoryOf(level, options, labels) })),
      },
    ];
  }
  if (found.kind === 'icc') return [];
  if (found.kind === 'limits') return [limitsFigure(found, options, first, second, units[0] === units[1] ? units[0] : undefined)];
  return [
    {
      kind: 'pairs',
      name: 'pairs',
      title: both(first, second, { en: 'concordance', zh: '一致性' }),
      table: 'points',
      across: inUnit(first, units[0]),
      up: inUnit(second, units[1]),
      confLevel: options.conf_level,
      levels: [],
      line: { intercept: 0, slope: 1, words: { en: 'equality', zh: '相等线' } },
    },
  ];
}

/** `Weight, kg`. */
function inUnit({ en, zh }: Localised, unit: string | undefined): Localised {
  return unit === undefined ? { en, zh } : { en: `${en}, ${unitText(unit, 'en')}`, zh: `${zh}（${unitText(unit, 'zh')}）` };
}

function both(first: Localised, second: Localised, what: Localised): Localised {
  return { en: `${first.en} and ${second.en}: ${what.en}`, zh: `${first.zh} 与 ${second.zh}：${what.zh}` };
}

function categoryOf(level: string, { raters }: AgreementOptions, labels: Labels): Localised {
  return raters.map((rater) => labels[`${rater}=${level}`]).find((label) => label !== undefined) ?? { en: level, zh: level };
}

function limitsFigure(
  { limits, slope }: LimitsFound,
  options: AgreementOptions,
  first: Localised,
  second: Localised,
  unit: string | undefined,
): Figure {
  const { scale = 'difference', conf_level: confLevel } = options;
  const level = ({ estimate, low, high }: Estimate, words: Localised) => ({ value: estimate, low, high, words });
  const isRatio = scale === 'ratio';
  return {
    kind: 'pairs',
    name: 'limits',
    title: both(first, second, { en: 'Bland–Altman plot', zh: 'Bland–Altman 图' }),
    table: 'points',
    across: inUnit(
      isRatio
        ? { en: `Geometric mean of ${first.en} and ${second.en}`, zh: `${first.zh} 与 ${second.zh} 的几何均数` }
        : { en: `Mean of ${first.en} and ${second.en}`, zh: `${first.zh} 与 ${second.zh} 的均值` },
      unit,
    ),
    up: isRatio
      ? { en: `${first.en} / ${second.en}`, zh: `${first.zh} / ${second.zh}` }
      : scale === 'percent'
        ? { en: `${first.en} − ${second.en}, % of the mean`, zh: `${first.zh} − ${second.zh}（占均值的 %）` }
        : inUnit({ en: `${first.en} − ${second.en}`, zh: `${first.zh} − ${second.zh}` }, unit),
    confLevel,
    levels: [
      level(limits.upper, { en: 'upper limit', zh: '上限' }),
      level(limits.bias, { en: 'bias', zh: '偏倚' }),
      level(limits.lower, { en: 'lower limit', zh: '下限' }),
    ],
    line:
      scale === 'difference' && slope.pValue < 0.05
        ? { intercept: slope.intercept, slope: slope.estimate, words: { en: 'differences on means', zh: '差值对均值的回归线' } }
        : null,
  };
}
