/** What `km` writes: results sentence, methods paragraph, R script. */

import type { Localised } from '@/cohort-dsl/source/localised';
import { quoteName } from '../../../formula/deparse';
import {
  chiSquaredText,
  countText,
  intervalText,
  levelText,
  pClause,
  significantText,
  timeText,
  withTimeUnit,
} from '../../../results/format';
import type { ResultTable } from '../../../results/result';
import type { ShownTime } from '../../../results/time-unit';
import { wordOf } from '../../../views/headers';
import { CONF_TYPE_WORDS } from '../../common-options';
import { outcomeSaid } from '../../event-warnings';
import { groupLead } from '../../labels';
import type { MethodOutput } from '../../method';
import { type Conventions, rScriptHead, rSurvival, wordOfEvent } from '../../r-script';
import { SOFTWARE } from '../../software';
import { timeScript, timeSentences } from '../../time-scale';
import { confTypeOf, type KmOptions } from './options';
import type { PreparedKm } from './prepare';

function cell(table: ResultTable, row: number, name: string): number | null {
  const value = table.rows[row][table.columns.indexOf(name)];
  return typeof value === 'number' ? value : null;
}

/** The median of each curve with its interval, the events, and the test. */
export function kmSentence(
  summary: ResultTable,
  test: ResultTable | null,
  prepared: PreparedKm,
  options: KmOptions,
  labels: Readonly<Record<string, Localised>>,
  { unit: timeUnit, length }: ShownTime,
  columns: Readonly<Record<string, Localised>>,
): Localised {
  const level = levelText(options.conf_level);
  const inUnits = (value: number | null) => (value === null ? null : value / length);
  const shared = sharedGroup(prepared, columns);
  const medians = summary.rows.map((row, i) => {
    const [median, low, high] = ['median', 'conf_low', 'conf_high'].map((name) => inUnits(cell(summary, i, name)));
    const who = typeof row[0] !== 'string' ? { en: '', zh: '' } : (shared?.leads[i] ?? groupLead(row[0], labels));
    const events = `${countText(cell(summary, i, 'events'))}/${countText(cell(summary, i, 'records'))}`;
    return {
      en: `${who.en}${medianText(median, low, high, timeUnit, 'en')} (${events} events)`,
      zh: `${who.zh}${medianText(median, low, high, timeUnit, 'zh')}（事件 ${events}）`,
    };
  });
  const p = test === null ? null : cell(test, 0, 'p_value');
  const statistic = test === null ? null : cell(test, 0, 'statistic');
  const df = test === null ? null : cell(test, 0, 'df');
  const name = test === null ? '' : String(test.rows[0][test.columns.indexOf('method')]);
  const tested = test === null || p === null;
  const chi = chiSquaredText(significantText(statistic, 3), df, p);
  const outcome = outcomeSaid(prepared.response.eventLabel, prepared.response.coding, columns);
  const own = labels[prepared.timeLabel];
  const time = {
    en: `${outcome ? `Median time to ${outcome.en}` : `Median ${own?.en ?? prepared.timeLabel}`}${shared === null ? '' : ` by ${shared.name.en}`}`,
    zh: `${shared === null ? '' : `按${shared.name.zh}，`}${outcome ? `至${outcome.zh}的中位时间` : own ? `${own.zh}的中位数` : `${prepared.timeLabel} 的中位数`}`,
  };
  return {
    en: `${time.en} (${level}% CI): ${medians.map((one) => one.en).join('; ')}.${tested ? '' : ` ${sentenceCase(name)} test: ${chi.en}.`}`,
    zh: `${time.zh}（${level}% CI）：${medians.map((one) => one.zh).join('；')}。${tested ? '' : `${wordOf(name, 'zh')}：${chi.zh}。`}`,
  };
}

/** What all curves are groups of, said once, and what tells each apart; null where they are of several columns. */
function sharedGroup(
  { curves }: PreparedKm,
  labels: Readonly<Record<string, Localised>>,
): { readonly name: Localised; readonly leads: readonly Localised[] } | null {
  const parts = curves?.parts ?? [];
  if (parts.length < 2 || parts.some((part) => part.length !== 1)) return null;
  const column = parts[0][0].label;
  const leads = parts.map(([{ level }]) => {
    const said = labels[`${column}=${level}`] ?? { en: level, zh: level };
    return { en: `${said.en}, `, zh: `${said.zh}，` };
  });
  return { name: labels[column] ?? { en: column, zh: column }, leads };
}

/** The test between the groups, for the figure: `Log-rank p = 0.03`. */
export function testNote(test: ResultTable): Localised | null {
  const p = cell(test, 0, 'p_value');
  const name = String(test.rows[0][test.columns.indexOf('method')]);
  return p === null
    ? null
    : { en: `${sentenceCase(name)} ${pClause(p, 'en')}`, zh: `${sentenceCase(wordOf(name, 'zh'))}：${pClause(p, 'zh')}` };
}

const NOT_REACHED = { en: 'not reached', zh: '未达到' } as const;

/** `394 (340 to not reached)`; without limits the median alone. */
function medianText(median: number | null, low: number | null, high: number | null, unit: string | null, lang: 'en' | 'zh'): string {
  if (median === null) return NOT_REACHED[lang];
  if (low === null && high === null) return withTimeUnit(timeText(median), unit, lang);
  const one = (value: number | null | undefined) => (value === null ? NOT_REACHED[lang] : timeText(value));
  return withTimeUnit(intervalText(median, low, high, one, lang), unit, lang);
}

function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The methods paragraph of `km`. */
export function kmParagraph(options: KmOptions, output: MethodOutput): Localised {
  const level = levelText(options.conf_level);
  const scale = CONF_TYPE_WORDS[confTypeOf(options)];
  const robust = output.conventions.variance !== 'Greenwood';
  const test = output.tables.get('test');
  const name = test === undefined ? null : String(test.rows[0][test.columns.indexOf('method')]);
  const en = [
    `Survival was estimated by the Kaplan–Meier method with pointwise ${level}% confidence intervals on the ${scale.en} scale and ${robust ? 'robust (infinitesimal jackknife)' : "Greenwood's"} variance.`,
    ...(name === null ? [] : [`Groups were compared by the ${name} test.`]),
    ...(options.landmark_at === undefined ? [] : [`Only rows followed beyond ${options.landmark_at} entered (landmark analysis).`]),
    ...(options.rmst === undefined ? [] : [`Restricted mean survival time was taken to ${options.rmst}.`]),
    ...timeSentences(options.time_unit).en,
    ...(options.followup ? ['Follow-up was described by the reverse Kaplan–Meier method.'] : []),
    SOFTWARE.en,
  ];
  const zh = [
    `生存率采用 Kaplan–Meier 法估计，给出${scale.zh}变换下逐点 ${level}% 置信区间，方差采用${robust ? '稳健（无穷小刀切）估计' : ' Greenwood 公式'}。`,
    ...(name === null ? [] : [`组间比较采用 ${wordOf(name, 'zh')}。`]),
    ...(options.landmark_at === undefined ? [] : [`仅纳入随访超过 ${options.landmark_at} 的行（界标分析）。`]),
    ...(options.rmst === undefined ? [] : [`限制性平均生存时间计算至 ${options.rmst}。`]),
    ...timeSentences(options.time_unit).zh,
    ...(options.followup ? ['随访时间采用反向 Kaplan–Meier 法描述。'] : []),
    SOFTWARE.zh,
  ];
  return { en: en.join(' '), zh: zh.join('') };
}

/** R's survdiff takes no entry times; there the score test of the exact partial likelihood is the log-rank test. */
function groupScript(delayed: boolean, rho: number): readonly string[] {
  if (!delayed) return [`survdiff(f, d, rho = ${rho})`];
  return rho === 0 ? ['coxph(f, d, ties = "exact")$score'] : [];
}

/** The equivalent R script of `km`. */
export function kmScript(options: KmOptions, conventions: Conventions = {}): string {
  const event = options.event ?? (options.cause === undefined ? wordOfEvent(conventions.event) : undefined);
  const args = ['d', `conf.type = "${confTypeOf(options)}"`, `conf.int = ${options.conf_level}`];
  if (options.weights !== undefined) args.push(`weights = ${quoteName(options.weights.column)}`);
  if (options.cluster !== undefined) args.push(`cluster = ${quoteName(options.cluster)}`);
  if (options.weights !== undefined && options.weights.kind !== 'frequency') args.push('robust = TRUE');
  if (options.landmark_at !== undefined) args.push(`start.time = ${options.landmark_at}`);
  const { text: formula, delayed } = rSurvival(options.formula, { ...options, event });
  const lines = [`f <- ${formula}`, ...timeScript(options.time_unit)];
  if (options.cause !== undefined)
    lines.push(`# the event is ${options.cause}; other causes are censored: write event == ${JSON.stringify(options.cause)} in Surv()`);
  if (options.landmark_at !== undefined) lines.push(`d <- d[d[[all.vars(f)[1]]] > ${options.landmark_at}, ]`);
  lines.push(`fit <- survfit(f, ${args.join(', ')})`, 'summary(fit, censored = TRUE)', 'summary(fit)$table');
  if (options.times !== undefined) lines.push(`summary(fit, times = c(${options.times.join(', ')}), extend = TRUE)`);
  if (options.quantiles !== undefined) lines.push(`quantile(fit, probs = c(${options.quantiles.join(', ')}))`);
  if (options.rmst !== undefined) lines.push(`summary(fit, rmean = ${options.rmst})$table`);
  if (!/~\s*1\s*$/.test(options.formula) && options.weights === undefined && options.gamma === 0)
    lines.push(...groupScript(delayed, options.rho));
  return `${rScriptHead(options, ['survival'])}${lines.join('\n')}\n`;
}
