/** Front of `test`: which test runs, its tables, its sentence. */
import type { Language, Localised } from '@/cohort-dsl/source/localised';
import type { Figure } from '../../../figures/kinds';
import type { Frame } from '../../../frame/column';
import { numberText } from '../../../frame/number-text';
import { countText, estimateText, intervalTexts, levelText, pClause } from '../../../results/format';
import { joinedLabel } from '../../../results/label-marks';
import type { ResultTable, Value } from '../../../results/result';
import { tableOf } from '../../../results/table-rows';
import type { View } from '../../../views/kinds';
import { declaredColumns, type MethodOutput, type TableDeclaration } from '../../method';
import type { Work } from '../../pool';
import { refuse, TestData } from './data';
import { RUNS } from './kinds';
import type { TestOptions } from './options';
import type { Outcome, Posthoc, TestRow } from './outcome';
import { TEST_TABLES } from './tables';
import { POSTHOC_OF, TAKEN } from './taken';
import { METHOD_WORDS, QUANTITY_WORDS } from './words';

/** Refuses comparisons of pairs that follow another test. */
function checkPosthoc({ posthoc, test }: TestOptions): void {
  if (posthoc === undefined || POSTHOC_OF[posthoc] === test) return;
  const right = POSTHOC_OF[posthoc];
  throw refuse(
    'option_not_of_test',
    'posthoc',
    `${posthoc} follows ${right}, not ${test}.`,
    `${posthoc} 用于 ${right} 之后，而不是 ${test}。`,
    [`test: ${right}`],
  );
}

/** Runs `test`. Throws MethodError with the option at fault. */
export async function runTest(options: TestOptions, frame: Frame, work: Work): Promise<MethodOutput> {
  checkPosthoc(options);
  const data = new TestData(options, frame, TAKEN[options.test].sides);
  const outcome = await RUNS[options.test](data, options, work);
  const { posthoc } = outcome;
  const tables = new Map<string, ResultTable>([['test', testTable(outcome.rows)]]);
  if (posthoc !== undefined) tables.set('posthoc', posthocTable(posthoc));
  return {
    tables,
    figures: posthoc === undefined ? [] : figuresOf(posthoc, outcome.subject, options),
    views: viewsOf(outcome),
    warnings: data.warnings,
    conventions: {
      ...outcome.conventions,
      ...(options.alternative === undefined || options.alternative === 'two_sided' ? {} : { alternative: options.alternative }),
      ...(options.weights === undefined ? {} : { weights: 'frequency' }),
    },
    seed: outcome.seed ?? null,
    rows: data.counts(),
    sentence: sentence(outcome, options, options.weights === undefined ? null : data.said(options.weights.column)),
    labels: { ...data.labels, ...conventionWords(outcome), ...groupWords(outcome) },
  };
}

function conventionWords({ words = {} }: Outcome): Record<string, Localised> {
  return Object.fromEntries(Object.entries(words).map(([name, said]) => [`convention:${name}`, said]));
}

/** What groups are called in the forest plot. */
function groupWords({ posthoc }: Outcome): Record<string, Localised> {
  if (posthoc === undefined) return {};
  return Object.fromEntries(posthoc.groups.map(({ level, said }) => [level, said]));
}

/** An estimate or a limit without bound is infinite; what is not defined is empty. */
const known = (value: number | null | undefined): Value => (value === null || value === undefined || Number.isNaN(value) ? null : value);

function testTable(rows: readonly TestRow[]): ResultTable {
  const { columns, added = [] } = TEST_TABLES.test;
  const has = (key: keyof TestRow) => rows.some((row) => row[key] !== undefined);
  const shown: Readonly<Record<string, boolean>> = {
    df_residual: has('residual'),
    quantity: has('quantity'),
    n: true,
    events: has('events'),
  };
  const given = rows.map((row) => ({
    group: row.group ?? null,
    estimate: known(row.estimate),
    conf_low: known(row.low),
    conf_high: known(row.high),
    statistic: known(row.statistic),
    df: known(row.df),
    p_value: known(row.pValue),
    method: row.method,
    df_residual: known(row.residual),
    quantity: row.quantity ?? null,
    n: row.n,
    events: row.events ?? null,
  }));
  return tableOf({ columns: [...columns, ...added.filter(({ name }) => shown[name])] }, given, has('group') ? ['group'] : []);
}

function posthocTable({ comparisons, groups }: Posthoc): ResultTable {
  const { columns, added = [] } = TEST_TABLES.posthoc;
  const withDf = comparisons.some(({ df }) => df !== null);
  const rows = comparisons.map(({ first, second, estimate, error, low, high, statistic, df, pValue, adjusted }) => ({
    group1: groups[first].level,
    group2: groups[second].level,
    estimate,
    std_error: error,
    conf_low: low,
    conf_high: high,
    statistic,
    p_value: pValue,
    p_adjusted: adjusted,
    df,
  }));
  return tableOf({ columns: withDf ? [...columns, ...added] : columns }, rows);
}

/** Intervals of all pairs; none of Dunn's, which has no intervals. */
function figuresOf({ comparisons, measure }: Posthoc, subject: Localised, { conf_level }: TestOptions): Figure[] {
  if (comparisons.every(({ low }) => low === null)) return [];
  const [lower, higher] = [
    { en: 'second group higher', zh: '第二组较高' },
    { en: 'first group higher', zh: '第一组较高' },
  ];
  return [
    {
      kind: 'forest',
      name: 'posthoc',
      title: joinedLabel(subject, TEST_TABLES.posthoc.title),
      table: 'posthoc',
      confLevel: conf_level,
      named: ['group1', 'group2'],
      measure: { kind: 'difference', name: measure, lower, higher },
    },
  ];
}

/** Groups by the dictionary's words. */
function viewsOf({ subject, rows, posthoc }: Outcome): MethodOutput['views'] {
  const view = (
    table: TableDeclaration,
    what: Localised,
    named: readonly string[],
    words: Readonly<Record<string, Localised>>,
  ): View & { kind: 'table' } => {
    const declared = declaredColumns(table);
    const own = Object.fromEntries(named.map((column) => [column, { ...declared[column], words }]));
    const title = joinedLabel(subject, what);
    return { kind: 'table', table: table.name, title, folded: false, notes: [], columns: { ...declared, ...own } };
  };
  const groups = Object.fromEntries(rows.flatMap(({ group, said }) => (group === undefined || said === undefined ? [] : [[group, said]])));
  return [
    view(TEST_TABLES.test, rows.length > 0 ? METHOD_WORDS[rows[rows.length - 1].method] : TEST_TABLES.test.title, ['group'], groups),
    ...(posthoc === undefined ? [] : [posthocView(view(TEST_TABLES.posthoc, TEST_TABLES.posthoc.title, [], {}), posthoc)]),
  ];
}

/** The headings say what is estimated, and how its p values are adjusted. */
function posthocView<T extends View & { kind: 'table' }>(view: T, { groups, measure, adjusted }: Posthoc): T {
  const words = Object.fromEntries(groups.map(({ level, said }) => [level, said]));
  const columns = {
    ...view.columns,
    group1: { ...view.columns.group1, words },
    group2: { ...view.columns.group2, words },
    estimate: { ...view.columns.estimate, header: measure },
    p_adjusted: { ...view.columns.p_adjusted, header: { en: `Adjusted p (${adjusted.en})`, zh: `校正 P 值（${adjusted.zh}）` } },
  };
  return { ...view, columns };
}

/** `Age by Sex: Female, mean 61 (SD 9), n = 90; …. Difference in means 3.2 (95% CI 1.1 to 5.3); Welch t test, t = 3.01, df = 170, p = 0.003.` */
function sentence({ subject, described, rows }: Outcome, options: TestOptions, weights: Localised | null): Localised {
  const shown = rows.filter(({ group, pValue }) => group === undefined || (pValue !== undefined && rows.length <= 4));
  const parts = (shown.length > 0 ? shown : rows.slice(0, 1)).map((row) => ({
    en: rowSaid(row, options, 'en'),
    zh: rowSaid(row, options, 'zh'),
  }));
  const counted = weights === null ? { en: '', zh: '' } : { en: `; rows count by ${weights.en}`, zh: `；各行按${weights.zh}计频数` };
  const lead = described === null ? { en: '', zh: '' } : { en: `${described.en}. `, zh: `${described.zh}。` };
  return {
    en: `${subject.en}: ${lead.en}${capital(parts.map(({ en }) => en).join('. '), described !== null)}${counted.en}.`,
    zh: `${subject.zh}：${lead.zh}${parts.map(({ zh }) => zh).join('。')}${counted.zh}。`,
  };
}

function capital(text: string, begins: boolean): string {
  // χ has no capital of its own in print.
  return begins && /^[a-z]/u.test(text) ? `${text[0].toUpperCase()}${text.slice(1)}` : text;
}

/** The value that a test holds its estimate against. */
const nullText = (mu: number | undefined) => numberText(mu ?? 0).replace('-', '−');

function rowSaid(
  { group, said, quantity, estimate, low, high, method, statistic, df, residual, pValue, n, events }: TestRow,
  { conf_level, mu }: TestOptions,
  lang: Language,
): string {
  const zh = lang === 'zh';
  const against = method === 'one_sample_t' || mu !== undefined ? (zh ? `（与 ${nullText(mu)} 比较）` : ` against ${nullText(mu)}`) : '';
  const { symbol, ...name } = METHOD_WORDS[method];
  const numbers = [
    ...(symbol === '' || statistic === undefined ? [] : [`${symbol} = ${estimateText(statistic)}`]),
    ...(df === null || df === undefined
      ? []
      : [`${zh ? '自由度 ' : 'df = '}${countText(df)}${residual === undefined ? '' : `${zh ? '、' : ' and '}${countText(residual)}`}`]),
    ...(pValue === undefined || Number.isNaN(pValue) ? [] : [pClause(pValue, lang)]),
    ...(events !== undefined || quantity === 'mean' ? [] : [`n = ${countText(n)}`]),
  ];
  const estimated =
    quantity === undefined ? null : `${QUANTITY_WORDS[quantity][lang]} ${estimateSaid(estimate, low, high, levelText(conf_level), lang)}`;
  const test = [`${name[lang]}${against}`, ...numbers].join(zh ? '，' : ', ');
  const own = group === undefined ? '' : `${said?.[lang] ?? group}${zh ? '：' : ': '}`;
  return `${own}${estimated === null ? test : `${estimated}${zh ? '；' : '; '}${test}`}`;
}

function estimateSaid(
  estimate: number | undefined,
  low: number | undefined,
  high: number | undefined,
  level: string,
  lang: Language,
): string {
  if (low === undefined || high === undefined || Number.isNaN(low) || Number.isNaN(high)) return estimateText(estimate);
  const [value, from, to] = intervalTexts([estimate, low, high]);
  return lang === 'zh' ? `${value}（${level}% CI ${from}～${to}）` : `${value} (${level}% CI ${from} to ${to})`;
}
