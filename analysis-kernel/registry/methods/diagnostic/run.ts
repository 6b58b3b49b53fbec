/** Runs `diagnostic`: tables, figure and texts of what was found. */
import type { Localised } from '@/cohort-dsl/source/localised';
import type { Figure } from '../../../figures/kinds';
import { qnorm } from '../../../numeric/dist/normal';
import { cutText, fixedText, levelText } from '../../../results/format';
import { joinedLabel } from '../../../results/label-marks';
import type { ResultTable, Value } from '../../../results/result';
import { tableOf } from '../../../results/table-rows';
import { adjustP } from '../../../stats/hypothesis/adjust';
import { normalP } from '../../../stats/hypothesis/alternative';
import type { View } from '../../../views/kinds';
import { ADJUST_WORDS, PROPORTION_WORDS } from '../../common-options';
import { orNull } from '../../compared-groups';
import { eventText, eventWords } from '../../event-warnings';
import { columnLabels, saidOf } from '../../labels';
import { declaredColumns, type MethodInput, type MethodOutput } from '../../method';
import { namedEventSaid } from '../../named-event';
import { inSteps, type Work } from '../../pool';
import { analyse, type CutFound, type Found, type Limits, type MarkerFound } from './analyse';
import { groupsFound } from './groups';
import { areaDifference, equalAreas } from './kernel/delong';
import { AUC_INTERVAL_WORDS, type DiagnosticOptions, draws } from './options';
import { type Prepared, prepareDiagnostic } from './prepare';
import { rocRows } from './roc-rows';
import { diagnosticSentence, type Labels, orderSign } from './sentence';
import { DIAGNOSTIC_TABLES, type Quantity } from './tables';
import { diagnosticWarnings } from './warnings';

/** Runs `diagnostic`. Throws MethodError with the option at fault. */
export async function runDiagnostic({ options, frame }: MethodInput<DiagnosticOptions>, work: Work): Promise<MethodOutput> {
  const prepared = prepareDiagnostic(options, frame);
  const found = await inSteps(analyse(prepared, options), work);
  const columns = columnLabels(prepared.frame.columns);
  const { coding } = prepared.status;
  const outcome = namedEventSaid(prepared.status, options.outcome, columns);
  const tables = new Map<string, ResultTable>([['estimates', estimatesTable(found)]]);
  if (found.markers.some(({ best }) => best !== null)) tables.set('best', bestTable(found, options));
  if (found.markers.length > 1) tables.set('test', testTable(found, options));
  const groups = groupsFound(prepared, options, columns);
  if (groups !== null) {
    tables.set('groups', groups.areas);
    if (groups.test.rows.length > 0) tables.set('group_test', groups.test);
  }
  tables.set('roc', tableOf(DIAGNOSTIC_TABLES.roc, found.markers.flatMap(rocRows)));
  const labels = {
    ...columns,
    ...eventWords(coding, prepared.isCase, options.outcome, columns),
    'convention:conf_type': PROPORTION_WORDS[options.conf_type],
    'convention:auc_interval': AUC_INTERVAL_WORDS[options.auc_interval],
    'convention:adjustment': ADJUST_WORDS[options.adjust],
  };
  return {
    tables,
    figures: [rocFigure(found, options, outcome)],
    views: views(found, options, outcome, columns),
    warnings: [...prepared.warnings, ...diagnosticWarnings(prepared, found, options, columns), ...(groups?.warnings ?? [])],
    conventions: conventions(prepared, found, options),
    seed: draws(options) ? options.seed : null,
    rows: prepared.counts,
    sentence: diagnosticSentence({
      found,
      options,
      outcome,
      labels: columns,
      test: tables.get('test') ?? null,
      groups: tables.get('group_test') ?? null,
    }),
    labels,
  };
}

/** A ratio over 0 is infinite; what is not a number is nothing. */
const infiniteOr = (value: number): Value => (value === Number.POSITIVE_INFINITY ? value : orNull(value));

function estimatesTable({ markers }: Found): ResultTable {
  const rows = markers.flatMap(({ marker, auc, partial, corrected, cuts }) => {
    const whole = (quantity: Quantity, limits: Limits | null) =>
      limits === null
        ? []
        : [
            {
              marker: marker.name,
              quantity,
              estimate: orNull(limits.estimate),
              std_error: orNull(limits.error),
              conf_low: orNull(limits.low),
              conf_high: orNull(limits.high),
            },
          ];
    return [
      ...whole('auc', auc),
      ...whole('partial_auc', partial),
      ...whole('partial_auc_corrected', corrected),
      ...cuts.flatMap(({ cut, accuracy }) =>
        accuracy.map(({ quantity, events, n, estimate, low, high }) => ({
          marker: marker.name,
          cut,
          quantity,
          events,
          n,
          estimate: infiniteOr(estimate),
          conf_low: orNull(low),
          conf_high: orNull(high),
        })),
      ),
    ];
  });
  return tableOf(DIAGNOSTIC_TABLES.estimates, rows);
}

function bestTable({ markers }: Found, { best: criterion }: DiagnosticOptions): ResultTable {
  const rows = markers.flatMap(({ marker, cuts: [own], best }) => {
    if (best === null) return [];
    const { sensitivity, specificity } = best.optimism;
    const shares = { sensitivity: estimateOf(own, 'sensitivity'), specificity: estimateOf(own, 'specificity') };
    const all = [
      ['sensitivity', shares.sensitivity, sensitivity],
      ['specificity', shares.specificity, specificity],
      ['youden', shares.sensitivity + shares.specificity - 1, sensitivity + specificity],
    ] as const;
    return all.map(([metric, apparent, optimism]) => ({
      marker: marker.name,
      criterion: criterion ?? null,
      cut: best.cut,
      cut_low: orNull(best.low),
      cut_high: orNull(best.high),
      metric,
      apparent,
      optimism: orNull(optimism),
      corrected: orNull(apparent - optimism),
    }));
  });
  return tableOf(DIAGNOSTIC_TABLES.best, rows);
}

const estimateOf = ({ accuracy }: CutFound, name: string): number =>
  accuracy.find(({ quantity }) => quantity === name)?.estimate ?? Number.NaN;

/** Each pair on z, and all on χ². A pair that orders the rows alike has z 0. R: `pROC::roc.test(roc1, roc2, method = "delong")`. */
function testTable({ markers, areas }: Found, { adjust, conf_level: level }: DiagnosticOptions): ResultTable {
  const z = qnorm(1 - (1 - level) / 2);
  const pairs = markers.flatMap((first, a) =>
    markers.slice(a + 1).map((second, beyond) => {
      const { difference, variance } = areaDifference(areas, a, a + 1 + beyond);
      const error = Math.sqrt(variance);
      const alike = difference === 0 && variance === 0;
      const statistic = alike ? 0 : error > 0 ? difference / error : Number.NaN;
      const pValue = normalP(statistic, 'two_sided');
      return { names: [first.marker.name, second.marker.name], difference, error, statistic, pValue, half: z * error };
    }),
  );
  const adjusted = adjustP(
    pairs.map(({ pValue }) => pValue),
    adjust,
  );
  const rows: Record<string, Value>[] = pairs.map(({ names, difference, error, statistic, pValue, half }, at) => ({
    marker_1: names[0],
    marker_2: names[1],
    estimate: difference,
    std_error: orNull(error),
    conf_low: orNull(difference - half),
    conf_high: orNull(difference + half),
    statistic: orNull(statistic),
    p_value: orNull(pValue),
    p_adjusted: pairs.length > 1 ? orNull(adjusted[at]) : null,
    method: 'delong',
  }));
  if (markers.length > 2) {
    const { statistic, df, pValue } = equalAreas(areas);
    rows.push({ statistic: orNull(statistic), df, p_value: orNull(pValue), method: 'delong_overall' });
  }
  return tableOf(DIAGNOSTIC_TABLES.test, rows);
}

/** Cut-offs that can be told apart in a figure. */
const MOST_MARKED = 3;

function rocFigure({ markers }: Found, { conf_level: confLevel }: DiagnosticOptions, outcome: Localised): Figure {
  return {
    kind: 'roc',
    name: 'roc',
    title: joinedLabel(outcome, DIAGNOSTIC_TABLES.roc.title),
    table: 'roc',
    confLevel,
    curves: markers.map(({ marker, auc }) => ({
      marker: marker.name,
      auc: auc.estimate,
      low: Number.isFinite(auc.low) ? auc.low : null,
      high: Number.isFinite(auc.high) ? auc.high : null,
    })),
    points: markers.flatMap(({ marker, cuts }) =>
      cuts.slice(0, MOST_MARKED).map((own) => ({
        marker: marker.name,
        text: own.cut === null ? null : `${orderSign(marker)} ${cutText(own.cut)}`,
        sensitivity: estimateOf(own, 'sensitivity'),
        specificity: estimateOf(own, 'specificity'),
      })),
    ),
  };
}

function views({ markers }: Found, options: DiagnosticOptions, outcome: Localised, labels: Labels): View[] {
  const words = Object.fromEntries(markers.map(({ marker: { name } }) => [name, saidOf(name, labels)]));
  const levels = groupWords(options.by, labels);
  const level = levelText(options.conf_level);
  const [type, interval] = [PROPORTION_WORDS[options.conf_type], AUC_INTERVAL_WORDS[options.auc_interval]];
  const signs = markers
    .filter(({ marker }) => !marker.isResult)
    .map(({ marker }) => ({ ...saidOf(marker.name, labels), sign: orderSign(marker) }));
  const positive: readonly Localised[] =
    signs.length === 0 || markers.every(({ cuts }) => cuts.every(({ cut }) => cut === null))
      ? []
      : [
          {
            en: `Positive: ${signs.map(({ en, sign }) => `${en} ${sign} cut-off`).join('; ')}.`,
            zh: `阳性：${signs.map(({ zh, sign }) => `${zh} ${sign} 截断值`).join('；')}。`,
          },
        ];
  const shares: readonly Localised[] = markers.every(({ cuts }) => cuts.length === 0)
    ? []
    : [
        {
          en: `${level}% intervals of shares: ${type.en}; of likelihood and odds ratios on the logarithm; of Youden’s index Newcombe. Predictive values hold at the prevalence of these data${options.prevalence === undefined ? '' : `; the last two at a prevalence of ${fixedText(100 * options.prevalence, 1)}%`}.`,
          zh: `${level}% 置信区间：比例为 ${type.zh}；似然比与比值比为对数尺度；约登指数为 Newcombe 法。预测值对应本数据的患病率${options.prevalence === undefined ? '' : `；末两项对应 ${fixedText(100 * options.prevalence, 1)}% 的患病率`}。`,
        },
      ];
  const notes: Readonly<Record<string, readonly Localised[]>> = {
    estimates: [
      { en: `${level}% intervals of AUCs: ${interval.en}.`, zh: `AUC 的 ${level}% 置信区间：${interval.zh}。` },
      ...positive,
      ...shares,
    ],
    best: [
      {
        en: `Optimism: mean over ${options.bootstrap} samples of what their own best cut-off gives in them less what it gives in the data. Limits of the cut-off: ${level}% of the samples.`,
        zh: `乐观度：${options.bootstrap} 次抽样中，样本自身最佳截断值在样本中与在原数据中表现之差的均值。截断值上下限：${level}% 的抽样。`,
      },
    ],
    groups: [
      {
        en: `${level}% intervals: ${options.auc_interval === 'bootstrap' ? AUC_INTERVAL_WORDS.delong.en : interval.en}.`,
        zh: `${level}% 置信区间：${options.auc_interval === 'bootstrap' ? AUC_INTERVAL_WORDS.delong.zh : interval.zh}。`,
      },
    ],
    group_test: [
      {
        en: `The first group minus the second, with ${level}% intervals; different patients.`,
        zh: `第一组减第二组，${level}% 置信区间；不同患者。`,
      },
    ],
    test: [
      {
        en: `The first marker minus the second, with ${level}% intervals, on the same rows.`,
        zh: `第一个标志物减第二个，${level}% 置信区间，同一批数据。`,
      },
    ],
  };
  return Object.values(DIAGNOSTIC_TABLES).map((table): View => {
    const declared = declaredColumns(table);
    const named = (name: string) => Object.hasOwn(declared, name) || table.columns.some((one) => one.name === name);
    const own = Object.fromEntries([
      ...['marker', 'marker_1', 'marker_2'].map((name) => [name, { ...declared[name], words }] as const),
      ...['group', 'group_1', 'group_2'].filter(named).map((name) => [name, { ...declared[name], words: levels }] as const),
    ]);
    return {
      kind: 'table',
      table: table.name,
      title: joinedLabel(outcome, table.title),
      folded: table.folded ?? false,
      notes: [...(notes[table.name] ?? [])],
      columns: { ...declared, ...own },
    };
  });
}

/** The levels of `by` in words. */
function groupWords(by: string | undefined, labels: Labels): Record<string, Localised> {
  const lead = `${by}=`;
  return Object.fromEntries(
    Object.entries(labels).flatMap(([key, said]) => (by !== undefined && key.startsWith(lead) ? [[key.slice(lead.length), said]] : [])),
  );
}

const AUC = { delong: 'DeLong', delong_logit: 'DeLong, logit', bootstrap: 'bootstrap percentiles' };

function conventions({ status, isCase }: Prepared, { markers }: Found, options: DiagnosticOptions): Record<string, Value> {
  const measured: readonly MarkerFound[] = markers.filter(({ marker }) => !marker.isResult);
  const directions = new Set(measured.map(({ marker }) => marker.isLower));
  return {
    event: eventText(status.coding, isCase),
    ...(directions.size === 1 ? { positive: directions.has(true) ? 'at or below the cut-off' : 'at or above the cut-off' } : {}),
    ...(measured.length === 0 ? {} : { thresholds: 'half-way between neighbouring values' }),
    conf_type: options.conf_type,
    auc_interval: AUC[options.auc_interval],
    conf_level: options.conf_level,
    ...(markers.length > 2 || (options.by !== undefined && options.adjust !== 'none') ? { adjustment: options.adjust } : {}),
    ...(draws(options) ? { bootstrap: options.bootstrap } : {}),
    ...(options.weights === undefined ? {} : { weights: 'frequency' }),
  };
}
