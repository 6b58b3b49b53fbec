/** What `cox` says and draws of adjusted curves. */
import type { Language, Localised } from '@/cohort-dsl/source/localised';
import type { Figure } from '../../../figures/kinds';
import { countOf, countText, differenceTexts, intervalTexts, listText, timeText, withTimeUnit } from '../../../results/format';
import type { ResultTable } from '../../../results/result';
import type { ShownTime } from '../../../results/time-unit';
import type { View } from '../../../views/kinds';
import { leastAtRisk } from '../../common-options';
import { withInterval } from '../../compared-groups';
import { numberOf, rowsByColumn } from '../../hazard-sentences';
import { levelSaid, saidOf } from '../../labels';
import { timedView } from '../../timed-view';
import type { Adjusted } from './adjusted';
import { ADJUSTED_TABLES } from './adjusted-declared';
import type { CoxMethodOptions } from './options';

type Labels = Readonly<Record<string, Localised>>;

const MOST_LEVELS_SAID = 4;

/** The curves with numbers at risk; `shown` is the unit of their axis. */
export function adjustedFigure(
  { adjusted, conf_level }: CoxMethodOptions,
  outcome: Localised,
  unit: string | null,
  shown: ShownTime,
  labels: Labels,
): Figure[] {
  if (adjusted === undefined) return [];
  const by = saidOf(adjusted.by, labels);
  return [
    {
      kind: 'survival',
      name: 'adjusted_curve',
      title: {
        en: `Adjusted survival curves by ${by.en}: ${outcome.en}`.slice(0, 400),
        zh: `按${by.zh}的调整生存曲线：${outcome.zh}`.slice(0, 400),
      },
      table: 'adjusted_curve',
      timeUnit: unit,
      shownTime: shown,
      confLevel: conf_level,
      note: null,
      leastAtRisk: leastAtRisk({ whole_curves: false }),
      modelled: true,
    },
  ];
}

/** The curve with its times in the unit of the figure; the others in that of the times asked, which restricted means have too. */
export function adjustedViews(shown: ShownTime, unit: string | null): View[] {
  const { adjusted, adjusted_contrasts, adjusted_curve } = ADJUSTED_TABLES;
  return [
    ...[adjusted, adjusted_contrasts].map((table) => timedView(table, { unit, length: 1 }, ['time'])),
    timedView(adjusted_curve, shown, ['time']),
  ];
}

/** Labels of the levels as groups. */
export function armLabels({ groups }: Adjusted, by: string, labels: Labels): Record<string, Localised> {
  const column = saidOf(by, labels);
  return Object.fromEntries(
    groups.map(({ name, level }) => {
      const said = levelSaid(by, level, labels);
      return [name, { en: `${column.en}: ${said.en}`, zh: `${column.zh}：${said.zh}` }];
    }),
  );
}

/** Survival at the last time that has any, level by level, and the difference of the second from the first. */
export function adjustedSentence(
  { tables, groups, rows, firstOfEach }: Adjusted,
  { adjusted, conf_level: level }: CoxMethodOptions,
  labels: Labels,
  shown: ShownTime,
): Localised {
  const found = new Map<string, ResultTable>(tables);
  const survival = rowsByColumn(found.get('adjusted') ?? EMPTY).filter(
    ({ quantity, estimate }) => quantity === 'survival' && numberOf(estimate) !== null,
  );
  const time = Math.max(...survival.map((row) => numberOf(row.time) ?? 0));
  if (adjusted === undefined || survival.length === 0) return { en: '', zh: '' };
  const all = survival.filter((row) => row.time === time);
  const at = all.slice(0, MOST_LEVELS_SAID);
  const more = all.length - at.length;
  const said = (name: unknown, lang: Language) => {
    const own = groups.find((group) => group.name === name)?.level ?? '';
    return levelSaid(adjusted.by, own, labels)[lang];
  };
  const interval = (texts: readonly string[], lang: Language) => withInterval(texts, level, lang);
  const each = (lang: Language) => [
    ...at.map((row) => {
      const texts = intervalTexts([row.estimate, row.conf_low, row.conf_high].map(numberOf));
      return `${said(row.group, lang)} ${interval(texts, lang)}`;
    }),
    ...(more > 0 ? [lang === 'zh' ? `另有 ${more} 组` : `and ${more} more`] : []),
  ];
  const contrast = rowsByColumn(found.get('adjusted_contrasts') ?? EMPTY).find(
    ({ quantity, time: when, estimate }) => quantity === 'difference' && when === time && numberOf(estimate) !== null,
  );
  const difference = (lang: Language) => {
    if (contrast === undefined) return '';
    const texts = differenceTexts(...[contrast.estimate, contrast.conf_low, contrast.conf_high].map(numberOf));
    return lang === 'zh'
      ? `；${said(contrast.group_1, lang)}与${said(contrast.group_2, lang)}之差 ${interval(texts, lang)}`
      : `; difference of ${said(contrast.group_1, lang)} from ${said(contrast.group_2, lang)} ${interval(texts, lang)}`;
  };
  const printed = timeText(time / shown.length);
  const when = {
    en: withTimeUnit(printed, shown.unit, 'en'),
    zh: shown.unit === null ? `时间 ${printed} 的` : withTimeUnit(printed, shown.unit, 'zh'),
  };
  const n = countText(rows);
  const by = saidOf(adjusted.by, labels);
  const over = firstOfEach ? { en: countOf(rows, 'patient'), zh: `${n} 名患者` } : { en: countOf(rows, 'row'), zh: `${n} 行` };
  const lead =
    adjusted.method === 'mean'
      ? {
          en: `At the average covariates survival at ${when.en} by ${by.en} was`,
          zh: `协变量取均值时，${by.zh}各水平 ${when.zh}生存概率为`,
        }
      : {
          en: `Standardised over ${over.en}, survival at ${when.en} by ${by.en} was`,
          zh: `按 ${over.zh}标准化，${by.zh}各水平 ${when.zh}生存概率为`,
        };
  return {
    en: ` ${lead.en} ${listText(each('en'), 'en')}${difference('en')}.`,
    zh: `${lead.zh}：${each('zh').join('；')}${difference('zh')}。`,
  };
}

const EMPTY: ResultTable = { columns: [], types: [], rows: [] };
