/** What `parametric` says of a result: its sentence, and the note below the coefficients. */
import type { Language, Localised } from '@/cohort-dsl/source/localised';
import {
  chiSquaredText,
  countOf,
  countText,
  differenceTexts,
  estimateText,
  fixedText,
  intervalTexts,
  levelText,
  pClause,
  ratioTexts,
  timeText,
  withTimeUnit,
} from '../../../results/format';
import type { ResultTable, Value } from '../../../results/result';
import type { ShownTime } from '../../../results/time-unit';
import { outcomeSaid } from '../../event-warnings';
import { saidOf } from '../../labels';
import type { ParametricFit } from './fits';
import { effectOf } from './measure';
import type { ParametricOptions } from './options';
import { modelSaid } from './paragraph';
import type { PreparedParametric } from './prepare';

const TERMS_SHOWN = 6;

type Labels = Readonly<Record<string, Localised>>;

const number = (value: Value | undefined): number | null => (typeof value === 'number' ? value : null);

function reader(table: ResultTable): (row: number, column: string) => number | null {
  return (row, column) => number(table.rows[row]?.[table.columns.indexOf(column)]);
}

/** What happens, in the outcome's words or else the time's. */
export function outcomeName({ response: { eventLabel, timeLabel, coding } }: PreparedParametric, labels: Labels): Localised {
  return outcomeSaid(eventLabel, coding, labels) ?? saidOf(eventLabel ?? timeLabel, labels);
}

/** The model's effects with intervals, the median of each group's mean curve, AIC. */
export function parametricSentence(
  coefficients: ResultTable,
  fit: ResultTable,
  summary: ResultTable,
  prepared: PreparedParametric,
  options: ParametricOptions,
  labels: Labels,
  shown: ShownTime,
): Localised {
  const at = reader(coefficients);
  const whole = reader(fit);
  const { measure } = effectOf(options, prepared.design.strata !== null);
  const level = levelText(options.conf_level);
  const part = coefficients.columns.indexOf('part');
  const rows = coefficients.rows.flatMap((row, i) =>
    row[part] === 'covariate' && row[0] !== '(Intercept)' && at(i, 'estimate') !== null ? [{ term: String(row[0]), i }] : [],
  );
  const effects = (lang: Language) =>
    rows.slice(0, TERMS_SHOWN).map(({ term, i }) => {
      const values = [at(i, 'estimate'), at(i, 'conf_low'), at(i, 'conf_high')];
      const texts =
        measure.kind === 'ratio'
          ? ratioTexts(...values.map((value) => (value === null ? null : Math.exp(value))))
          : differenceTexts(...values);
      const p = pClause(at(i, 'p_value'), lang);
      const label = labels[term]?.[lang] ?? term;
      return lang === 'zh'
        ? `${label} ${texts[0]}（${texts[1]}～${texts[2]}），${p}`
        : `${label} ${texts[0]} (${texts[1]} to ${texts[2]}), ${p}`;
    });
  const more = rows.length - Math.min(rows.length, TERMS_SHOWN);
  const model = modelSaid(options);
  const outcome = outcomeName(prepared, labels);
  const [n, events] = [countText(whole(0, 'n')), countText(whole(0, 'events'))];
  const aic = whole(0, 'aic');
  const half = reader(summary);
  const medians = (lang: Language) =>
    summary.rows.map(([strata], i) => {
      const [time, low, high] = ['median', 'conf_low', 'conf_high'].map((name) => half(i, name));
      const group = strata === null ? '' : `${labels[String(strata)]?.[lang] ?? strata}${lang === 'zh' ? '，' : ', '}`;
      if (time === null) return `${group}${lang === 'zh' ? '未达到' : 'not reached'}`;
      const own = [time, low, high].map((value) => (value === null ? null : value / shown.length));
      const [median, from, to] = intervalTexts(own, timeText);
      const said = withTimeUnit(median, shown.unit, lang);
      return lang === 'zh' ? `${group}${said}（${from}～${to}）` : `${group}${said} (${from} to ${to})`;
    });
  const ratios = {
    en:
      rows.length === 0
        ? ''
        : ` ${measure.name.en.toLowerCase()}s (${level}% CI) were: ${effects('en').join('; ')}${more > 0 ? `; and ${more} more` : ''}.`,
    zh:
      rows.length === 0 ? '' : `${measure.name.zh}（${level}% CI）为：${effects('zh').join('；')}${more > 0 ? `；另有 ${more} 项` : ''}。`,
  };
  const criterion = { en: aic === null ? '' : ` AIC was ${fixedText(aic, 1)}.`, zh: aic === null ? '' : `AIC 为 ${fixedText(aic, 1)}。` };
  return {
    en: `In ${model.en} of ${outcome.en} (n = ${n}, ${countOf(whole(0, 'events'), 'event')}),${ratios.en || ' no covariates were estimated.'} Median fitted time (${level}% CI): ${medians('en').join('; ')}.${criterion.en}`,
    zh: `在${outcome.zh}的${model.zh}（n = ${n}，${events} 个事件）中，${ratios.zh || '未估计协变量。'}拟合中位时间（${level}% CI）：${medians('zh').join('；')}。${criterion.zh}`,
  };
}

/** What the fit was, below the table of coefficients. */
export function fitNote(fit: ResultTable, { spline }: ParametricFit, coefficients: ResultTable, shown: ShownTime): Localised {
  const at = (column: string) => reader(fit)(0, column);
  const lr = at('lr') === null ? null : chiSquaredText(estimateText(at('lr')), at('lr_df'), at('lr_p'));
  const aic = at('aic');
  const shapes = shapeSaid(coefficients);
  const knots = (lang: Language) =>
    (spline?.knots ?? []).map((knot) => withTimeUnit(timeText(Math.exp(knot) / shown.length), shown.unit, lang));
  const parts = (lang: Language) => [
    lang === 'zh'
      ? `n = ${countText(at('n'))}，事件 ${countText(at('events'))}`
      : `n = ${countText(at('n'))}, events ${countText(at('events'))}`,
    ...(shapes === null ? [] : [shapes[lang]]),
    ...(spline === null ? [] : [lang === 'zh' ? `节点 ${knots(lang).join('、')}` : `knots at ${knots(lang).join(', ')}`]),
    ...(lr === null ? [] : [lang === 'zh' ? `似然比检验 ${lr.zh}` : `likelihood-ratio test ${lr.en}`]),
    ...(aic === null ? [] : [`AIC ${fixedText(aic, 1)}`]),
  ];
  return { en: `${parts('en').join('; ')}.`, zh: `${parts('zh').join('；')}。` };
}

/** The scale itself with its interval. */
function shapeSaid(coefficients: ResultTable): Localised | null {
  const i = coefficients.rows.findIndex((row) => row[0] === 'Log(scale)');
  if (i < 0) return null;
  const at = reader(coefficients);
  const values = [at(i, 'estimate'), at(i, 'conf_low'), at(i, 'conf_high')].map((value) => (value === null ? null : Math.exp(value)));
  const [scale, low, high] = ratioTexts(...values);
  return { en: `scale ${scale} (${low} to ${high})`, zh: `尺度参数 ${scale}（${low}～${high}）` };
}
