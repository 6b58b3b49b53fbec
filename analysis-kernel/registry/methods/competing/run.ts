/** Runs `competing`: curves by group and cause, Gray's test. */
import type { Language, Localised } from '@/cohort-dsl/source/localised';
import type { Figure } from '../../../figures/kinds';
import type { Frame } from '../../../frame/column';
import { gather, gatherCodes, rowsByCode } from '../../../frame/gather';
import { qnorm } from '../../../numeric/dist/normal';
import {
  chiSquaredText,
  estimateText,
  intervalText,
  levelText,
  NO_NUMBER,
  pClause,
  significantText,
  timeText,
  withTimeUnit,
} from '../../../results/format';
import type { ResultTable, Value, Warning } from '../../../results/result';
import { tableOf } from '../../../results/table-rows';
import type { ShownTime } from '../../../results/time-unit';
import { survivalLimits } from '../../../stats/survival/km-interval';
import type { View } from '../../../views/kinds';
import { causeLabels, causesText, causesWords } from '../../causes';
import { leastAtRisk } from '../../common-options';
import { columnLabels, groupLabels, groupLead, levelSaid } from '../../labels';
import type { MethodOutput } from '../../method';
import { beyondFollowUp } from '../../row-warnings';
import { shownTime, timeConvention } from '../../time-scale';
import { timedView } from '../../timed-view';
import { cumulativeIncidence, type IncidenceCurve } from './kernel/cumulative-incidence';
import { grayTest } from './kernel/gray';
import type { CompetingOptions } from './options';
import { type PreparedCompeting, prepareCompeting } from './prepare';
import { COMPETING_TABLES } from './tables';

type Labels = Readonly<Record<string, Localised>>;

interface GroupCurve {
  readonly label: string | null;
  readonly time: Float64Array;
  readonly curve: IncidenceCurve;
}

/** Runs `competing`: the curves of each group and cause, Gray's test between groups, the table at asked times. Throws MethodError with the option at fault. */
export function runCompeting(options: CompetingOptions, frame: Frame): MethodOutput {
  const prepared = prepareCompeting(options, frame);
  const warnings: Warning[] = [...prepared.warnings];
  const groups = fitCurves(prepared);
  const tables = new Map<string, ResultTable>();
  tables.set(
    'curve',
    tableOf(
      COMPETING_TABLES.curve,
      groups.flatMap((group) => curveRows(group, prepared, options)),
    ),
  );
  const gray = prepared.groups !== null && prepared.groups.labels.length > 1 ? grayTable(prepared) : null;
  if (gray !== null) tables.set('gray', gray);
  if (options.times !== undefined) tables.set('at', atTable(groups, options.times, prepared, options, warnings));
  const last = Math.max(...groups.map(({ curve }) => curve.time[curve.time.length - 1]));
  const shown = shownTime(prepared.timeUnit, options.time_unit, last);
  const columns = causeLabels(prepared.response, columnLabels(frame.columns));
  const labels = {
    ...columns,
    ...groupLabels(prepared.groups, columns),
    ...groupLabels(prepared.curves, columns),
    ...causesWords(prepared.response, prepared.cause, columns),
  };
  return {
    tables,
    figures: [figure(prepared, options, labels, gray, shown)],
    warnings,
    conventions: {
      estimator: 'Aalen–Johansen',
      variance: 'infinitesimal jackknife',
      conf_type: options.conf_type,
      conf_level: options.conf_level,
      ...(gray === null ? {} : { test: prepared.strata === null ? 'Gray' : 'Gray, stratified' }),
      event: causesText(prepared.causes, prepared.cause),
      ties: 'events before censorings; near-equal times are one',
      ...timeConvention(options.time_unit),
    },
    seed: null,
    rows: { total: frame.length, used: prepared.rows.length, missing: prepared.missing },
    sentence: sentence(groups, gray, prepared, options, labels, shown),
    views: viewsOf(shown, prepared, labels),
    labels,
  };
}

function fitCurves(prepared: PreparedCompeting): GroupCurve[] {
  const labels: readonly (string | null)[] = prepared.curves?.labels ?? [null];
  const codes = prepared.curves?.codes ?? new Int32Array(prepared.time.length);
  return rowsByCode(codes, labels.length).map((rows, index) => {
    const time = gather(prepared.time, rows);
    const curve = cumulativeIncidence({ time, cause: gatherCodes(prepared.cause, rows), causes: prepared.causes.length });
    return { label: labels[index], time, curve };
  });
}

/** Estimate and limits of one cause at one place of a curve; 0 before its first time. */
function estimates(curve: IncidenceCurve, c: number, j: number, options: CompetingOptions): Record<string, Value> {
  if (j < 0) return { estimate: 0, std_error: 0, conf_low: 0, conf_high: 0 };
  const f = curve.incidence[c][j];
  const e = curve.stdError[c][j];
  const z = qnorm(1 - (1 - options.conf_level) / 2);
  const { low, high } = survivalLimits(f, f === 0 ? 0 : e / f, z, options.conf_type);
  const orNull = (value: number) => (Number.isFinite(value) ? value : null);
  return { estimate: f, std_error: e, conf_low: orNull(low), conf_high: orNull(high) };
}

function curveRows({ label, curve }: GroupCurve, { causes }: PreparedCompeting, options: CompetingOptions): Record<string, Value>[] {
  return causes.flatMap((cause, c) =>
    Array.from(curve.time, (time, j) => ({
      strata: label,
      cause,
      time,
      ...estimates(curve, c, j, options),
      n_risk: curve.nRisk[j],
      n_event: curve.nEvent[c][j],
      n_censor: curve.nCensor[j],
    })),
  );
}

function grayTable(prepared: PreparedCompeting): ResultTable {
  const { time, cause, causes, groups, strata } = prepared;
  const data = {
    time,
    cause,
    group: groups?.codes ?? new Int32Array(time.length),
    groups: groups?.labels.length ?? 1,
    strata: strata?.codes ?? null,
  };
  const rows = causes.map((name, index) => {
    const { statistic, df, pValue } = grayTest(data, index + 1);
    const known = Number.isFinite(statistic);
    return { cause: name, statistic: known ? statistic : null, df, p_value: known ? pValue : null };
  });
  return tableOf(COMPETING_TABLES.gray, rows);
}

function atTable(
  groups: readonly GroupCurve[],
  times: readonly number[],
  { causes }: PreparedCompeting,
  options: CompetingOptions,
  warnings: Warning[],
): ResultTable {
  const sorted = [...new Set(times)].sort((a, b) => a - b);
  const beyond = new Set<number>();
  const rows = groups.flatMap(({ label, time, curve }) =>
    causes.flatMap((cause, c) => {
      const last = curve.time.length - 1;
      let previous = -1;
      return sorted.map((t) => {
        let j = previous;
        while (j + 1 < curve.time.length && curve.time[j + 1] <= t) j++;
        const since = (values: Float64Array) => values.slice(previous + 1, j + 1).reduce((a, b) => a + b, 0);
        const counts = {
          strata: label,
          cause,
          time: t,
          n_risk: time.reduce((n, end) => (end >= t ? n + 1 : n), 0),
          n_event: since(curve.nEvent[c]),
          n_censor: since(curve.nCensor),
        };
        previous = j;
        if (t > curve.time[last] && curve.nCensor[last] > 0) {
          beyond.add(t);
          return counts;
        }
        return { ...counts, ...estimates(curve, c, j, options) };
      });
    }),
  );
  warnings.push(...beyondFollowUp([...beyond]));
  return tableOf(COMPETING_TABLES.at, rows);
}

/** Tables whose causes are said in words; curves and chosen times in the unit that sentence and figure have. */
function viewsOf(shown: ShownTime, { causes, response }: PreparedCompeting, labels: Labels): View[] {
  const words = Object.fromEntries(causes.map((cause) => [cause, levelSaid(response.causeLabel, cause, labels)]));
  return Object.values(COMPETING_TABLES).map((table) => {
    const view = timedView(table, shown, table.name === 'gray' ? [] : ['time']);
    return { ...view, columns: { ...view.columns, cause: { words } } };
  });
}

function figure(
  { causes, response }: PreparedCompeting,
  options: CompetingOptions,
  labels: Labels,
  gray: ResultTable | null,
  shown: ShownTime,
): Figure {
  const outcome = labels[response.causeLabel];
  return {
    kind: 'incidence',
    name: 'curve',
    title: {
      en: outcome ? `Cumulative incidence of ${outcome.en}` : 'Cumulative incidence',
      zh: outcome ? `${outcome.zh} 的累积发生率` : '累积发生率',
    },
    table: 'curve',
    shownTime: shown,
    confLevel: options.conf_level,
    note: gray === null ? null : grayNote(gray, causes, response.causeLabel, labels),
    leastAtRisk: leastAtRisk(options),
    causeColumn: response.causeLabel,
  };
}

/** The tests between the groups, for the figure: `Gray’s test: relapse p = 0.03, death p < 0.001`; null where none could be made. */
function grayNote(gray: ResultTable, causes: readonly string[], causeLabel: string, labels: Labels): Localised | null {
  const tested = causes.flatMap((cause, at) => {
    const p = gray.rows[at][gray.columns.indexOf('p_value')];
    return typeof p === 'number' ? [{ cause: levelSaid(causeLabel, cause, labels), p }] : [];
  });
  if (tested.length === 0) return null;
  const said = (lang: Language) => tested.map(({ cause, p }) => `${cause[lang]} ${pClause(p, lang)}`).join(lang === 'zh' ? '，' : ', ');
  return { en: `Gray’s test: ${said('en')}`, zh: `Gray 检验：${said('zh')}` };
}

/** `9.44%`, of a percentage. */
function shareText(percent: number | null | undefined): string {
  const text = estimateText(percent);
  return text === NO_NUMBER ? text : `${text}%`;
}

/** The first cause at the last asked time (or the end), by group, and Gray's test of it. */
function sentence(
  groups: readonly GroupCurve[],
  gray: ResultTable | null,
  { causes, response }: PreparedCompeting,
  options: CompetingOptions,
  labels: Labels,
  { unit, length }: ShownTime,
): Localised {
  const asked = options.times === undefined ? null : Math.max(...options.times);
  const parts = groups.map(({ label, curve }) => {
    const end = curve.time[curve.time.length - 1];
    const t = asked === null ? end : Math.min(asked, end);
    let j = -1;
    while (j + 1 < curve.time.length && curve.time[j + 1] <= t) j++;
    const { estimate, conf_low, conf_high } = estimates(curve, 0, j, options);
    const percent = (value: Value) => (typeof value === 'number' ? 100 * value : null);
    const at = (lang: Language) => withTimeUnit(timeText(t / length), unit, lang);
    const numbers = [percent(estimate), percent(conf_low), percent(conf_high)] as const;
    return {
      en: `${label === null ? '' : groupLead(label, labels).en}${intervalText(...numbers, shareText)} at ${at('en')}`,
      zh: `${label === null ? '' : groupLead(label, labels).zh}${at('zh')}时为 ${intervalText(...numbers, shareText, 'zh')}`,
    };
  });
  const own = levelSaid(response.causeLabel, causes[0], labels);
  const cause = { en: own.en, zh: /[A-Za-z0-9]$/u.test(own.zh) ? `${own.zh} ` : own.zh };
  const level = levelText(options.conf_level);
  const statistic = gray?.rows[0][1];
  const p = gray?.rows[0][3];
  const test = typeof statistic === 'number' && typeof p === 'number' ? chiSquaredText(significantText(statistic, 3), null, p) : null;
  return {
    en: `Cumulative incidence of ${cause.en}${unit === null ? ` by ${labels[response.timeLabel]?.en ?? response.timeLabel}` : ''} (${level}% CI): ${parts.map((part) => part.en).join('; ')}.${test === null ? '' : ` Gray's test: ${test.en}.`}`,
    zh: `${cause.zh}的累积发生率（${level}% CI）：${parts.map((part) => part.zh).join('；')}。${test === null ? '' : `Gray 检验：${test.zh}。`}`,
  };
}
