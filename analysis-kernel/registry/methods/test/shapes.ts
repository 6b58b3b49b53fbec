/** The shapes of data that tests take, with the checks that go with them. */
import type { Language, Localised } from '@/cohort-dsl/source/localised';
import { gather, gatherCodes, rowsByCode } from '../../../frame/gather';
import { countOf, firstText } from '../../../results/format';
import { type Levels, type Numbers, refuse, type TestData } from './data';

export interface Sample {
  readonly level: string;
  readonly said: Localised;
  readonly values: Float64Array;
}

export interface Samples {
  readonly outcome: Localised;
  /** What the samples are levels of; null of one sample and of columns beside one another. */
  readonly by: Localised | null;
  readonly groups: readonly Sample[];
  /** The option that names the groups, for errors. */
  readonly path: string;
}

/** How many groups a test compares, and of how many values each has to be. */
interface Wanted {
  /** Columns beside one another will not do. */
  readonly formula?: boolean;
  /** One sample will do, where nothing names groups. */
  readonly alone?: boolean;
  /** Groups of a column, or columns beside one another. */
  readonly groups: readonly [least: number, most: number];
  readonly values: number;
}

/** Samples by `y ~ group`, of one by `y ~ 1` or x, of two by the columns x and y. Groups without a value are none. */
export function samplesOf(data: TestData, { groups: [least, most], values: each, formula = false, alone = false }: Wanted): Samples {
  const { first, second, fromFormula } = data;
  if (formula && !fromFormula) throw needsFormula();
  const samples = fromFormula && second !== null ? bySide(data, data.numbers(first), data.levels(second)) : byColumns(data);
  const { groups, path } = samples;
  const isOne = alone && samples.by === null && groups.length === 1;
  if (!isOne && (groups.length < least || groups.length > most)) throw wrongGroups(groups, least, most, samples, alone);
  const few = groups.find(({ values }) => values.length < each);
  if (few !== undefined) {
    throw refuse(
      'too_few_values',
      path,
      `${few.said.en} has ${few.values.length === 1 ? 'one value' : `${few.values.length} values`}; the test needs ${each} at least in each group.`,
      `${few.said.zh}只有 ${few.values.length} 个值；该检验每组至少需要 ${each} 个。`,
    );
  }
  return samples;
}

function bySide(data: TestData, outcome: Numbers, by: Levels): Samples {
  const rows = data.rows([outcome]);
  const places = rowsByCode(gatherCodes(by.codes, rows), by.levels.length);
  const groups = by.levels.flatMap((level, code) =>
    places[code].length === 0 ? [] : [{ level, said: by.levelSaid(code), values: gather(outcome.values, gatherCodes(rows, places[code])) }],
  );
  return { outcome: outcome.said, by: by.said, groups, path: by.path };
}

/** Two columns are two samples; one column, or `y ~ 1`, is one. */
function byColumns(data: TestData): Samples {
  const { first, second, fromFormula } = data;
  const samples = data.separate(second === null || fromFormula ? [first] : [first, second]);
  const groups = samples.map(({ side: { name, said, values }, rows }) => ({ level: name, said, values: gather(values, rows) }));
  const outcome = (lang: 'en' | 'zh') => groups.map(({ said }) => said[lang]).join(lang === 'zh' ? '与' : ' and ');
  return { outcome: { en: outcome('en'), zh: outcome('zh') }, by: null, groups, path: second === null ? first.path : second.path };
}

function wrongGroups(groups: readonly Sample[], least: number, most: number, { by, path }: Samples, alone = false) {
  const listed = (lang: Language) =>
    firstText(
      groups.map(({ said }) => said[lang]),
      8,
      lang,
    );
  const [en, zh] = most === 1 ? ['one sample', '一个样本'] : least === most ? ['two groups', '两组'] : ['two groups or more', '至少两组'];
  const mend =
    groups.length > most
      ? {
          en: 'For more groups take analysis of variance or Kruskal–Wallis, or leave the others out by a condition.',
          zh: '多组请用方差分析或 Kruskal–Wallis 检验，或用条件排除其他组。',
        }
      : {
          en: `Name a column whose known rows fall into groups${alone ? ', or write outcome ~ 1 for a test of one sample' : ''}.`,
          zh: `请指定能将各行分组的列${alone ? '；单样本检验请写 结局 ~ 1' : ''}。`,
        };
  const what =
    by === null
      ? { en: 'There is one sample', zh: '只有一个样本' }
      : { en: `${by.en} has ${groups.length} (${listed('en')})`, zh: `${by.zh}有 ${groups.length} 组（${listed('zh')}）` };
  const fixes = groups.length > most && most === 2 ? ['test: anova', 'test: kruskal'] : [];
  return refuse('group_count', path, `The test compares ${en}. ${what.en}. ${mend.en}`, `该检验比较${zh}。${what.zh}。${mend.zh}`, fixes);
}

export interface Pairs {
  readonly outcome: Localised;
  readonly names: readonly [Localised, Localised];
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly path: string;
}

/** Pairs of numbers: the columns x and y of a row, or `y ~ group` with two groups and the subjects that `strata` names. Of one column null. */
export function pairsOf(data: TestData): Pairs | null {
  const { first, second, fromFormula } = data;
  if (!fromFormula) {
    if (second === null) return null;
    const [x, y] = [data.numbers(first), data.numbers(second)];
    const rows = data.rows([x, y]);
    const outcome = { en: `${x.said.en} and ${y.said.en}`, zh: `${x.said.zh}与${y.said.zh}` };
    return { outcome, names: [x.said, y.said], x: gather(x.values, rows), y: gather(y.values, rows), path: 'x' };
  }
  if (second === null) return null;
  const { outcome, names, blocks } = blocksOf(data, [2, 2]);
  return {
    outcome,
    names: [names[0], names[1]],
    x: Float64Array.from(blocks, ([a]) => a),
    y: Float64Array.from(blocks, ([, b]) => b),
    path: 'formula',
  };
}

/** Two numeric columns of one row, for a correlation: x and y, or the sides of a formula. */
export function numericPairs(data: TestData): Pairs {
  if (data.second === null) throw lackingSecond(data);
  const [x, y] = [data.numbers(data.first), data.numbers(data.second)];
  const rows = data.rows([x, y]);
  const outcome = { en: `${x.said.en} and ${y.said.en}`, zh: `${x.said.zh}与${y.said.zh}` };
  return { outcome, names: [x.said, y.said], x: gather(x.values, rows), y: gather(y.values, rows), path: data.first.path };
}

export interface Blocks {
  readonly outcome: Localised;
  readonly names: readonly Localised[];
  /** Each with a value a group. */
  readonly blocks: readonly Float64Array[];
}

/** Repeated values by `y ~ group` and the subjects of `strata`: those who have a value in each group. Throws MethodError `block_repeated`. */
export function blocksOf(data: TestData, [least, most]: readonly [number, number]): Blocks {
  const { strata } = data.options;
  if (data.second === null || !data.fromFormula) throw needsFormula();
  if (strata === undefined) throw needsSubjects();
  const outcome = data.numbers(data.first);
  const by = data.levels(data.second);
  const subject = data.levels(data.columnSide(strata, 'strata'), Number.POSITIVE_INFINITY);
  const rows = data.rows([outcome]);
  const { codes: used } = usedPlaces(by, rows);
  if (used.length < least || used.length > most) {
    const groups = used.map((code) => ({ level: by.levels[code], said: by.levelSaid(code), values: new Float64Array(0) }));
    throw wrongGroups(groups, least, most, { outcome: outcome.said, by: by.said, groups, path: by.path });
  }
  const place = new Map(used.map((code, at) => [code, at]));
  const table = new Map<number, Float64Array>();
  for (const row of rows) {
    const key = subject.codes[row];
    const block = table.get(key) ?? new Float64Array(used.length).fill(Number.NaN);
    table.set(key, block);
    const at = place.get(by.codes[row]) ?? 0;
    if (!Number.isNaN(block[at])) throw repeatedBlock(subject.levels[key], by.levels[by.codes[row]], strata);
    block[at] = outcome.values[row];
  }
  const all = [...table.entries()].sort(([a], [b]) => a - b).map(([, block]) => block);
  const blocks = all.filter((block) => block.every((value) => !Number.isNaN(value)));
  const left = all.length - blocks.length;
  if (left > 0) {
    data.warnings.push({
      code: 'incomplete_blocks',
      message: {
        en: `${left} of ${countOf(all.length, 'subject')} ${left === 1 ? 'lacks a value in a group and is' : 'lack a value in a group and are'} left out. A mixed model keeps them.`,
        zh: `${all.length} 个个体中有 ${left} 个在某组缺少取值，已排除。混合模型可保留这些个体。`,
      },
    });
  }
  if (blocks.length === 0) {
    throw refuse(
      'too_few_values',
      'strata',
      `No value of ${strata} occurs in every group, so nothing is paired.`,
      `${strata} 没有任何取值出现在每一组，无法配对。`,
    );
  }
  return { outcome: outcome.said, names: used.map((code) => by.levelSaid(code)), blocks };
}

function repeatedBlock(subject: string, group: string, strata: string) {
  return refuse(
    'block_repeated',
    'strata',
    `${subject} of ${strata} has two values in ${group}. Keep one row for each subject and group.`,
    `${strata} 的 ${subject} 在 ${group} 中有两个值。请使每个个体在每组只有一行。`,
  );
}

function needsSubjects() {
  return refuse(
    'variables_missing',
    'test',
    'Choose the column of subjects, whose rows belong together, or take two columns beside one another. As text: `strata: column`, or `x` and `y`.',
    '请选择个体列（同一个体的各行须对应），或使用并列的两列。写作文本：`strata: 列`，或 `x` 与 `y`。',
  );
}

function needsFormula() {
  return refuse(
    'variables_missing',
    'test',
    'Choose groups: the test compares an outcome by group. As text: `formula: outcome ~ group`.',
    '请选择分组：该检验按组比较结局。写作文本：`formula: 结局 ~ 分组`。',
  );
}

function lackingSecond({ fromFormula }: TestData) {
  return refuse(
    'variables_missing',
    fromFormula ? 'formula' : 'x',
    'Choose a second column or groups: the test needs two columns. As text: `x` and `y`, or both sides of a formula.',
    '请选择第二列或分组：该检验需要两列。写作文本：`x` 与 `y`，或公式的左右两边。',
  );
}

export interface CountTable {
  readonly rows: readonly Localised[];
  readonly columns: readonly Localised[];
  readonly rowLevels: readonly string[];
  readonly columnLevels: readonly string[];
  /** What rows and columns are levels of. */
  readonly sides: readonly [Localised, Localised];
  readonly counts: readonly (readonly number[])[];
  /** One table a stratum, of the same levels; the whole where there are none. */
  readonly strata: readonly (readonly (readonly number[])[])[];
  /** The option that names the columns' levels. */
  readonly path: string;
}

/**
 * Counts of two columns: groups by outcome for `outcome ~ group`, x by y for columns. Levels without a row are none. With `square` both sides have the
 * levels of either.
 */
export function tableOfCounts(data: TestData, square = false): CountTable {
  const { first, second, fromFormula, options } = data;
  if (second === null) throw lackingSecond(data);
  const [a, b] = [data.levels(first), data.levels(second)];
  const [across, down] = fromFormula ? [a, b] : [b, a];
  const strata = options.strata === undefined ? null : data.levels(data.columnSide(options.strata, 'strata'), Number.POSITIVE_INFINITY);
  const rows = data.rows();
  const shared = square ? sharedLevels(down, across) : null;
  const [rowAt, columnAt] = shared ?? [usedPlaces(down, rows), usedPlaces(across, rows)];
  const blank = () => rowAt.codes.map(() => new Array<number>(columnAt.codes.length).fill(0));
  const counts = blank();
  const tables = new Map<number, number[][]>();
  for (const row of rows) {
    const [i, j] = [rowAt.place(down.codes[row]), columnAt.place(across.codes[row])];
    counts[i][j] += 1;
    if (strata === null) continue;
    const own = tables.get(strata.codes[row]) ?? blank();
    tables.set(strata.codes[row], own);
    own[i][j] += 1;
  }
  return {
    rows: rowAt.said,
    columns: columnAt.said,
    rowLevels: rowAt.levels,
    columnLevels: columnAt.levels,
    sides: [down.said, across.said],
    counts,
    strata: strata === null ? [counts] : [...tables.entries()].sort(([x], [y]) => x - y).map(([, table]) => table),
    path: across.path,
  };
}

interface Places {
  readonly codes: readonly number[];
  readonly levels: readonly string[];
  readonly said: readonly Localised[];
  readonly place: (code: number) => number;
}

/** The levels that occur among the rows, in their order. */
function usedPlaces({ codes, levels, levelSaid }: Levels, rows: Int32Array): Places {
  const seen = new Uint8Array(levels.length);
  for (const row of rows) seen[codes[row]] = 1;
  const used = levels.map((_, code) => code).filter((code) => seen[code] === 1);
  const at = new Map(used.map((code, place) => [code, place]));
  return { codes: used, levels: used.map((code) => levels[code]), said: used.map(levelSaid), place: (code) => at.get(code) ?? 0 };
}

/** Yes and no, whether as a boolean or as 0 and 1. */
const TRUTH: Readonly<Record<string, string>> = { FALSE: '0', TRUE: '1', 0: '0', 1: '1' };

/** The levels of both sides together, so that a table of them is square; a boolean beside 0 and 1 means the same. Throws MethodError `levels_not_shared`. */
function sharedLevels(down: Levels, across: Levels): readonly [Places, Places] {
  const logical = [...down.levels, ...across.levels].every((level) => TRUTH[level] !== undefined);
  const plain = (level: string) => (logical ? TRUTH[level] : level);
  const first = down.levels.map(plain);
  const second = across.levels.map(plain);
  const levels = [...new Set([...first, ...second])];
  if (!second.some((level) => first.includes(level))) {
    throw refuse(
      'levels_not_shared',
      across.path,
      `${down.name} and ${across.name} have no value in common (${down.levels.slice(0, 4).join(', ')}; ${across.levels.slice(0, 4).join(', ')}), so nothing agrees or disagrees. Give both the same values.`,
      `${down.name} 与 ${across.name} 没有共同的取值（${down.levels.slice(0, 4).join('、')}；${across.levels.slice(0, 4).join('、')}），无法比较是否一致。请使两列取值相同。`,
    );
  }
  const saidOf = (level: string) =>
    first.includes(level) ? down.levelSaid(first.indexOf(level)) : across.levelSaid(second.indexOf(level));
  const places = (own: readonly string[]): Places => {
    const at = own.map((level) => levels.indexOf(level));
    return { codes: levels.map((_, i) => i), levels, said: levels.map(saidOf), place: (code) => at[code] };
  };
  return [places(first), places(second)];
}

export interface Shares {
  /** The outcome and the value of it that is counted. */
  readonly outcome: Localised;
  readonly event: Localised;
  readonly groups: readonly { readonly level: string; readonly said: Localised; readonly events: number; readonly n: number }[];
  readonly by: Localised | null;
}

/** Events among the rows of each group: the last of two values of the outcome (TRUE, 1, the second level). Throws MethodError `not_two_values`. */
export function sharesOf(data: TestData): Shares {
  const { first, second, fromFormula } = data;
  const outcome = data.levels(first);
  if (!fromFormula && second !== null) {
    throw refuse(
      'variables_missing',
      'y',
      'Proportions of groups are written as formula: outcome ~ group.',
      '各组的比例请写作 formula: 结局 ~ 分组。',
    );
  }
  const by = second === null ? null : data.levels(second);
  const rows = data.rows();
  const seen = usedPlaces(outcome, rows);
  const event = eventOf(outcome, seen);
  const groups = by === null ? null : usedPlaces(by, rows);
  const counts = Array.from({ length: groups?.codes.length ?? 1 }, () => ({ events: 0, n: 0 }));
  for (const row of rows) {
    const own = counts[groups === null || by === null ? 0 : groups.place(by.codes[row])];
    own.n += 1;
    if (outcome.codes[row] === event) own.events += 1;
  }
  return {
    outcome: outcome.said,
    event: event < 0 ? { en: '1', zh: '1' } : outcome.levelSaid(event),
    by: by?.said ?? null,
    groups: counts.map((count, i) => ({ level: groups?.levels[i] ?? '', said: groups?.said[i] ?? outcome.said, ...count })),
  };
}

function eventOf({ name, levels, path }: Levels, seen: Places): number {
  const [zeroOne, logical] = [levels.every((level) => level === '0' || level === '1'), levels.join() === 'FALSE,TRUE'];
  if (logical) return 1;
  // A column of nothing but 1 has events alone, one of nothing but 0 has none.
  if (zeroOne && seen.codes.length < 2) return levels.indexOf('1');
  if (seen.codes.length === 2) return seen.codes[1];
  throw refuse(
    'not_two_values',
    path,
    `${name} has ${seen.levels.length === 1 ? 'one value' : `${seen.levels.length} values`} (${firstText(seen.levels, 8, 'en')}); a proportion is of an outcome with two. Write a comparison: ${name} == "${seen.levels[0]}" ~ group.`,
    `${name} 有 ${seen.levels.length} 种取值（${firstText(seen.levels, 8, 'zh')}）；比例要求结局有两种取值。请写比较式：${name} == "${seen.levels[0]}" ~ 分组。`,
  );
}
