/** The tables `ratios`, `standardised` and `smr` of `incidence`. */
import { type Grouping, groupRows } from '../../../formula/specials';
import { findColumn, numbersOf } from '../../../frame/access';
import type { Frame } from '../../../frame/column';
import { factorOf } from '../../../frame/factor';
import type { ResultTable } from '../../../results/result';
import { tableOf } from '../../../results/table-rows';
import { bandsOf } from '../../../stats/rates/age-groups';
import { type Compared, logCompared, plainCompared } from '../../../stats/rates/compared';
import { directRate, type StandardisedRate } from '../../../stats/rates/direct';
import { orNull } from '../../compared-groups';
import { bandLabels, type Covered, coveredBands, type Standard } from '../../standardising';
import { byAge, type Cell } from './cells';
import { type Rate, rateDifference, rateRatio, standardisedRatio } from './kernel/intervals';
import { mantelHaenszel } from './kernel/pooled';
import type { IncidenceOptions } from './options';
import { type PreparedRates, refuse } from './prepare';
import { INCIDENCE_TABLES, type Quantity } from './tables';

/** The whole of each group. */
export function totals(cells: readonly Cell[], groupCount: number): readonly Rate[] {
  const all = Array.from({ length: groupCount }, () => ({ events: 0, time: 0 }));
  for (const { group, events, time } of cells) {
    all[group].events += events;
    all[group].time += time;
  }
  return all;
}

export interface StandardisedGroups {
  readonly table: ResultTable;
  readonly rates: readonly StandardisedRate[];
  readonly covered: Covered;
  /** Events at ages that were not standardised over. */
  readonly left: number;
  /** Bands of age where one event would more than double the rate of some group. */
  readonly thin: readonly number[];
}

/** The table `standardised`: every group over the same ages. */
export function standardise(prepared: PreparedRates, standard: Standard, { per, conf_level }: IncidenceOptions): StandardisedGroups {
  const labels = prepared.groups?.labels ?? [null];
  const codes = prepared.groups?.codes ?? new Int32Array(prepared.stop.length);
  const found = byAge(prepared, standard.bands.cuts, codes, labels.length);
  const covered = coveredBands(standard, labels.length, (group, band) => found[group][band].time);
  const weightOf = (band: number) =>
    standard.isOwn ? found.reduce((sum, bands) => sum + bands[band].time, 0) : standard.bands.weights[band];
  const weights = covered.bands.map(weightOf);
  const rates = found.map((bands) => {
    const own = covered.bands.map((band) => bands[band]);
    return directRate(
      own.map(({ events }) => events),
      own.map(({ time }) => time),
      weights,
      conf_level,
    );
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const isThin = (at: number, band: number) =>
    rates.some(({ rate }, group) => weights[at] / total / found[group][band].time > rate && rate > 0);
  const thin = covered.bands.filter((band, at) => isThin(at, band));
  const rows = rates.map(({ rate, variance, low, high }, group) => {
    const own = covered.bands.map((band) => found[group][band]);
    const events = own.reduce((sum, one) => sum + one.events, 0);
    const time = own.reduce((sum, one) => sum + one.time, 0);
    return {
      group: labels[group],
      standard: standard.name,
      events,
      person_time: time,
      crude_rate: (events / time) * per,
      rate: rate * per,
      std_error: Math.sqrt(variance) * per,
      conf_low: low * per,
      conf_high: high * per,
      coverage: standard.isOwn ? null : covered.share,
    };
  });
  const left = found.reduce(
    (sum, bands) => sum + bands.reduce((all, { events }, band) => all + (covered.bands.includes(band) ? 0 : events), 0),
    0,
  );
  return { table: tableOf(INCIDENCE_TABLES.standardised, rows, prepared.groups === null ? [] : ['group']), rates, covered, left, thin };
}

/** The table `ratios`: each group beside the reference. */
export function ratiosTable(
  groups: Grouping,
  reference: number,
  cells: readonly Cell[],
  standardised: StandardisedGroups | null,
  options: IncidenceOptions,
): ResultTable {
  const { conf_type: type, conf_level: level, per } = options;
  const whole = totals(cells, groups.labels.length);
  const strata = [...new Set(cells.map(({ bands }) => bands.join('\n')))];
  const place = new Map(strata.map((key, at) => [key, at]));
  const byStratum = groups.labels.map(() => strata.map((): Rate => ({ events: 0, time: 0 })));
  for (const { group, bands, events, time } of cells) byStratum[group][place.get(bands.join('\n')) ?? 0] = { events, time };
  const rows = groups.labels.flatMap((label, group) => {
    if (group === reference) return [];
    const found: [Quantity, Compared][] = [];
    const [own, other] = [whole[group], whole[reference]];
    found.push(['rate_ratio', rateRatio(own, other, type, level)], ['rate_difference', rateDifference(own, other, type, level)]);
    if (options.split !== undefined) {
      const pooled = mantelHaenszel(byStratum[group], byStratum[reference], level);
      found.push(['adjusted_rate_ratio', pooled.ratio], ['adjusted_rate_difference', pooled.difference]);
    }
    if (standardised !== null) {
      const [a, b] = [standardised.rates[group], standardised.rates[reference]];
      const error = Math.sqrt(a.variance / a.rate ** 2 + b.variance / b.rate ** 2);
      found.push(['standardised_rate_ratio', logCompared(a.rate / b.rate, error, level)]);
      found.push(['standardised_rate_difference', plainCompared(a.rate - b.rate, Math.sqrt(a.variance + b.variance), level)]);
    }
    return found.map(([quantity, { estimate, low, high, pValue }]) => {
      const scale = quantity.endsWith('difference') ? per : 1;
      return {
        group: label,
        reference: groups.labels[reference],
        quantity,
        estimate: orNull(estimate * scale),
        conf_low: orNull(low * scale),
        conf_high: orNull(high * scale),
        p_value: orNull(pValue),
      };
    });
  });
  return tableOf(INCIDENCE_TABLES.ratios, rows);
}

/** Columns of the reference rates that the data have too: the rates differ by them. */
export function rateKeys({ reference_rates }: IncidenceOptions, frame: Frame, tables: ReadonlyMap<string, Frame>): readonly string[] {
  const rates = reference_rates === undefined ? undefined : tables.get(reference_rates.data);
  const own = ['age_from', 'age_to', 'rate'];
  return (rates?.columns ?? []).map(({ name }) => name).filter((name) => !own.includes(name) && findColumn(frame, name) !== null);
}

interface ReferenceRates {
  readonly cuts: readonly number[];
  /** Rate per year of each band by the levels of the keys; NaN where there is none. */
  readonly rates: ReadonlyMap<string, readonly number[]>;
}

const keyOf = (levels: readonly string[]) => levels.join('\n');

function readRates({ reference_rates }: IncidenceOptions, keys: readonly string[], tables: ReadonlyMap<string, Frame>): ReferenceRates {
  const { data: name, per } = reference_rates ?? { data: '', per: 1 };
  const frame = tables.get(name);
  if (frame === undefined) throw unreadable(name, 'there is no such table', '没有该表');
  const [from, to, rate] = ['age_from', 'age_to', 'rate'].map((one) => {
    const column = findColumn(frame, one);
    const values = column === null ? null : numbersOf(column);
    if (values === null) throw unreadable(name, `it has no numbers in a column ${one}`, `没有数值列 ${one}`);
    return values;
  });
  const factors = keys.map((key) => {
    const column = findColumn(frame, key);
    if (column === null) throw unreadable(name, `it has no column ${key}`, `没有列 ${key}`);
    return factorOf(column);
  });
  const groups = new Map<string, { from: number; to: number | null; weight: number }[]>();
  for (let row = 0; row < frame.length; row++) {
    if (factors.some(({ codes }) => codes[row] < 0)) throw unreadable(name, 'a row lacks what its rate is of', '某行缺少分类取值');
    if (!(rate[row] >= 0) || !Number.isFinite(rate[row])) throw unreadable(name, 'a rate is missing or negative', '率缺失或为负');
    const key = keyOf(factors.map(({ codes, levels }) => levels[codes[row]]));
    const own = groups.get(key) ?? [];
    own.push({ from: from[row], to: Number.isNaN(to[row]) ? null : to[row], weight: rate[row] });
    groups.set(key, own);
  }
  for (const own of groups.values()) {
    const sorted = own.toSorted((a, b) => a.from - b.from);
    const isWrong = sorted.some(
      ({ from: low, to: high }, at) =>
        !Number.isInteger(low) ||
        low < 0 ||
        (high !== null && (!Number.isInteger(high) || high < low)) ||
        (at > 0 && (sorted[at - 1].to ?? Infinity) >= low),
    );
    if (isWrong)
      throw unreadable(name, 'two rates are of one age, or an age is no whole number of years', '两个率属于同一年龄，或年龄不是整数岁');
  }
  const cuts = [...new Set([...groups.values()].flatMap((own) => bandsOf(own).cuts))].sort((a, b) => a - b);
  const rates = new Map(
    [...groups].map(([key, own]) => [
      key,
      [0, ...cuts].map((age) => (own.find((one) => one.from <= age && (one.to === null || age <= one.to))?.weight ?? Number.NaN) / per),
    ]),
  );
  return { cuts, rates };
}

function unreadable(name: string, en: string, zh: string) {
  return refuse(
    'reference_rates_unreadable',
    'reference_rates.data',
    `The table ${name} holds no reference rates: ${en}. Expected one row a group of age with age_from, age_to (empty where it is open) and rate.`,
    `表 ${name} 不能作为参考率：${zh}。应为每个年龄组一行，含 age_from、age_to（开放组为空）与 rate。`,
  );
}

/** The table `smr`: observed events of each group over those expected at the reference rates. */
export function smrTable(
  prepared: PreparedRates,
  options: IncidenceOptions,
  keys: readonly string[],
  tables: ReadonlyMap<string, Frame>,
): ResultTable {
  const reference = readRates(options, keys, tables);
  const labels = prepared.groups?.labels ?? [null];
  const factors = keys.flatMap((name) => {
    const column = findColumn(prepared.frame, name);
    return column === null ? [] : [{ label: name, ...factorOf(column) }];
  });
  const combined = factors.length === 0 ? null : groupRows(factors, prepared.rows);
  const kinds = combined?.parts.map((parts) => parts.map(({ level }) => level)) ?? [[]];
  const codes = new Int32Array(prepared.rows.length);
  for (let i = 0; i < codes.length; i++) codes[i] = (prepared.groups?.codes[i] ?? 0) * kinds.length + (combined?.codes[i] ?? 0);
  const found = byAge(prepared, reference.cuts, codes, labels.length * kinds.length);
  const ages = bandLabels(reference.cuts, 0);
  const rows = labels.map((label, group) => {
    let [observed, expected] = [0, 0];
    kinds.forEach((levels, kind) => {
      const rates = reference.rates.get(keyOf(levels));
      found[group * kinds.length + kind].forEach(({ events, time }, band) => {
        if (time === 0 && events === 0) return;
        const rate = rates?.[band] ?? Number.NaN;
        if (Number.isNaN(rate)) throw incomplete(ages[band], levels);
        observed += events;
        expected += rate * time;
      });
    });
    const { estimate, low, high, pValue } = standardisedRatio(observed, expected, options.conf_type, options.conf_level);
    return {
      group: label,
      observed,
      expected,
      estimate: orNull(estimate),
      conf_low: orNull(low),
      conf_high: orNull(high),
      p_value: expected > 0 ? orNull(pValue) : null,
    };
  });
  return tableOf(INCIDENCE_TABLES.smr, rows, prepared.groups === null ? [] : ['group']);
}

function incomplete(age: string, levels: readonly string[]) {
  const who = { en: levels.length === 0 ? '' : ` of ${levels.join(', ')}`, zh: levels.length === 0 ? '' : `（${levels.join('，')}）` };
  return refuse(
    'reference_rates_incomplete',
    'reference_rates.data',
    `The reference rates have none at age ${age}${who.en}, where rows were followed. Add it, or leave these ages out with where.`,
    `参考率缺少 ${age} 岁${who.zh}的率，而该年龄有随访。请补充，或用 where 排除这些年龄。`,
  );
}
