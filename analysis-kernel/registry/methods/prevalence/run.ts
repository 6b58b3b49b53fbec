/** Runs `prevalence`: counts cases, makes the tables asked for. */
import type { Localised } from '@/cohort-dsl/source/localised';
import type { Figure } from '../../../figures/kinds';
import { levelText } from '../../../results/format';
import { joinedLabel } from '../../../results/label-marks';
import type { ResultTable, Value, Warning } from '../../../results/result';
import { tableOf } from '../../../results/table-rows';
import { differenceInterval, differenceP, proportionInterval } from '../../../stats/hypothesis/proportions';
import { type Compared, logCompared, plainCompared } from '../../../stats/rates/compared';
import { directShare } from '../../../stats/rates/direct';
import type { View } from '../../../views/kinds';
import { PROPORTION_WORDS } from '../../common-options';
import { oneGroup, orNull, referenceOf } from '../../compared-groups';
import { eventText, eventWords } from '../../event-warnings';
import { levelForest, MOST_DRAWN, ratioForest } from '../../group-figures';
import { columnLabels, groupLabels, saidOf } from '../../labels';
import { declaredColumns, type MethodInput, type MethodOutput } from '../../method';
import { type Covered, coverageWarnings, coveredBands, readStandard, type Standard } from '../../standardising';
import type { PrevalenceOptions } from './options';
import { type PreparedShares, prepareShares, type Share } from './prepare';
import { type Labels, outcomeSaid, perSaid, prevalenceSentence, whenText } from './sentence';
import { PREVALENCE_TABLES, type Quantity } from './tables';
import { prevalenceWarnings } from './warnings';

/** Runs `prevalence`. Throws MethodError with the option at fault. */
export function runPrevalence({ options, frame, tables: others }: MethodInput<PrevalenceOptions>): MethodOutput {
  const standard = readStandard(options, others);
  const prepared = prepareShares(options, frame);
  const { groups } = prepared;
  const reference = groups === null ? 0 : referenceOf(groups, options.reference);
  const [shares] = sharesOf(prepared, []);
  const columns = columnLabels(prepared.frame.columns);
  const labels: Record<string, Localised> = { ...columns, ...groupLabels(groups, columns) };
  const said = (groups?.labels ?? ['']).map((label) => saidOf(label, labels));
  const warnings: Warning[] = prevalenceWarnings(prepared, shares, said, options, labels);
  const standardised = standard === null ? null : standardise(prepared, standard, options);
  if (standard !== null && standardised !== null) {
    warnings.push(...coverageWarnings(standard, standardised.covered, standardised.left, { en: 'cases', zh: '例病例' }));
  }
  const isCompared = groups !== null && groups.labels.length > 1;
  if (groups !== null && !isCompared) warnings.push(oneGroup(said[0]));
  const ratios = isCompared ? ratiosTable(prepared, shares, reference, standardised, options) : null;
  const tables = new Map<string, ResultTable>([['rates', ratesTable(prepared, shares, options)]]);
  if (ratios !== null) tables.set('ratios', ratios);
  if (standardised !== null) tables.set('standardised', standardised.table);
  const outcome = outcomeSaid(prepared, options, labels);
  return {
    tables,
    figures: figures(tables, prepared, options, outcome),
    views: views(prepared, options, outcome, labels, standard),
    warnings,
    conventions: conventions(prepared, options, standard),
    seed: null,
    rows: prepared.counts,
    sentence: prevalenceSentence({
      prepared,
      options,
      outcome,
      labels: { ...labels, ...columns },
      shares,
      reference,
      ratios,
      standardised: standardised?.table ?? null,
      standard,
    }),
    labels: {
      ...labels,
      ...(prepared.status === null ? {} : eventWords(prepared.status.coding, prepared.isCase, options.case, labels)),
      'convention:conf_type': PROPORTION_WORDS[options.conf_type],
      ...(standard === null ? {} : { 'convention:standard': standard.title }),
      ...(prepared.when === null ? {} : { 'convention:observed': whenText(prepared.when) }),
    },
  };
}

/** Cases and rows by band of age and group; without cuts all ages are one band: `[band][group]`. */
function sharesOf({ isCase, weights, groups, age }: PreparedShares, cuts: readonly number[]): readonly (readonly Share[])[] {
  const size = groups?.labels.length ?? 1;
  const [cases, n] = [0, 1].map(() => new Float64Array((cuts.length + 1) * size));
  for (let row = 0; row < isCase.length; row++) {
    let band = 0;
    while (band < cuts.length && age !== null && age[row] >= cuts[band]) band++;
    const cell = band * size + (groups?.codes[row] ?? 0);
    const copies = weights === null ? 1 : weights[row];
    n[cell] += copies;
    cases[cell] += copies * isCase[row];
  }
  return Array.from({ length: cuts.length + 1 }, (_, band) =>
    Array.from({ length: size }, (__, group) => ({ cases: cases[band * size + group], n: n[band * size + group] })),
  );
}

function ratesTable({ groups }: PreparedShares, shares: readonly Share[], { per, conf_type, conf_level }: PrevalenceOptions): ResultTable {
  const rows = shares.map(({ cases, n }, group) => {
    const { estimate, low, high } = proportionInterval(cases, n, conf_type, { alternative: 'two_sided', level: conf_level });
    return { group: groups?.labels[group] ?? null, events: cases, n, rate: estimate * per, conf_low: low * per, conf_high: high * per };
  });
  return tableOf(PREVALENCE_TABLES.rates, rows, groups === null ? [] : ['group']);
}

interface StandardisedShares {
  readonly table: ResultTable;
  readonly shares: readonly { readonly share: number; readonly variance: number }[];
  readonly covered: Covered;
  readonly left: number;
}

/**
 * The table `standardised`. The interval is that asked for, of a share of as many rows as would have the variance of the standardised one: p (1 − p) / variance;
 * where there is no variance, of the rows there are. Dean & Pagano 2015, doi:10.1093/jssam/smv024.
 */
function standardise(prepared: PreparedShares, standard: Standard, { per, conf_type, conf_level }: PrevalenceOptions): StandardisedShares {
  const labels = prepared.groups?.labels ?? [null];
  const found = sharesOf(prepared, standard.bands.cuts);
  const covered = coveredBands(standard, labels.length, (group, band) => found[band][group].n);
  const weights = covered.bands.map((band) =>
    standard.isOwn ? found[band].reduce((sum, { n }) => sum + n, 0) : standard.bands.weights[band],
  );
  const shares = labels.map((_, group) => {
    const own = covered.bands.map((band) => found[band][group]);
    return directShare(
      own.map(({ cases }) => cases),
      own.map(({ n }) => n),
      weights,
    );
  });
  const rows = shares.map(({ share, variance }, group) => {
    const own = covered.bands.map((band) => found[band][group]);
    const [cases, n] = [own.reduce((sum, one) => sum + one.cases, 0), own.reduce((sum, one) => sum + one.n, 0)];
    const size = variance > 0 ? (share * (1 - share)) / variance : n;
    const { low, high } = proportionInterval(share * size, size, conf_type, { alternative: 'two_sided', level: conf_level });
    return {
      group: labels[group],
      standard: standard.name,
      events: cases,
      n,
      crude_rate: (cases / n) * per,
      rate: share * per,
      std_error: Math.sqrt(variance) * per,
      conf_low: low * per,
      conf_high: high * per,
      coverage: standard.isOwn ? null : covered.share,
    };
  });
  const left = found.reduce(
    (sum, groups, band) => sum + (covered.bands.includes(band) ? 0 : groups.reduce((all, { cases }) => all + cases, 0)),
    0,
  );
  return { table: tableOf(PREVALENCE_TABLES.standardised, rows, prepared.groups === null ? [] : ['group']), shares, covered, left };
}

/** Ratio of two shares on the logarithm (variance 1/a − 1/n + 1/b − 1/m), difference by Newcombe, both with the score test of equal shares. */
function ratiosTable(
  { groups }: PreparedShares,
  shares: readonly Share[],
  reference: number,
  standardised: StandardisedShares | null,
  { per, conf_level: level }: PrevalenceOptions,
): ResultTable {
  const labels = groups?.labels ?? [];
  const rows = labels.flatMap((label, group) => {
    if (group === reference) return [];
    const [a, b] = [shares[group], shares[reference]];
    const two = { events: [a.cases, b.cases], n: [a.n, b.n] } as const;
    const pValue = differenceP(two, 'two_sided');
    const found: [Quantity, Compared][] = [
      [
        'prevalence_ratio',
        { ...logCompared(a.cases / a.n / (b.cases / b.n), Math.sqrt(1 / a.cases - 1 / a.n + 1 / b.cases - 1 / b.n), level), pValue },
      ],
      ['prevalence_difference', { ...differenceInterval(two, 'newcombe', { alternative: 'two_sided', level }), pValue }],
    ];
    if (standardised !== null) {
      const [x, y] = [standardised.shares[group], standardised.shares[reference]];
      const error = Math.sqrt(x.variance / x.share ** 2 + y.variance / y.share ** 2);
      found.push(['standardised_prevalence_ratio', logCompared(x.share / y.share, error, level)]);
      found.push(['standardised_prevalence_difference', plainCompared(x.share - y.share, Math.sqrt(x.variance + y.variance), level)]);
    }
    return found.map(([quantity, { estimate, low, high, pValue: p }]) => {
      const scale = quantity.endsWith('difference') ? per : 1;
      return {
        group: label,
        reference: labels[reference],
        quantity,
        estimate: orNull(estimate * scale),
        conf_low: orNull(low * scale),
        conf_high: orNull(high * scale),
        p_value: orNull(p),
      };
    });
  });
  return tableOf(PREVALENCE_TABLES.ratios, rows);
}

function figures(
  tables: ReadonlyMap<string, ResultTable>,
  { groups }: PreparedShares,
  options: PrevalenceOptions,
  outcome: Localised,
): Figure[] {
  const count = groups?.labels.length ?? 1;
  if (count < 2 || count > MOST_DRAWN) return [];
  const common = { outcome, confLevel: options.conf_level };
  const base = perSaid(options);
  const [level, ratio] = [
    { en: `Prevalence${base.en}`, zh: `${base.zh}患病率` },
    { en: 'Prevalence ratio', zh: '患病率比' },
  ];
  const quantity = tables.has('standardised') ? 'standardised_prevalence_ratio' : 'prevalence_ratio';
  return [
    levelForest({ ...common, table: PREVALENCE_TABLES.rates, name: level }, ['group']),
    ratioForest({ ...common, table: PREVALENCE_TABLES.ratios, name: ratio }, quantity),
  ];
}

/** Groups in words, and below each table what its numbers are. */
function views(
  { groups }: PreparedShares,
  options: PrevalenceOptions,
  outcome: Localised,
  labels: Labels,
  standard: Standard | null,
): View[] {
  const words = Object.fromEntries((groups?.labels ?? []).map((label) => [label, saidOf(label, labels)]));
  const level = levelText(options.conf_level);
  const type = PROPORTION_WORDS[options.conf_type];
  const notes: Readonly<Record<string, Localised>> = {
    rates: { en: `${level}% ${type.en} intervals.`, zh: `${level}% 置信区间（${type.zh}）。` },
    ratios: {
      en: `${level}% intervals: ratios on the logarithm, differences by Newcombe; p of the score test.`,
      zh: `${level}% 置信区间：比值为对数尺度，差值为 Newcombe 法；P 值为得分检验。`,
    },
    standardised: {
      en: `${level}% ${type.en} intervals at the effective number of rows.`,
      zh: `${level}% 置信区间（${type.zh}，按有效样本量）。`,
    },
  };
  return Object.values(PREVALENCE_TABLES).map((table): View => {
    const declared = declaredColumns(table);
    const own = {
      group: { words },
      reference: { ...declared.reference, words },
      standard: { ...declared.standard, words: standard === null ? {} : { [standard.name]: standard.title } },
    };
    return {
      kind: 'table',
      table: table.name,
      title: joinedLabel(outcome, table.title),
      folded: false,
      notes: [notes[table.name]],
      columns: { ...declared, ...own },
    };
  });
}

function conventions(prepared: PreparedShares, options: PrevalenceOptions, standard: Standard | null): Record<string, Value> {
  return {
    ...(prepared.status === null ? {} : { event: eventText(prepared.status.coding, prepared.isCase) }),
    ...(prepared.when === null ? {} : { observed: whenText(prepared.when).en }),
    conf_type: options.conf_type,
    conf_level: options.conf_level,
    ...(standard === null ? {} : { standard: standard.name, standardised_interval: 'as of a share of the effective number of rows' }),
    ...(options.weights === undefined ? {} : { weights: 'frequency' }),
  };
}
