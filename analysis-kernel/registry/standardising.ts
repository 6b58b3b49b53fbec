/** What methods share that standardise for age: the standard read and joined to groups of age, and what of it the data cover. */

import type { Localised } from '@/cohort-dsl/source/localised';
import { nearestNames } from '../formula/nearest-name';
import { findColumn, numbersOf } from '../frame/access';
import type { Column, Frame } from '../frame/column';
import { factorOf } from '../frame/factor';
import { fixedText, listText } from '../results/format';
import { MethodError } from '../results/method-error';
import type { Warning } from '../results/result';
import { yearIn } from '../results/time-unit';
import { bandsOf, groupsProblem, joinedBands, type WeightedBands } from '../stats/rates/age-groups';
import { STANDARD_POPULATIONS, type StandardGroup } from '../stats/rates/standard-populations';
import { namedColumn } from './own-variables';
import { BUILT_IN, OWN, STANDARD_ERRORS } from './standard-options';

interface StandardOptions {
  readonly standard: string | undefined;
  readonly standards: string | undefined;
  readonly age_groups: readonly number[] | undefined;
}

export interface Standard {
  readonly name: string;
  readonly title: Localised;
  readonly source: string | null;
  readonly bands: WeightedBands;
  /** The weights are what the data hold in each band. */
  readonly isOwn: boolean;
}

const refuse = (code: keyof typeof STANDARD_ERRORS, path: string, en: string, zh: string, fixes: readonly string[] = []): MethodError =>
  new MethodError(STANDARD_ERRORS, code, { en, zh }, path, null, fixes);

/** The standard asked for, null where none is. Throws MethodError of `STANDARD_ERRORS`. */
export function readStandard(options: StandardOptions, tables: ReadonlyMap<string, Frame>): Standard | null {
  const { standard: name, standards, age_groups } = options;
  if (name === undefined) return null;
  const cuts = age_groups === undefined ? null : ascending(age_groups);
  if (name === OWN) {
    const own = cuts ?? bandsOf(STANDARD_POPULATIONS.cn2010.groups).cuts;
    const title = { en: 'all rows together', zh: '全部数据合计' };
    return { name, title, source: null, bands: { cuts: own, weights: [0, ...own].map(() => 1) }, isOwn: true };
  }
  const brought = standards === undefined ? null : broughtStandards(standards, tables);
  const groups = brought?.get(name) ?? null;
  const shipped = BUILT_IN.includes(name) ? STANDARD_POPULATIONS[name as keyof typeof STANDARD_POPULATIONS] : null;
  if (groups === null && shipped === null) throw unknownStandard(name, [...(brought?.keys() ?? []), ...BUILT_IN, OWN], standards);
  const whole = bandsOf(groups ?? shipped?.groups ?? []);
  const bands = cuts === null ? whole : joinedBands(whole, cuts);
  if (bands === null) throw dividedGroups(name, whole.cuts, cuts ?? []);
  const title = groups === null && shipped !== null ? shipped.title : { en: name, zh: name };
  return { name, title, source: groups === null ? (shipped?.source ?? null) : null, bands, isOwn: false };
}

function ascending(cuts: readonly number[]): readonly number[] {
  if (cuts.every((cut, at) => at === 0 || cut > cuts[at - 1])) return cuts;
  throw refuse(
    'standard_ages',
    'age_groups',
    `age_groups is ${JSON.stringify(cuts)}; the ages rise from one group to the next.`,
    `age_groups 为 ${JSON.stringify(cuts)}；各年龄组的起点应逐个递增。`,
  );
}

function unknownStandard(name: string, names: readonly string[], standards: string | undefined): MethodError {
  const near = nearestNames(name, names);
  const where = standards === undefined ? { en: '', zh: '' } : { en: ` in ${standards} or`, zh: `${standards} 与` };
  return refuse(
    'unknown_standard',
    'standard',
    `There is no standard population ${name}${where.en} among those shipped: ${names.join(', ')}. Another one comes from a table named by standards.`,
    `${where.zh}内置的标准人口中没有 ${name}。可用：${names.join('、')}。其他标准人口由 standards 所指的表给出。`,
    near.length > 0 ? near : names.slice(0, 3),
  );
}

function dividedGroups(name: string, own: readonly number[], cuts: readonly number[]): MethodError {
  const wrong = cuts.filter((cut) => !own.includes(cut));
  return refuse(
    'standard_ages',
    'age_groups',
    `${name} has no group that begins at ${wrong.join(', ')}, so its weights cannot be divided there. Its groups begin at ${[0, ...own].join(', ')}.`,
    `${name} 没有起于 ${wrong.join('、')} 岁的年龄组，权重无法在此拆分。其分组起点为 ${[0, ...own].join('、')}。`,
  );
}

const STANDARD_COLUMNS = ['standard', 'age_from', 'age_to', 'weight'] as const;

/** Standards by name from a table of the form that the shipped ones have. */
function broughtStandards(name: string, tables: ReadonlyMap<string, Frame>): ReadonlyMap<string, readonly StandardGroup[]> {
  const frame = tables.get(name);
  const columns = STANDARD_COLUMNS.map((one) => (frame === undefined ? null : findColumn(frame, one)));
  const lacking = STANDARD_COLUMNS.filter((_, at) => columns[at] === null);
  if (frame === undefined || lacking.length > 0) {
    throw unreadable(
      name,
      frame === undefined ? 'there is no such table' : `it has no column ${lacking.join(', ')}`,
      frame === undefined ? '没有该表' : `缺少列 ${lacking.join('、')}`,
    );
  }
  const [names, from, to, weight] = columns as readonly Column[];
  const [lows, highs, weights] = [from, to, weight].map(numbersOf);
  if (lows === null || highs === null || weights === null) throw unreadable(name, 'ages and weights are numbers', '年龄与权重应为数值');
  const { codes, levels } = factorOf(names);
  const found = new Map<string, StandardGroup[]>(levels.map((level) => [level, []]));
  for (let row = 0; row < frame.length; row++) {
    if (codes[row] < 0) continue;
    const last = Number.isNaN(highs[row]) ? null : highs[row];
    found.get(levels[codes[row]])?.push({ from: lows[row], to: last, weight: weights[row] });
  }
  for (const [standard, groups] of found) {
    const problem = groupsProblem(groups);
    if (problem === null) continue;
    const [en, zh] = PROBLEMS[problem];
    throw unreadable(name, `of ${standard} ${en}`, `${standard} 的${zh}`);
  }
  return found;
}

const PROBLEMS = {
  overlap: ['two groups share an age', '两个年龄组重叠'],
  ages: ['an age is not a whole number of years, or a group ends before it begins', '年龄不是整数岁，或某组的终点早于起点'],
  weight: ['a weight is negative or missing, or none is above 0', '权重为负或缺失，或没有大于 0 的权重'],
} as const;

function unreadable(name: string, en: string, zh: string): MethodError {
  return refuse(
    'standard_unreadable',
    'standards',
    `The table ${name} holds no standard populations: ${en}. Expected one row a group of age with standard, age_from, age_to (empty where it is open) and weight.`,
    `表 ${name} 不能作为标准人口：${zh}。应为每个年龄组一行，含 standard、age_from、age_to（开放组为空）与 weight。`,
  );
}

const OLDEST = 130;

/**
 * Ages in years of all rows, NaN where missing; a column in another unit of time is converted. Throws MethodError `age_missing` where no column is
 * named, `age_values` for texts, dates, negative and impossible ages.
 * @param needed what asks for ages: an option's key
 */
export function readAges(name: string | undefined, needed: string, frame: Frame): Float64Array {
  if (name === undefined) {
    throw refuse(
      'age_missing',
      needed,
      `${needed} needs the age of each row. Name its column: age: COLUMN.`,
      `${needed} 需要每行的年龄。请指定年龄列：age: 列名。`,
    );
  }
  const column = namedColumn(frame, name, 'age');
  const isDate = column.kind === 'numeric' && (column.type === 'date' || column.type === 'datetime');
  const values = isDate ? null : numbersOf(column);
  const length = yearIn(column.meta.unit ?? null) ?? 1;
  const years = values === null || length === 1 ? values : values.map((value) => value / length);
  const wrong = years?.find((age) => age < 0 || age > OLDEST);
  if (years !== null && wrong === undefined) return years;
  const held = isDate ? { en: 'holds dates', zh: '是日期' } : years === null ? { en: 'holds text', zh: '是文本' } : heldAge(wrong ?? 0);
  throw refuse(
    'age_values',
    'age',
    `${name} ${held.en}; ages are numbers of years from 0 to ${OLDEST}. Mend them, or leave those rows out with where.`,
    `${name} ${held.zh}；年龄应为 0 至 ${OLDEST} 的岁数。请更正，或用 where 排除这些行。`,
  );
}

function heldAge(age: number): Localised {
  const text = Number.isFinite(age) ? fixedText(age, Number.isInteger(age) ? 0 : 1) : '∞';
  return { en: `has an age of ${text}`, zh: `含有年龄 ${text}` };
}

/** `<40`, `40-59`, `60+` for the bands between cuts; of cuts that are no whole numbers `40.5-<60`. */
export function bandLabels(cuts: readonly number[], least: number | null = null): readonly string[] {
  if (cuts.length === 0) return ['all'];
  const isWhole = cuts.every(Number.isInteger);
  const between = (from: number, to: number) => (isWhole ? (to === from + 1 ? `${from}` : `${from}-${to - 1}`) : `${from}-<${to}`);
  const first = least === null ? `<${cuts[0]}` : between(least, cuts[0]);
  return [first, ...cuts.map((from, at) => (at + 1 < cuts.length ? between(from, cuts[at + 1]) : `${from}+`))];
}

/** Bands by label, as a reader has them: `40–59`, `≥ 60`. */
export function bandWords(labels: readonly string[]): Record<string, Localised> {
  return Object.fromEntries(
    labels.map((label) => {
      const said = label
        .replace(/^(.+)\+$/u, '≥$1')
        .replace('-<', '–<')
        .replace('-', '–');
      return [label, label === 'all' ? { en: 'all', zh: '全部' } : { en: said, zh: said }];
    }),
  );
}

/** The bands that the standard and every group of the data have. */
export interface Covered {
  readonly bands: readonly number[];
  /** Part of the standard's weight that lies in them. */
  readonly share: number;
}

/**
 * The bands to standardise over: those with a weight in which every group has an exposure, so that all groups are compared over the same ages.
 * Throws MethodError `standard_not_covered` where there is none.
 * @param exposure of a group in a band
 */
export function coveredBands(
  { bands: { weights }, name }: Standard,
  groups: number,
  exposure: (group: number, band: number) => number,
): Covered {
  const all = Array.from({ length: groups }, (_, group) => group);
  const bands = weights.flatMap((weight, band) => (weight > 0 && all.every((group) => exposure(group, band) > 0) ? [band] : []));
  if (bands.length === 0) {
    throw refuse(
      'standard_not_covered',
      'standard',
      `No group of age of ${name} is found in ${groups > 1 ? 'every group of' : ''} the data. Join ages with age_groups, or compare fewer groups.`.replace(
        '  ',
        ' ',
      ),
      `${name} 的年龄组在${groups > 1 ? '各组' : ''}数据中均未同时出现。请用 age_groups 合并年龄组，或减少比较的组。`,
    );
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return { bands, share: bands.reduce((sum, band) => sum + weights[band], 0) / total };
}

/** The warning that the standard reaches beyond the data; `left`: events in ages that were not standardised over. */
export function coverageWarnings(standard: Standard, { bands, share }: Covered, left: number, what: Localised): Warning[] {
  if (standard.isOwn && left === 0) return [];
  if (share > 1 - 1e-9 && left === 0) return [];
  const absent = (band: number) => !bands.includes(band) && (standard.bands.weights[band] > 0 || left > 0);
  const ages = ageRanges(standard.bands.cuts, absent);
  const percent = `${fixedText(100 * share, 1)}%`;
  const more =
    left === 0
      ? { en: '', zh: '' }
      : { en: ` ${left} ${what.en} at other ages are not counted in it.`, zh: `其他年龄的 ${left} ${what.zh}未计入。` };
  return [
    {
      code: 'standard_not_covered',
      message: {
        en: `Not every group has data at the ages ${listText(ages, 'en')}: standardised over the other ages alone, which hold ${percent} of ${standard.title.en}.${more.en} Compare with rates truncated to the same ages only, or join ages into wider groups.`,
        zh: `并非每组在 ${listText(ages, 'zh')} 岁都有数据：仅按其余年龄标化，占标准人口（${standard.title.zh}）的 ${percent}。${more.zh}只能与截取相同年龄的标化率比较，也可合并年龄组。`,
      },
    },
  ];
}

/** Ages of the bands for which `has` holds, neighbours joined: `0–44`, `≥85`. */
function ageRanges(cuts: readonly number[], has: (band: number) => boolean): readonly string[] {
  const starts = [0, ...cuts];
  const ranges: string[] = [];
  for (let band = 0; band < starts.length; band++) {
    if (!has(band)) continue;
    const from = starts[band];
    while (band + 1 < starts.length && has(band + 1)) band++;
    const next = starts[band + 1];
    ranges.push(next === undefined ? `≥${from}` : next === from + 1 ? `${from}` : `${from}–${next - 1}`);
  }
  return ranges;
}

/** The warning that one event at some age would more than double a standardised rate, so that its upper limit says little. */
export function thinWarning(standard: Standard, bands: readonly number[]): Warning[] {
  if (bands.length === 0) return [];
  const ages = ageRanges(standard.bands.cuts, (band) => bands.includes(band));
  return [
    {
      code: 'standard_thin',
      message: {
        en: `So little was seen at the ages ${listText(ages, 'en')} that one event there would more than double a standardised rate; its upper limit allows for it. Join ages into wider groups, or leave these out with a condition on the rows.`,
        zh: `${listText(ages, 'zh')} 岁的数据极少，该处多一例事件即可使标化率增加一倍以上，置信上限已计入此可能。请合并年龄组，或用条件排除这些年龄。`,
      },
    },
  ];
}
