/** Tests of tables of counts. */
import type { Localised } from '@/cohort-dsl/source/localised';
import { listText } from '../../../../results/format';
import { margins, smallestExpected } from '../../../../stats/hypothesis/contingency';
import { exactFisherP, FISHER_SEED, FISHER_TASK, fisherPieces, simulatedFisher } from '../../../../stats/hypothesis/fisher';
import type { Work } from '../../../pool';
import { refuse, type TestData } from '../data';
import { sharesSaid, subjectOf } from '../describe';
import { conditionalOddsRatio, fisherP } from '../kernel/odds-ratio';
import { discordantOdds, exactMcnemar, mantelHaenszel, mcnemarTest, pearsonTest, trendTest } from '../kernel/tables';
import type { TestOptions } from '../options';
import type { Outcome, TestRow, TestRun } from '../outcome';
import { type CountTable, sharesOf, tableOfCounts } from '../shapes';
import { expectedWarning, orderWarning, sparseWarning, zeroCellWarning } from '../warnings';

const askedOf = ({ alternative = 'two_sided', conf_level: level }: TestOptions) => ({ alternative, level });

/** Shares of the last column within the rows of a table of two columns. */
function tableSaid({ counts, columns, rows }: CountTable): Outcome['described'] {
  if (columns.length !== 2) return null;
  return sharesSaid(counts.map(([other, events], i) => ({ said: rows[i], events, n: other + events })));
}

const subject = ({ sides: [down, across], columns }: CountTable) =>
  subjectOf(columns.length === 2 ? { en: `${across.en} (${columns[1].en})`, zh: `${across.zh}（${columns[1].zh}）` } : across, down);

/** Two levels at least on either side. */
function checked(table: CountTable): CountTable {
  const short = [table.rows, table.columns].findIndex((levels) => levels.length < 2);
  if (short < 0) return table;
  const { en, zh } = table.sides[short];
  throw refuse(
    'no_variation',
    table.path,
    `${en} has one value among the known rows, so nothing is compared.`,
    `${zh}在非缺失的行中只有一种取值，无法比较。`,
  );
}

function runChiSquared(data: TestData, options: TestOptions): Outcome {
  const table = checked(tableOfCounts(data));
  const { counts } = table;
  const small = counts.length === 2 && counts[0].length === 2;
  if (options.correct === true && !small) throw onlyTwoByTwo('correct');
  data.warnings.push(...expectedWarning(smallestExpected(counts)));
  const test = pearsonTest(counts, options.correct ?? false);
  return {
    subject: subject(table),
    described: tableSaid(table),
    rows: [{ ...test, method: options.correct === true ? 'chisq_yates' : 'chisq', n: margins(counts).total }],
    conventions: {},
  };
}

function onlyTwoByTwo(key: string) {
  return refuse(
    'not_two_by_two',
    key,
    `${key} is for 2 × 2 tables; this one is larger. Leave it out.`,
    `${key} 仅适用于四格表；此表更大，请删去。`,
  );
}

/** Whether an option asks for something else than what is done without it. */
const isAsked = (value: string | boolean | undefined) =>
  value !== undefined && value !== 'two_sided' && value !== 'auto' && value !== false;

async function runFisher(data: TestData, options: TestOptions, work: Work): Promise<Outcome> {
  const table = checked(tableOfCounts(data));
  const { counts } = table;
  const n = margins(counts).total;
  const base = { subject: subject(table), described: tableSaid(table) };
  if (counts.length === 2 && counts[0].length === 2) {
    const mid = options.mid_p === true;
    const odds = conditionalOddsRatio(counts, askedOf(options));
    if (!(odds.estimate > 0 && odds.estimate < Number.POSITIVE_INFINITY)) data.warnings.push(zeroCellWarning());
    const pValue = fisherP(counts, options.alternative ?? 'two_sided', mid);
    const row: TestRow = { quantity: 'conditional_odds_ratio', ...odds, pValue, method: mid ? 'fisher_mid_p' : 'fisher', n };
    return { ...base, rows: [row], conventions: { conf_level: options.conf_level, intervals: 'exact' }, words: EXACT };
  }
  for (const key of ['mid_p', 'alternative'] as const) if (isAsked(options[key])) throw onlyTwoByTwo(key);
  const pValue = exactFisherP(counts);
  if (pValue !== null) return { ...base, rows: [{ pValue, method: 'fisher', n }], conventions: {} };
  const pieces = fisherPieces(counts);
  const result = simulatedFisher(pieces, await work.pool.map(FISHER_TASK, pieces, work));
  if (result.simulation !== null) data.warnings.push(simulatedWarning(result.simulation));
  return { ...base, rows: [{ pValue: result.pValue, method: 'fisher_simulated', n }], conventions: {}, seed: FISHER_SEED };
}

const EXACT = { intervals: { en: 'exact, either tail', zh: '精确法，按两侧各半' } };

function simulatedWarning({ tables, low, high }: { readonly tables: number; readonly low: number; readonly high: number }) {
  // As many places as tell the limits from one another, and from 1.
  const places = [4, 6, 8].find((n) => low.toFixed(n) !== high.toFixed(n)) ?? 10;
  const [from, to] = [low.toFixed(places), high.toFixed(places)];
  return {
    code: 'simulated',
    message: {
      en: `The table is too large to enumerate: the p value is from ${tables} random tables; that of endless ones lies between ${from} and ${to} (95%).`,
      zh: `列联表过大，无法枚举：P 值由 ${tables} 个随机表得到；其真值在 ${from} 与 ${to} 之间（95%）。`,
    },
  };
}

function runMcnemar(data: TestData, options: TestOptions): Outcome {
  const table = tableOfCounts(data, true);
  const { counts } = table;
  const exact = options.exact === true || options.mid_p === true;
  const pairs = {
    subject: { en: `${table.sides[0].en} and ${table.sides[1].en}`, zh: `${table.sides[0].zh}与${table.sides[1].zh}` },
    described: null,
  };
  const n = margins(counts).total;
  if (counts.length > 2) {
    for (const key of ['exact', 'mid_p', 'correct', 'alternative'] as const) if (isAsked(options[key])) throw onlyTwoByTwo(key);
    return { ...pairs, rows: [{ ...disagreeing(mcnemarTest(counts, false), table), method: 'bowker', n }], conventions: {} };
  }
  const test = counts.length < 2 ? null : mcnemarTest(counts, options.correct ?? false);
  disagreeing(test ?? { statistic: Number.NaN, df: null, pValue: Number.NaN }, table);
  const [[, b], [c]] = counts;
  const alternative = options.alternative ?? 'two_sided';
  if (alternative !== 'two_sided' && !exact)
    throw refuse(
      'option_not_of_test',
      'alternative',
      'McNemar’s χ² has no side. Add exact: true.',
      'McNemar 的 χ² 检验没有单侧形式，请加 exact: true。',
      ['exact: true'],
    );
  if (b === 0 || c === 0) data.warnings.push(zeroCellWarning());
  if (!exact && b + c < 25) data.warnings.push(fewDiscordant(b + c));
  const odds = discordantOdds(b, c, askedOf(options));
  const row: Omit<TestRow, 'method'> = { quantity: 'matched_odds_ratio', ...odds, n };
  const rows: TestRow[] = exact
    ? [
        {
          ...row,
          pValue: exactMcnemar(b, c, alternative, options.mid_p === true),
          method: options.mid_p === true ? 'mcnemar_mid_p' : 'mcnemar_exact',
        },
      ]
    : [{ ...row, ...test, method: options.correct === true ? 'mcnemar_corrected' : 'mcnemar' }];
  return { ...pairs, rows, conventions: { conf_level: options.conf_level, intervals: 'exact' }, words: EXACT };
}

function disagreeing<T extends { readonly statistic: number }>(test: T, { path }: CountTable): T {
  if (!Number.isNaN(test.statistic)) return test;
  throw refuse(
    'no_variation',
    path,
    'The two columns agree in every row, so there is no disagreement to test.',
    '两列在每一行都一致，没有可检验的不一致。',
  );
}

function fewDiscordant(n: number) {
  return {
    code: 'few_discordant_pairs',
    message: {
      en: `Only ${n === 1 ? '1 pair disagrees' : `${n} pairs disagree`}: the χ² distribution is a poor guide below 25. \`mid_p: true\` or \`exact: true\` do without it.`,
      zh: `仅有 ${n} 对不一致，少于 25 时 χ² 近似较差。可用 \`mid_p: true\` 或 \`exact: true\`。`,
    },
  };
}

/** What is tested, in the strata of a third column. */
function within({ en, zh }: Localised, strata: Localised): Localised {
  return { en: `${en}, stratified by ${strata.en}`, zh: `${zh}，按${strata.zh}分层` };
}

function runCmh(data: TestData, options: TestOptions): Outcome {
  if (options.strata === undefined)
    throw refuse(
      'variables_missing',
      'test',
      'Choose the column of strata, within whose values the two sides are compared. As text: `strata: column`.',
      '请选择分层列，在其各取值内比较两者。写作文本：`strata: 列`。',
    );
  const table = checked(tableOfCounts(data));
  const { counts, strata } = table;
  const small = counts.length === 2 && counts[0].length === 2;
  if (!small && options.alternative !== undefined && options.alternative !== 'two_sided') throw onlyTwoByTwo('alternative');
  if (!small && options.correct === true) throw onlyTwoByTwo('correct');
  const usable = strata.some((one) => margins(one).total > 1);
  const test = usable ? mantelHaenszel(strata, options.correct ?? false, askedOf(options)) : null;
  if (test === null || Number.isNaN(test.statistic)) {
    throw refuse(
      'no_variation',
      'strata',
      'Within the strata nothing varies on both sides, so there is nothing to compare.',
      '各层内两者没有同时变化，无法比较。',
    );
  }
  const { odds, ...rest } = test;
  if (odds !== null && !(odds.estimate > 0 && Number.isFinite(odds.estimate))) data.warnings.push(zeroCellWarning());
  const n = margins(counts).total;
  const row: TestRow =
    odds === null
      ? { ...rest, method: 'cmh_general', n }
      : { quantity: 'common_odds_ratio', ...odds, ...rest, method: options.correct === true ? 'cmh_corrected' : 'cmh', n };
  return {
    subject: within(subject(table), data.said(options.strata)),
    described: tableSaid(table),
    rows: [row],
    conventions: { strata: strata.length, ...(odds === null ? {} : { conf_level: options.conf_level, intervals: 'Wald, normal' }) },
  };
}

function runTrend(data: TestData, options: TestOptions): Outcome {
  const { groups, outcome, event, by } = sharesOf(data);
  if (by === null || groups.length < 2)
    throw refuse(
      'group_count',
      data.second?.path ?? data.first.path,
      'A trend needs two groups at least on the right of the formula.',
      '趋势检验要求公式右边至少有两组。',
    );
  const scores = options.scores ?? groups.map((_, i) => i + 1);
  if (scores.length !== groups.length || scores.every((score) => score === scores[0])) {
    const names = groups.map(({ level }) => level);
    throw refuse(
      'scores_not_of_groups',
      'scores',
      `scores has ${scores.length} numbers for ${groups.length} groups (${listText(names, 'en')}); give one each, not all alike.`,
      `scores 有 ${scores.length} 个数，而组有 ${groups.length} 个（${listText(names, 'zh')}）；请每组给一个且不全相同。`,
    );
  }
  const [events, sizes] = [groups.map((group) => group.events), groups.map(({ n }) => n)];
  const all = events.reduce((a, b) => a + b, 0);
  const n = sizes.reduce((a, b) => a + b, 0);
  if (all === 0 || all === n)
    throw refuse('no_variation', data.first.path, `All ${n} rows have the same outcome.`, `所有 ${n} 行的结局相同。`);
  if (options.scores === undefined && data.second !== null && !data.isOrdered(data.second)) data.warnings.push(orderWarning(groups));
  if (n < LEAST_PER_GROUP * groups.length) data.warnings.push(sparseWarning(n, groups.length));
  const { slope, ...test } = trendTest(events, sizes, scores);
  return {
    subject: subjectOf({ en: `${outcome.en} (${event.en})`, zh: `${outcome.zh}（${event.zh}）` }, by),
    described: sharesSaid(groups),
    rows: [{ quantity: 'slope', estimate: slope, statistic: test.statistic, df: test.df, pValue: test.pValue, method: 'trend', n }],
    conventions: { scores: scores.join(', ') },
  };
}

/** Groups of fewer rows, on average, are hardly groups: the column is more likely a measurement. */
const LEAST_PER_GROUP = 3;

export const COUNT_RUNS = {
  chisq: runChiSquared,
  fisher: runFisher,
  mcnemar: runMcnemar,
  cmh: runCmh,
  trend: runTrend,
} as const satisfies Readonly<Record<string, TestRun>>;
