/** AUCs within the groups of a column, and how they compare. */
import type { Localised } from '@/cohort-dsl/source/localised';
import { qt } from '../../../numeric/dist/student-t';
import { countText } from '../../../results/format';
import type { ResultTable, Value, Warning } from '../../../results/result';
import { tableOf } from '../../../results/table-rows';
import { adjustP } from '../../../stats/hypothesis/adjust';
import { orNull } from '../../compared-groups';
import { levelSaid, saidOf } from '../../labels';
import { aucLimits } from './analyse';
import { delong } from './kernel/delong';
import { tally } from './kernel/tally';
import { equalUnpaired, type OwnArea, unpairedAreas } from './kernel/unpaired';
import type { DiagnosticOptions } from './options';
import type { Prepared, PreparedMarker } from './prepare';
import type { Labels } from './sentence';
import { DIAGNOSTIC_TABLES } from './tables';

interface GroupArea extends OwnArea {
  readonly label: string;
}

export interface GroupsFound {
  readonly areas: ResultTable;
  readonly test: ResultTable;
  readonly warnings: readonly Warning[];
}

/**
 * The AUC of each marker in each group with its interval, and the differences between groups. Which values are suspicious is decided once, on all
 * rows: an area that turned its marker over in one group would be of another question. Null without `by`.
 */
export function groupsFound(prepared: Prepared, options: DiagnosticOptions, labels: Labels): GroupsFound | null {
  const { groups, isCase, markers } = prepared;
  if (groups === null || options.by === undefined) return null;
  const places = groups.labels.map((_, group) => rowsOf(groups.codes, group));
  const counted = places.map((rows) => rows.reduce((sum, row) => sum + isCase[row], 0));
  const both = groups.labels.map((_, group) => counted[group] > 0 && counted[group] < places[group].length);
  const rows: Record<string, Value>[] = [];
  const tests: Record<string, Value>[] = [];
  const unsure = new Set<string>();
  for (const marker of markers) {
    const areas: GroupArea[] = [];
    groups.labels.forEach((label, group) => {
      const own = { marker: marker.name, group: label, cases: counted[group], controls: places[group].length - counted[group] };
      const found = both[group] ? areaIn(marker, isCase, places[group], options) : null;
      if (found !== null) areas.push({ label, n: places[group].length, auc: found.estimate, variance: found.error ** 2 });
      rows.push({
        ...own,
        estimate: found?.estimate ?? null,
        std_error: orNull(found?.error ?? Number.NaN),
        conf_low: orNull(found?.low ?? Number.NaN),
        conf_high: orNull(found?.high ?? Number.NaN),
      });
    });
    tests.push(...testRows(marker, areas, options));
    for (const area of areas) if (!hasError(area)) unsure.add(area.label);
  }
  const without = groups.labels.filter((_, group) => !both[group]);
  const certain = groups.labels.filter((label) => unsure.has(label));
  return {
    areas: tableOf(DIAGNOSTIC_TABLES.groups, rows),
    test: tableOf(DIAGNOSTIC_TABLES.group_test, tests),
    warnings: [
      ...(without.length === 0 ? [] : [oneKind(options.by, without, labels)]),
      ...(certain.length === 0 ? [] : [noError(options.by, certain, labels)]),
    ],
  };
}

function rowsOf(codes: Int32Array, group: number): Int32Array {
  return Int32Array.from([...codes.keys()].filter((row) => codes[row] === group));
}

/** Samples drawn anew are of all rows: a group has DeLong's interval instead. */
function areaIn(marker: PreparedMarker, isCase: Uint8Array, rows: Int32Array, { auc_interval, conf_level }: DiagnosticOptions) {
  const own = Uint8Array.from(rows, (row) => isCase[row]);
  const values = Float64Array.from(rows, (row) => marker.turned[row]);
  const areas = delong([tally(values, own)], own);
  return aucLimits(areas, 0, auc_interval === 'bootstrap' ? 'delong' : auc_interval, null, conf_level);
}

/** One case or control alone, a constant marker or one that tells all apart give an area no error. */
function hasError({ variance }: GroupArea): boolean {
  return variance > 0;
}

function testRows(
  { name }: PreparedMarker,
  areas: readonly GroupArea[],
  { adjust, conf_level }: DiagnosticOptions,
): Record<string, Value>[] {
  const pairs = areas.flatMap((first, a) => areas.slice(a + 1).map((second) => ({ first, second, ...unpairedAreas(first, second) })));
  const adjusted = adjustP(
    pairs.map(({ pValue }) => pValue),
    adjust,
  );
  const rows: Record<string, Value>[] = pairs.map(({ first, second, difference, error, statistic, df, pValue }, at) => {
    const half = qt(1 - (1 - conf_level) / 2, df) * error;
    return {
      marker: name,
      group_1: first.label,
      group_2: second.label,
      estimate: difference,
      std_error: orNull(error),
      conf_low: orNull(difference - half),
      conf_high: orNull(difference + half),
      statistic: orNull(statistic),
      df: orNull(df),
      p_value: orNull(pValue),
      p_adjusted: pairs.length > 1 ? orNull(adjusted[at]) : null,
      method: 'delong_unpaired',
    };
  });
  if (areas.length < 3) return rows;
  const varying = areas.filter(hasError);
  if (varying.length < 2) return rows;
  const { statistic, df, pValue } = equalUnpaired(varying);
  return [...rows, { marker: name, statistic: orNull(statistic), df, p_value: orNull(pValue), method: 'delong_groups' }];
}

function oneKind(by: string, without: readonly string[], labels: Labels): Warning {
  const { en, zh } = listed(by, without, labels);
  return {
    code: 'group_without_both',
    message: {
      en: `${countText(without.length)} of the groups of ${saidOf(by, labels).en} ${without.length === 1 ? 'has' : 'have'} no cases or no controls and no AUC: ${en}.`,
      zh: `${saidOf(by, labels).zh} 中有 ${countText(without.length)} 组没有病例或没有对照，不给出 AUC：${zh}。`,
    },
  };
}

function noError(by: string, certain: readonly string[], labels: Labels): Warning {
  const { en, zh } = listed(by, certain, labels);
  const one = certain.length === 1;
  return {
    code: 'group_without_error',
    message: {
      en: `In ${countText(certain.length)} of the groups of ${saidOf(by, labels).en} an AUC has no standard error (a single case or control, or a marker that tells all or nothing) and takes no part in the test of all groups: ${en}. Join ${one ? 'it with another' : 'them with others'}, or leave ${one ? 'it' : 'them'} out with where.`,
      zh: `${saidOf(by, labels).zh} 中有 ${countText(certain.length)} 组的 AUC 没有标准误（仅一例病例或对照，或标志物完全区分或毫无区分），不参与各组的整体检验：${zh}。请与其他组合并，或用 where 排除。`,
    },
  };
}

function listed(by: string, levels: readonly string[], labels: Labels): Localised {
  const said = (lang: 'en' | 'zh') => levels.map((level) => levelSaid(by, level, labels)[lang]).join(lang === 'zh' ? '、' : ', ');
  return { en: said('en'), zh: said('zh') };
}
