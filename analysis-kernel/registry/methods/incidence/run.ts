/** Runs `incidence`: prepares the rows, divides person-time, makes the tables asked for. */
import type { Localised } from '@/cohort-dsl/source/localised';
import type { Figure } from '../../../figures/kinds';
import { levelText } from '../../../results/format';
import { joinedLabel } from '../../../results/label-marks';
import type { ResultTable, Value } from '../../../results/result';
import { tableOf } from '../../../results/table-rows';
import type { View } from '../../../views/kinds';
import { oneGroup, orNull, referenceOf } from '../../compared-groups';
import { eventText, eventWords } from '../../event-warnings';
import { levelForest, MOST_DRAWN, ratioForest } from '../../group-figures';
import { columnLabels, groupLabels, saidOf } from '../../labels';
import { declaredColumns, type MethodInput, type MethodOutput } from '../../method';
import { namedEventSaid } from '../../named-event';
import { coverageWarnings, readStandard, type Standard, thinWarning } from '../../standardising';
import { type Cells, splitCells } from './cells';
import { rateKeys, ratiosTable, smrTable, standardise, totals } from './compare';
import { countInterval } from './kernel/intervals';
import { CONF_TYPE_WORDS, type IncidenceOptions } from './options';
import { type PreparedRates, prepareRates, refuse } from './prepare';
import { incidenceSentence } from './sentence';
import { INCIDENCE_TABLES } from './tables';
import { incidenceWarnings } from './warnings';
import { type Labels, perSaid } from './words';

/** Runs `incidence`. Throws MethodError with the option at fault. */
export function runIncidence({ options, frame, tables: others }: MethodInput<IncidenceOptions>): MethodOutput {
  const standard = readStandard(options, others);
  const keys = rateKeys(options, frame, others);
  const prepared = prepareRates(options, frame, keys);
  const { groups } = prepared;
  const reference = groups === null ? 0 : referenceOf(groups, options.reference);
  const cells = splitCells(prepared, options);
  const whole = totals(cells.cells, groups?.labels.length ?? 1);
  if (whole.every(({ time }) => time === 0)) throw nobodyFollowed(options);
  const columns = columnLabels(prepared.frame.columns);
  const labels: Record<string, Localised> = { ...columns, ...groupLabels(groups, columns) };
  const said = (groups?.labels ?? ['']).map((label) => saidOf(label, labels));
  const warnings = incidenceWarnings(prepared, cells, whole, options, said, labels);
  const standardised = standard === null ? null : standardise(prepared, standard, options);
  if (standard !== null && standardised !== null) {
    warnings.push(...thinWarning(standard, standardised.thin));
    warnings.push(...coverageWarnings(standard, standardised.covered, standardised.left, { en: 'events', zh: '例事件' }));
  }
  const isCompared = groups !== null && groups.labels.length > 1;
  if (groups !== null && !isCompared) warnings.push(oneGroup(said[0]));
  const ratios = groups === null || !isCompared ? null : ratiosTable(groups, reference, cells.cells, standardised, options);
  const smr = options.reference_rates === undefined ? null : smrTable(prepared, options, keys, others);
  const tables = new Map<string, ResultTable>([['rates', ratesTable(prepared, cells, options)]]);
  if (ratios !== null) tables.set('ratios', ratios);
  if (standardised !== null) tables.set('standardised', standardised.table);
  if (smr !== null) tables.set('smr', smr);
  const outcome = namedEventSaid(prepared.status, options.event, labels);
  return {
    tables,
    figures: figures(tables, cells, prepared, options, outcome),
    views: views(prepared, cells, options, outcome, labels, standard),
    warnings,
    conventions: conventions(prepared, options, standard, smr !== null),
    seed: null,
    rows: prepared.counts,
    sentence: incidenceSentence({
      prepared,
      options,
      outcome,
      labels: { ...labels, ...columns },
      whole,
      reference,
      ratios,
      standardised: standardised?.table ?? null,
      standard,
      smr,
    }),
    labels: {
      ...labels,
      ...eventWords(prepared.status.coding, usedEvents(prepared), options.event, labels),
      'convention:conf_type': CONF_TYPE_WORDS[options.conf_type],
      ...(standard === null ? {} : { 'convention:standard': standard.title }),
    },
  };
}

const usedEvents = ({ event }: PreparedRates) => event;

function ratesTable({ groups }: PreparedRates, { cells, columns }: Cells, { per, conf_type, conf_level }: IncidenceOptions): ResultTable {
  const rows = cells.map(({ group, bands, events, time, n }) => {
    const { low, high } = countInterval(events, conf_type, conf_level);
    return {
      ...(groups === null ? {} : { group: groups.labels[group] }),
      ...Object.fromEntries(columns.map((column, at) => [column, bands[at]])),
      events,
      person_time: time,
      rate: orNull((events / time) * per),
      conf_low: orNull((low / time) * per),
      conf_high: orNull((high / time) * per),
      n,
    };
  });
  return tableOf(INCIDENCE_TABLES.rates, rows, [...(groups === null ? [] : ['group']), ...columns]);
}

const BAND_HEADERS = {
  age: { en: 'Age', zh: '年龄' },
  period: { en: 'Calendar years', zh: '日历年' },
  follow_up: { en: 'Time since entry', zh: '随访时间' },
} as const;

/** Rates of groups and bands, where there are several and not too many to read; ratios to the reference. */
function figures(
  tables: ReadonlyMap<string, ResultTable>,
  { columns }: Cells,
  prepared: PreparedRates,
  options: IncidenceOptions,
  outcome: Localised,
): Figure[] {
  const common = { outcome, confLevel: options.conf_level };
  const found: Figure[] = [];
  const rows = tables.get('rates')?.rows.length ?? 0;
  const named = [...(prepared.groups === null ? [] : ['group']), ...columns];
  if (rows > 1 && rows <= MOST_DRAWN && named.length > 0) {
    const base = perSaid(prepared, options);
    const name = { en: `Rate ${base.en}`, zh: `${base.zh}发病率` };
    found.push(levelForest({ ...common, table: INCIDENCE_TABLES.rates, name }, named));
  }
  if (tables.has('ratios')) {
    const quantity = tables.has('standardised') ? 'standardised_rate_ratio' : columns.length > 0 ? 'adjusted_rate_ratio' : 'rate_ratio';
    found.push(ratioForest({ ...common, table: INCIDENCE_TABLES.ratios, name: { en: 'Rate ratio', zh: '率比' } }, quantity));
  }
  return found;
}

/** Groups and bands in words, and below each table what its numbers are. */
function views(
  prepared: PreparedRates,
  cells: Cells,
  options: IncidenceOptions,
  outcome: Localised,
  labels: Labels,
  standard: Standard | null,
): View[] {
  const groups = Object.fromEntries((prepared.groups?.labels ?? []).map((label) => [label, saidOf(label, labels)]));
  const bands = Object.fromEntries(cells.columns.map((column) => [column, { header: BAND_HEADERS[column], words: cells.words[column] }]));
  const [base, level] = [perSaid(prepared, options), levelText(options.conf_level)];
  const type = CONF_TYPE_WORDS[options.conf_type];
  const notes: Readonly<Record<string, Localised>> = {
    rates: { en: `Rates ${base.en}, with ${level}% intervals (${type.en}).`, zh: `率按${base.zh}给出，${level}% 置信区间（${type.zh}）。` },
    ratios: { en: `Differences ${base.en}; ${level}% intervals.`, zh: `率差按${base.zh}给出；${level}% 置信区间。` },
    standardised: {
      en: `Rates ${base.en}, with ${level}% gamma intervals (Fay and Feuer).`,
      zh: `率按${base.zh}给出，${level}% 置信区间（Fay–Feuer gamma 法）。`,
    },
    smr: { en: `${level}% intervals (${type.en}).`, zh: `${level}% 置信区间（${type.zh}）。` },
  };
  return Object.values(INCIDENCE_TABLES).map((table): View => {
    const declared = declaredColumns(table);
    const own = {
      group: { words: groups },
      reference: { ...declared.reference, words: groups },
      standard: { ...declared.standard, words: standard === null ? {} : { [standard.name]: standard.title } },
      ...bands,
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

function conventions(
  prepared: PreparedRates,
  options: IncidenceOptions,
  standard: Standard | null,
  hasExpected: boolean,
): Record<string, Value> {
  return {
    event: eventText(prepared.status.coding, usedEvents(prepared)),
    person_time: prepared.year === null ? 'in the unit of the times' : 'years of 365.25 days',
    ...(options.split === undefined && standard === null && !hasExpected
      ? {}
      : { cuts: 'an event at a cut belongs to the band that ends there' }),
    conf_type: options.conf_type,
    conf_level: options.conf_level,
    ...(standard === null ? {} : { standard: standard.name, standardised_interval: 'gamma (Fay and Feuer)' }),
    ...(options.split === undefined || prepared.groups === null ? {} : { pooled: 'Mantel–Haenszel, variance of Greenland and Robins' }),
    ...(options.weights === undefined ? {} : { weights: 'frequency' }),
  };
}

function nobodyFollowed({ time, stop }: IncidenceOptions) {
  const name = time ?? stop ?? '';
  return refuse(
    'no_person_time',
    time === undefined ? 'stop' : 'time',
    `All times in ${name} are 0, so there is no person-time to divide by. Check the column; it should say how long each row was followed.`,
    `${name} 的时间全部为 0，没有可作分母的人时。请核对该列，应为每行的随访时长。`,
  );
}
