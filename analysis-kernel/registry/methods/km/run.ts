/** Runs `km`: prepares the rows, fits the curves, makes the tables asked for. */
import type { Localised } from '@/cohort-dsl/source/localised';
import type { Figure } from '../../../figures/kinds';
import type { Frame } from '../../../frame/column';
import { timeText } from '../../../results/format';
import type { ResultTable, Value, Warning } from '../../../results/result';
import type { ShownTime } from '../../../results/time-unit';
import type { View } from '../../../views/kinds';
import { leastAtRisk } from '../../common-options';
import { eventText, eventWords, outcomeSaid } from '../../event-warnings';
import { columnLabels, groupLabels, saidOf } from '../../labels';
import type { MethodOutput, TableDeclaration } from '../../method';
import { overlapWarnings, ROBUST_BY_ROW } from '../../row-warnings';
import { shownTime, timeConvention } from '../../time-scale';
import { timedView } from '../../timed-view';
import { atTable, commonEnd, curveTable, fitCurves, followUpTable, type GroupCurve, quantileTable, summaryTable } from './curves';
import { rmstTable } from './means';
import { confTypeOf, type KmOptions } from './options';
import { type PreparedKm, prepareKm } from './prepare';
import { KM_TABLES } from './tables';
import { pairwiseTable, testName, testTable } from './tests';
import { kmSentence, testNote } from './texts';

const MANY_CURVES = 20;

/** Runs `km`: the curves, their summary, the test between groups and whatever tables the options ask for. Throws MethodError with the option at fault. */
export function runKm(options: KmOptions, frame: Frame): MethodOutput {
  const prepared = prepareKm(options, frame);
  const warnings: Warning[] = [...prepared.warnings];
  const groups = fitCurves(prepared, options);
  const tables = new Map<string, ResultTable>();
  tables.set('curve', curveTable(groups));
  const summary = summaryTable(groups, options);
  tables.set('summary', summary);
  if (options.times !== undefined) tables.set('at', atTable(groups, options.times, warnings));
  if (options.quantiles !== undefined) tables.set('quantiles', quantileTable(groups, options.quantiles, options));
  const several = prepared.groups !== null && prepared.groups.labels.length > 1;
  const test = several ? testTable(prepared, options, warnings) : null;
  if (test !== null) tables.set('test', test);
  if (options.pairwise !== undefined && several) tables.set('pairwise', pairwiseTable(prepared, options));
  if (options.rmst !== undefined) tables.set('rmst', rmstTable(groups, options.rmst, options));
  if (options.followup) tables.set('followup', followUpTable(groups, options));
  const columns = columnLabels(frame.columns);
  const shown = shownTime(prepared.timeUnit, options.time_unit, commonEnd(groups));
  const labels = { ...columns, ...groupLabels(prepared.groups, columns), ...groupLabels(prepared.curves, columns) };
  warnings.push(...curveWarnings(prepared, groups, several, labels));
  return {
    tables,
    figures: [figure(prepared, options, labels, test, shown)],
    views: views(shown, options),
    warnings,
    conventions: conventions(prepared, groups, options, several),
    seed: null,
    rows: { total: prepared.total, used: prepared.used, missing: prepared.missing },
    sentence: kmSentence(summary, test, prepared, options, labels, shown, columns),
    labels: {
      ...labels,
      ...contrastLabels(groups, labels),
      ...eventWords(prepared.response.coding, prepared.event, prepared.response.eventLabel, labels),
    },
  };
}

/** Differences and ratios of two groups' restricted means, in the groups' words. */
function contrastLabels(
  [reference, ...others]: readonly GroupCurve[],
  labels: Readonly<Record<string, Localised>>,
): Record<string, Localised> {
  const entries = others.flatMap(({ label }) =>
    ['-', '/'].map((sign): [string, Localised] => {
      const [a, b] = [saidOf(label ?? '', labels), saidOf(reference.label ?? '', labels)];
      const shown = sign === '-' ? '−' : sign;
      return [`${label} ${sign} ${reference.label}`, { en: `${a.en} ${shown} ${b.en}`, zh: `${a.zh} ${shown} ${b.zh}` }];
    }),
  );
  return Object.fromEntries(entries);
}

function figure(
  prepared: PreparedKm,
  options: KmOptions,
  labels: Readonly<Record<string, Localised>>,
  test: ResultTable | null,
  shown: ShownTime,
): Figure {
  const outcome = outcomeSaid(prepared.response.eventLabel, prepared.response.coding, labels);
  const { timeLabel } = prepared;
  const time = labels[timeLabel] ?? { en: timeLabel, zh: timeLabel };
  return {
    kind: 'survival',
    name: 'curve',
    title: {
      en: outcome ? `Kaplan–Meier curves: ${outcome.en}` : `Kaplan–Meier curves of ${time.en}`,
      zh: outcome ? `Kaplan–Meier 曲线：${outcome.zh}` : `${time.zh}的 Kaplan–Meier 曲线`,
    },
    table: 'curve',
    timeUnit: prepared.timeUnit,
    shownTime: shown,
    confLevel: options.conf_level,
    note: test === null ? null : testNote(test),
    leastAtRisk: leastAtRisk(options),
  };
}

/** Medians as a paper gives them, of survival and of follow-up; every time in the unit that the figure has. */
function views({ unit, length }: ShownTime, options: KmOptions): View[] {
  const medians = [KM_TABLES.summary, KM_TABLES.followup].map(
    ({ name, title }): View => ({
      kind: 'medians',
      table: name,
      title,
      folded: false,
      notes: [],
      confLevel: options.conf_level,
      timeUnit: unit,
      timeLength: length,
    }),
  );
  if (unit === null) return medians;
  const timed = (table: TableDeclaration, columns: readonly string[]) => timedView(table, { unit, length }, columns);
  return [
    ...medians,
    timed(KM_TABLES.curve, ['time']),
    timed(KM_TABLES.at, ['time']),
    timed(KM_TABLES.quantiles, ['estimate', 'conf_low', 'conf_high']),
  ];
}

function conventions(prepared: PreparedKm, groups: readonly GroupCurve[], options: KmOptions, several: boolean): Record<string, Value> {
  const { coding } = prepared.response;
  return {
    as: options.as,
    conf_type: confTypeOf(options),
    conf_level: options.conf_level,
    variance: prepared.robust ? 'infinitesimal jackknife' : 'Greenwood',
    median: options.as === 'sas' ? 'not estimable on a last flat stretch at one half' : 'left end of a last flat stretch at one half',
    rmean_to: commonEnd(groups),
    event: eventText(coding, prepared.event),
    ties: 'deaths before censorings; near-equal times are one',
    ...timeConvention(options.time_unit),
    ...(several ? { test: testName(options, prepared) } : {}),
    ...(prepared.weightKind === null ? {} : { weights: prepared.weightKind }),
    ...(options.landmark_at === undefined ? {} : { landmark: options.landmark_at }),
    ...(options.followup ? { follow_up: 'reverse Kaplan–Meier, events leave first' } : {}),
  };
}

function curveWarnings(
  prepared: PreparedKm,
  groups: readonly GroupCurve[],
  several: boolean,
  labels: Readonly<Record<string, Localised>>,
): Warning[] {
  const said = (label: string) => saidOf(label, labels);
  const warnings: Warning[] = [];
  if (prepared.mergedTimes > 0) {
    const n = prepared.mergedTimes;
    warnings.push({
      code: 'near_ties',
      message: {
        en: `${n === 1 ? '1 time' : `${n} times`} differed from an earlier one by rounding only and ${n === 1 ? 'was' : 'were'} taken as equal to it.`,
        zh: `${n} 个时间与较早的时间仅有舍入误差之差，已视为相同。`,
      },
    });
  }
  if (prepared.robust && prepared.start !== null && prepared.cluster === null) warnings.push(ROBUST_BY_ROW);
  warnings.push(...overlapWarnings(prepared.start, prepared.time, prepared.cluster, prepared.curves?.codes ?? null));
  if (prepared.groups !== null && !several) {
    const label = said(prepared.groups.labels[0]);
    warnings.push({
      code: 'one_group',
      message: {
        en: `All complete rows are of one group (${label.en}), so there is no test.`,
        zh: `完整的行均属于同一组（${label.zh}），因此没有检验。`,
      },
    });
  }
  if (groups.length > MANY_CURVES) {
    const n = groups.length;
    warnings.push({
      code: 'many_curves',
      message: {
        en: `There are ${n} curves, one for each value of the groups. A number is best cut into classes first.`,
        zh: `共有 ${n} 条曲线，每个取值一条。数值变量宜先分组。`,
      },
    });
  }
  if (groups.every(({ curve }) => curve.nEvent.every((d) => d === 0))) {
    warnings.push({ code: 'no_events', message: { en: 'There are no events: all rows are censored.', zh: '没有事件：所有行均为删失。' } });
  }
  return [...warnings, ...groups.flatMap((group) => endWarnings(group, prepared, said))];
}

/** What is to be known of a curve's end: a median on a flat stretch, and everybody at risk gone before others enter. */
function endWarnings({ label, curve }: GroupCurve, { start }: PreparedKm, said: (label: string) => Localised): Warning[] {
  const warnings: Warning[] = [];
  const who = label === null ? { en: '', zh: '' } : { en: ` (${said(label).en})`, zh: `（${said(label).zh}）` };
  const flat = curve.survival.findIndex((s) => Math.abs(s - 0.5) < 1.5e-8);
  if (flat >= 0 && flat < curve.time.length - 1 && curve.survival.slice(flat).every((s) => s === curve.survival[flat])) {
    warnings.push({
      code: 'median_on_flat_tail',
      message: {
        en: `The curve${who.en} ends on a flat stretch at one half: the summary gives its beginning ${timeText(curve.time[flat])}, the table of quantiles its middle, as R does; SAS gives none.`,
        zh: `曲线${who.zh}在一半处以平台结束：生存概要给出平台起点 ${timeText(curve.time[flat])}，分位数表给出平台中点（与 R 一致）；SAS 不给出数值。`,
      },
    });
  }
  const early = start !== null && curve.zeroFrom < curve.time.length && curve.nEvent.slice(curve.zeroFrom + 1).some((d) => d > 0);
  if (early) {
    const at = timeText(curve.time[curve.zeroFrom]);
    warnings.push({
      code: 'risk_set_emptied',
      message: {
        en: `Everyone at risk at ${at} had the event${who.en}, so the curve is 0 from there although rows enter later. Start later, with a landmark.`,
        zh: `在 ${at} 处于风险中的行均发生事件${who.zh}，此后曲线为 0，尽管之后仍有行进入。可设置界标时间，从更晚的时间开始。`,
      },
    });
  }
  return warnings;
}
