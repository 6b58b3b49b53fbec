/** For each error code that a method declares an input that reaches it, as the option keys of a cell on one of these frames. */
import { booleanColumn, frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import type { Frame } from '@/analysis-kernel/frame/column';

const N = 8;
const each = (value: number) => Array.from({ length: N }, () => value);
const numbers = (name: string, values: readonly (number | null)[]) => numericColumn(name, values);

export const frame = frameOf([
  numbers('t', [1, 2, 3, 4, 5, 6, 7, 8]),
  numbers('early', [-1, 2, 3, 4, 5, 6, 7, 8]),
  numbers('endless', [1, 2, 3, 4, 5, 6, 7, Number.POSITIVE_INFINITY]),
  numericColumn('day', [1, 2, 3, 4, 5, 6, 7, 8], 'date'),
  numericColumn('e', [1, 0, 1, 1, 0, 1, 0, 1], 'integer'),
  numericColumn('never', each(0), 'integer'),
  numericColumn('causes', [0, 1, 2, 1, 0, 2, 1, 2], 'integer'),
  numbers('odd', [0.5, 1, 2, 3, 4, 5, 6, 7]),
  booleanColumn('dead', [true, false, true, true, false, true, false, true]),
  textColumn('word', ['in', 'out', 'in', 'out', 'in', 'out', 'in', 'out']),
  textColumn('three', ['dead', 'alive', 'relapse', 'dead', 'alive', 'alive', 'relapse', 'dead']),
  numbers('x', [3, 1, 4, 1, 5, 9, 2, 6]),
  numbers('one', each(1)),
  numbers('many', each(1e7)),
  numbers(
    'none',
    Array.from({ length: N }, () => null),
  ),
  numbers('minus', each(-1)),
  numbers('half', each(0.5)),
  numbers('zero', each(0)),
  numbers('infinite', each(Number.POSITIVE_INFINITY)),
  textColumn('g', ['a', 'b', 'a', 'b', 'b', 'a', 'a', 'b']),
  textColumn('same', ['s', 's', 's', 's', 's', 's', 's', 's']),
  numbers('age', [50, 61, 42, 70, 55, 48, 66, 59]),
  { ...numbers('days', [1, 2, 3, 4, 5, 6, 7, 8]), meta: { unit: 'd' } },
]);

const dates = frameOf([numericColumn('day', [1, 2], 'date')]);
export const others = new Map<string, Frame>([
  ['standards', frameOf([textColumn('standard', ['mine']), numbers('age_from', [0]), numbers('age_to', [null]), numbers('weight', [-1])])],
  ['known', frameOf([numbers('age_from', [0]), numbers('age_to', [39]), numbers('rate', [5])])],
  ['fresh', frameOf([numbers('x', [1]), textColumn('g', ['z'])])],
  ['bare', frameOf([numbers('x', [1])])],
]);

/** As many rows of one time as the exact likelihood cannot count. */
const tied = (() => {
  const rows = Array.from({ length: 20_000 }, (_, row) => row);
  const x = (row: number) => (row * 7919) % 101;
  return frameOf([
    numbers(
      't',
      rows.map(() => 1),
    ),
    numbers(
      'e',
      rows.map(() => 1),
    ),
    numbers('x', rows.map(x)),
  ]);
})();

/** One set of as many cases and controls as the exact likelihood cannot count. */
const long = (name: string, value: (row: number) => number) =>
  numbers(
    name,
    Array.from({ length: 50_000 }, (_, row) => value(row)),
  );
const halved = frameOf([long('s', () => 1), long('e', (row) => row % 2), long('x', (row) => (row * 7919) % 101)]);

/** More levels than are compared two by two. */
const levelled = (() => {
  const rows = Array.from({ length: 80 }, (_, row) => row);
  return frameOf([
    numbers(
      'x',
      rows.map((row) => (row * 7) % 11),
    ),
    numbers(
      't',
      rows.map((row) => row + 1),
    ),
    numbers(
      'e',
      rows.map((row) => row % 2),
    ),
    numbers(
      'g',
      rows.map((row) => row % 40),
    ),
  ]);
})();

/** Two groupings that cross in more ways than a factorisation has room for. */
const crossed = (() => {
  const rows = Array.from({ length: 15_000 }, (_, row) => row);
  const noise = (row: number) => (((Math.sin(row * 12.9898) * 43758.5453) % 1) + 1) % 1;
  return frameOf([
    numbers('x', rows.map(noise)),
    numbers(
      'a',
      rows.map((row) => Math.floor(row / 3)),
    ),
    numbers(
      'b',
      rows.map((row) => Math.floor(4000 * noise(row + 0.5))),
    ),
  ]);
})();

/** As many levels as a model cannot have. */
const keys = (() => {
  const rows = Array.from({ length: 2500 }, (_, row) => row);
  const [t, e] = [rows.map((row) => row + 1), rows.map((row) => row % 2)];
  return frameOf([
    numbers('t', t),
    numbers('e', e),
    numbers('causes', e),
    numbers('x', t),
    textColumn(
      'id',
      rows.map((row) => `p${row}`),
    ),
  ]);
})();

/** The code, the keys of the cell (but method and data), and the data where they are not `frame`. */
type Case = readonly [code: string, keys: string, data?: Frame];

const formulas = (left: string): Case[] => [
  ['formula_syntax', `formula: ${left} ~ g +`],
  ['formula_character', `formula: ${left} ~ g ; x`],
  ['formula_unclosed', `formula: ${left} ~ "g`],
  ['formula_tilde', `formula: ${left}`],
  ['formula_response', 'formula: ~ g'],
  ['formula_term', `formula: ${left} ~ g^x`],
  ['formula_argument', `formula: ${left} ~ log(g)`],
  ['unknown_function', `formula: ${left} ~ f(g)`],
  ['unknown_level', `formula: ${left} ~ relevel(g, "z")`],
  ['unknown_column', `formula: ${left} ~ nothing`],
  ['no_rows', `formula: ${left} ~ none`],
];
const designs = (left: string, type: string): Case[] => [
  ['one_level', `formula: ${left} ~ same`],
  ['infinite_values', `formula: ${left} ~ infinite`],
  ['formula_too_wide', `formula: ${left} ~ id`, keys],
  ['unknown_table', `formula: ${left} ~ t\npredictions: {type: ${type}, data: nowhere}`],
  ['unseen_level', `formula: ${left} ~ g\npredictions: {type: ${type}, data: fresh}`],
  ['two_clusters', `formula: ${left} ~ t + cluster(g)\ncluster: g`],
];
const times = (event: string): Case[] => [
  ['time_is_date', `formula: Surv(day, ${event}) ~ 1`],
  ['time_not_numeric', `formula: Surv(g, ${event}) ~ 1`],
  ['time_infinite', `formula: Surv(endless, ${event}) ~ 1`],
  ['time_negative', `formula: Surv(early, ${event}) ~ 1`],
];
const EVENTS: readonly Case[] = [
  ['interval_empty', 'formula: Surv(t, t, e) ~ 1'],
  ['event_values', 'formula: Surv(t, odd) ~ 1'],
  ['event_words', 'formula: Surv(t, word) ~ 1'],
  ['event_needs_cause', 'formula: Surv(t, causes) ~ 1'],
  ['event_and_cause', 'formula: Surv(t, causes) ~ 1\nevent: 1\ncause: 1'],
  ['unknown_event', 'formula: Surv(t, word) ~ 1\nevent: up'],
  ['unknown_cause', 'formula: Surv(t, causes) ~ 1\ncause: 9'],
  ['cause_without_causes', 'formula: Surv(t, dead) ~ 1\ncause: 1'],
];
const weights = (rest: string): Case[] => [
  ['weights_not_numeric', `${rest}\nweights: {column: g, kind: sampling}`],
  ['weights_negative', `${rest}\nweights: {column: minus, kind: sampling}`],
  ['weights_infinite', `${rest}\nweights: {column: infinite, kind: sampling}`],
  ['weights_not_whole', `${rest}\nweights: {column: half, kind: frequency}`],
  ['weights_zero', `${rest}\nweights: {column: zero, kind: sampling}`],
];
const VARIABLES: readonly Case[] = [
  ['unknown_column', 'variables: [nothing]'],
  ['no_variables', '', dates],
];

const S = 'Surv(t, e)';
const K = 'Surv(t, causes)';
const R = 'Surv(t - 1, t, e)';
/** What models of competing events refuse alike; `rest` is what one of them needs besides. */
const causeModels = (rest: string): Case[] => [
  ...[
    ...formulas(K),
    ...designs(K, '').map(([code, keysOf, data]): Case => [code, keysOf.replace('type: ,', 'times: 2,'), data]),
    ...times('causes'),
    ...weights(`formula: ${K} ~ x`),
  ].map(([code, keysOf, data]): Case => [code, `${keysOf}${rest}`, data]),
  ['interval_empty', `formula: Surv(t, t, causes) ~ x${rest}`],
  ['event_values', `formula: Surv(t, odd) ~ x${rest}`],
  ['event_words', `formula: Surv(t, word) ~ x${rest}`],
  ['unknown_cause', `formula: Surv(t, word) ~ x\ncauses: [up]\ncensored: out${rest}`],
  ['no_events', `formula: Surv(t, never) ~ x${rest}`],
  ['times_missing', `formula: ${K} ~ x\npredictions: {data: fresh}${rest}`],
  ['predictions_need_strata', `formula: ${K} ~ x + strata(g)\npredictions: {times: 2, data: bare}${rest}`],
];
const SLOPE = 'preset: slope\nvalue: x\nid: g\ntime:';
/** A random term after the formula, which stands in the first line. */
const mixed = ([code, keysOf, data]: Case): Case => [
  code,
  code === 'formula_syntax' ? keysOf : keysOf.replace(/^(formula: [^\n]*)/u, '$1 + (1 | word)').replace('type: , ', ''),
  data,
];
export const CASES: Readonly<Record<string, readonly Case[]>> = {
  describe: [...VARIABLES, ['no_rows', 'variables: [x]\ngroup: none'], ...weights('variables: [x]')],
  table1: [
    ...VARIABLES,
    ['no_rows', 'variables: [x]\nby: none'],
    ...weights('variables: [x]'),
    ['not_in_table', 'variables: [x]\nnormal: [t]'],
    ['not_in_table', 'variables: [x]\ntests: {t: welch}'],
    ['test_of_other_kind', 'variables: [x]\nby: g\ntests: {x: fisher}'],
    ['group_twice', 'variables: [x]\nby: [g, g]'],
    ['too_many_groups', 'variables: [x]\nby: id', keys],
  ],
  diagnostic: [
    ['unknown_column', 'outcome: e\nmarkers: [x, nothing]'],
    ['no_rows', 'outcome: e\nmarkers: none'],
    ...weights('outcome: e\nmarkers: x'),
    ['weights_not_frequency', 'outcome: e\nmarkers: x\nweights: {column: t, kind: sampling}'],
    ['too_many_rows', 'outcome: e\nmarkers: x\nweights: {column: many, kind: frequency}'],
    ['event_values', 'outcome: odd\nmarkers: x'],
    ['event_words', 'outcome: word\nmarkers: x'],
    ['event_needs_cause', 'outcome: causes\nmarkers: x'],
    ['unknown_event', 'outcome: word\nevent: up\nmarkers: x'],
    ['one_outcome', 'outcome: never\nmarkers: x'],
    ['one_outcome', 'outcome: one\nmarkers: x'],
    ['marker_is_outcome', 'outcome: e\nmarkers: [x, e]'],
    ['marker_is_outcome', 'outcome: e\nmarkers: [x, x]'],
    ['too_many_markers', `outcome: e\nmarkers: [${Array.from({ length: 21 }, (_, at) => `m${at}`).join(', ')}]`],
    ['marker_words', 'outcome: e\nmarkers: g'],
    ['marker_values', 'outcome: e\nmarkers: day'],
    ['marker_infinite', 'outcome: e\nmarkers: endless'],
    ['unknown_positive', 'outcome: e\nmarkers: x\npositive: up'],
    ['cut_count', 'outcome: e\nmarkers: [x, t]\ncut: [1, 2, 3]'],
    ['best_beside_cut', 'outcome: e\nmarkers: x\ncut: 1\nbest: youden'],
    ['cut_without_numbers', 'outcome: e\nmarkers: dead\ncut: 1'],
    ['range_backwards', 'outcome: e\nmarkers: x\npartial_auc: {from: 0.9, to: 0.8}'],
  ],
  agreement: [
    ['unknown_column', 'type: kappa\nraters: [g, nothing]'],
    ['no_rows', 'type: icc\nraters: [x, none]'],
    ...weights('type: kappa\nraters: [g, word]'),
    ['weights_not_frequency', 'type: kappa\nraters: [g, word]\nweights: {column: t, kind: sampling}'],
    ['too_many_rows', 'type: kappa\nraters: [g, word]\nweights: {column: many, kind: frequency}'],
    ['rater_count', 'type: kappa\nraters: g'],
    ['rater_count', 'type: ccc\nraters: [x, t, age]'],
    ['rater_twice', 'type: icc\nraters: [x, x]'],
    ['rater_not_numeric', 'type: icc\nraters: [x, g]'],
    ['rater_not_numeric', 'type: bland_altman\nraters: [x, day]'],
    ['rater_infinite', 'type: icc\nraters: [x, endless]'],
    ['too_many_categories', 'type: kappa\nraters: [t, id]', keys],
    ['order_unknown', 'type: weighted_kappa\nraters: [g, word]'],
    ['unknown_category', 'type: kappa\nraters: [g, word]\nlevels: [a, b]'],
    ['option_not_of_type', 'type: kappa\nraters: [g, word]\nunit: single'],
    ['not_positive', 'type: bland_altman\nraters: [x, early]\nscale: ratio'],
    ['too_few_rows', 'type: ccc\nraters: [x, t]', frameOf([numbers('x', [1, 2]), numbers('t', [1, 3])])],
  ],
  incidence: [
    ['unknown_column', 'event: nothing\ntime: t'],
    ['unknown_column', 'event: e\ntime: t\nby: nothing'],
    ['no_rows', 'event: e\ntime: none'],
    ...weights('event: e\ntime: t'),
    ['weights_not_frequency', 'event: e\ntime: t\nweights: {column: t, kind: sampling}'],
    ['event_values', 'event: odd\ntime: t'],
    ['event_words', 'event: word\ntime: t'],
    ['event_needs_cause', 'event: causes\ntime: t'],
    ['unknown_event', 'event: causes\ntime: t\nevent_value: 9'],
    ['interval_empty', 'event: e\nstart: t\nstop: t'],
    ['time_is_date', 'event: e\ntime: day'],
    ['time_not_numeric', 'event: e\ntime: g'],
    ['time_infinite', 'event: e\ntime: endless'],
    ['time_negative', 'event: e\ntime: early'],
    ['times_missing', 'event: e'],
    ['times_missing', 'event: e\nstart: t'],
    ['times_twice', 'event: e\ntime: t\nstop: t'],
    ['times_mixed', 'event: e\nstart: zero\nstop: day'],
    ['unit_unknown', 'event: e\ntime: t\nage: age\nsplit: {age: 50}'],
    ['unit_conflict', 'event: e\ntime: days\nunit: months'],
    ['cuts_not_rising', 'event: e\ntime: t\nsplit: {follow_up: [5, 1]}'],
    ['cuts_not_rising', 'event: e\ntime: days\nentry: day\nsplit: {years: 1.5}'],
    ['entry_missing', 'event: e\ntime: days\nsplit: {years: 1}'],
    ['entry_not_date', 'event: e\ntime: days\nentry: x\nsplit: {years: 1}'],
    ['too_many_cells', `event: e\ntime: t\nby: x\nsplit: {follow_up: [${Array.from({ length: 2000 }, (_, at) => at + 1).join(', ')}]}`],
    ['too_many_groups', 'event: e\ntime: t\nby: id', keys],
    ['unknown_reference', 'event: e\ntime: t\nby: g\nreference: z'],
    ['no_person_time', 'event: e\ntime: zero'],
    ['unknown_standard', 'event: e\ntime: days\nage: age\nstandard: cn2030'],
    ['unknown_standard', 'event: e\ntime: days\nage_groups: [50]'],
    ['standard_unreadable', 'event: e\ntime: days\nage: age\nstandard: mine\nstandards: standards'],
    ['standard_unreadable', 'event: e\ntime: days\nage: age\nstandard: mine\nstandards: bare'],
    ['standard_ages', 'event: e\ntime: days\nage: age\nstandard: segi\nage_groups: [42]'],
    ['standard_ages', 'event: e\ntime: days\nage: age\nstandard: segi\nage_groups: [60, 50]'],
    ['standard_not_covered', 'event: e\ntime: days\nage: age\nby: age\nstandard: segi'],
    ['age_missing', 'event: e\ntime: days\nstandard: segi'],
    ['age_values', 'event: e\ntime: days\nage: minus\nstandard: segi'],
    ['age_values', 'event: e\ntime: days\nage: day\nstandard: segi'],
    ['reference_rates_unreadable', 'event: e\ntime: days\nage: age\nreference_rates: {data: bare}'],
    ['reference_rates_incomplete', 'event: e\ntime: days\nage: age\nreference_rates: {data: known}'],
  ],
  prevalence: [
    ['unknown_column', 'case: nothing'],
    ['no_rows', 'case: e\nby: none'],
    ...weights('case: e'),
    ['weights_not_frequency', 'case: e\nweights: {column: t, kind: sampling}'],
    ['event_values', 'case: odd'],
    ['event_words', 'case: word'],
    ['event_needs_cause', 'case: causes'],
    ['unknown_event', 'case: word\ncase_value: up'],
    ['too_many_groups', 'case: e\nby: id', keys],
    ['unknown_reference', 'case: e\nby: g\nreference: z'],
    ['unknown_standard', 'case: e\nage: age\nstandard: cn2030'],
    ['standard_unreadable', 'case: e\nage: age\nstandard: mine\nstandards: standards'],
    ['standard_ages', 'case: e\nage: age\nstandard: segi\nage_groups: [42]'],
    ['standard_not_covered', 'case: e\nage: age\nby: age\nstandard: segi'],
    ['age_missing', 'case: e\nstandard: segi'],
    ['age_values', 'case: e\nage: minus\nstandard: segi'],
    ['when_missing', 'case: day'],
    ['when_twice', 'case: day\nat: 1970-01-05\nperiod: {from: 1970-01-01, to: 1970-01-05}'],
    ['when_without_dates', 'case: e\nat: 1970-01-05'],
    ['when_without_dates', 'case: day\ncase_value: 1\nat: 1970-01-05'],
    ['not_a_date', 'case: day\nat: 1970-02-30'],
    ['not_a_date', 'case: day\nat: 1970-01-05\nstart: t'],
    ['period_backwards', 'case: day\nperiod: {from: 1970-01-05, to: 1970-01-01}'],
    ['nobody_observed', 'case: day\nat: 1960-01-05\nstart: day'],
  ],
  km: [
    ...formulas(S),
    ...times('e'),
    ...EVENTS,
    ...weights(`formula: ${S} ~ 1`),
    ['two_clusters', `formula: ${S} ~ cluster(g)\ncluster: g`],
    ['entry_twice', 'formula: Surv(zero, t, e) ~ 1\nentry: zero'],
    ['trend_scores', `formula: ${S} ~ g\ntrend: [1, 2, 3]`],
    ['rmst_horizon', `formula: ${S} ~ 1\nlandmark_at: 3\nrmst: 2`],
    ['beyond_follow_up', 'formula: Surv(t, never) ~ 1\nrmst: 100'],
  ],
  cox: [
    ...formulas(S),
    ...designs(S, 'lp'),
    ...times('e'),
    ...EVENTS,
    ['no_events', 'formula: Surv(t, never) ~ x'],
    ...weights(`formula: ${S} ~ x`),
    ['exact_weights', `formula: ${S} ~ x\nties: exact\nweights: {column: half, kind: sampling}`],
    ['exact_robust', `formula: ${S} ~ x\nties: exact\nrobust: true`],
    ['exact_residuals', `formula: ${S} ~ x\nties: exact\nresiduals: [score]`],
    ['exact_too_large', `formula: ${S} ~ x\nties: exact`, tied],
    ['likelihood_robust', `formula: ${S} ~ x\nrobust: true\nanova: true`],
    ['times_missing', `formula: ${S} ~ x\npredictions: {type: survival}`],
    ['predictions_need_strata', `formula: ${S} ~ x + strata(g)\npredictions: {type: lp, data: bare}`],
    ['not_in_formula', `formula: ${S} ~ x\nadjusted: {by: g, times: 2}`],
    ['firth_alone', `formula: ${S} ~ x\nfirth: true\nrobust: true`],
    ['firth_alone', `formula: ${S} ~ x\nfirth: true\nties: exact`],
    ['firth_alone', `formula: ${S} ~ x\nfirth: true\nresiduals: [score]`],
    ['not_groups', `formula: ${S} ~ x\nadjusted: {by: x, times: 2}`],
    ['too_many_levels', 'formula: Surv(t, e) ~ factor(g)\nadjusted: {by: g, times: 2}', levelled],
    ['value_not_found', `formula: ${S} ~ g\ncompare: {g: [a, z]}`],
    ['beyond_follow_up', `formula: ${S} ~ g\nadjusted: {by: g, times: 2, rmst: 99}`],
  ],
  test: [
    ...formulas('x').map(([code, keysOf, data]): Case => [code, `test: kruskal\n${keysOf}`, data]),
    ...weights('test: shapiro\nx: x'),
    ['weights_not_frequency', 'test: shapiro\nx: x\nweights: {column: t, kind: sampling}'],
    ['variables_missing', 'test: welch'],
    ['variables_missing', 'test: paired\nx: x'],
    ['variables_missing', 'test: friedman\nformula: x ~ g'],
    ['variables_missing', 'test: cmh\nformula: e ~ g'],
    ['variables_missing', 'test: correlation\nx: x'],
    ['formula_and_columns', 'test: welch\nformula: x ~ g\nx: x'],
    ['same_column', 'test: chisq\nformula: g ~ g'],
    ['same_column', 'test: correlation\nx: x\ny: x'],
    ['option_not_of_test', 'test: chisq\nformula: e ~ g\nmu: 1'],
    ['option_not_of_test', 'test: kruskal\nformula: x ~ g\nposthoc: tukey'],
    ['option_not_of_test', 'test: proportion\nx: e\ninterval: newcombe'],
    ['option_not_of_test', 'test: kruskal\nformula: x ~ g\nadjust: holm'],
    ['not_numeric', 'test: welch\nformula: g ~ word'],
    ['not_numeric', 'test: welch\nformula: day ~ g'],
    ['infinite_values', 'test: wilcoxon\nformula: endless ~ g'],
    ['group_count', 'test: t\nformula: x ~ causes'],
    ['group_count', 'test: kruskal\nformula: x ~ same'],
    ['group_count', 'test: trend\nformula: e ~ 1'],
    ['too_few_values', 'test: welch\nformula: x ~ t > 7'],
    ['too_few_values', 'test: shapiro\nformula: x ~ t > 6'],
    ['too_few_values', 'test: signed_rank\nformula: x ~ g\nstrata: t'],
    ['too_many_values', 'test: chisq\nformula: e ~ id', keys],
    ['no_variation', 'test: t\nformula: one ~ g'],
    ['no_variation', 'test: wilcoxon\nformula: one ~ g'],
    ['no_variation', 'test: signed_rank\nx: never\ny: zero'],
    ['no_variation', 'test: anova\nformula: one ~ g'],
    ['no_variation', 'test: chisq\nformula: same ~ g'],
    ['no_variation', 'test: mcnemar\nx: e\ny: dead'],
    ['no_variation', 'test: correlation\nx: x\ny: one'],
    ['no_variation', 'test: levene\nformula: one ~ g'],
    ['not_two_values', 'test: proportion\nformula: causes ~ g'],
    ['not_two_by_two', 'test: fisher\nformula: causes ~ g\nmid_p: true'],
    ['not_two_by_two', 'test: chisq\nformula: causes ~ g\ncorrect: true'],
    ['levels_not_shared', 'test: mcnemar\nx: g\ny: word'],
    ['block_repeated', 'test: friedman\nformula: x ~ g\nstrata: same'],
    ['scores_not_of_groups', 'test: trend\nformula: e ~ g\nscores: [1, 2, 3]'],
    ['null_out_of_range', 'test: proportion\nx: e\nmu: 1.5'],
  ],
  parametric: [
    ...formulas(S),
    ...designs(S, 'lp'),
    ...times('e'),
    ...EVENTS,
    ['no_events', 'formula: Surv(t, never) ~ x'],
    ...weights(`formula: ${S} ~ x`),
    ['time_zero', 'formula: Surv(zero, e) ~ 1'],
    ['time_negative', 'formula: Surv(early, I(early + 2), e) ~ 1'],
    ['no_terms', `formula: ${S} ~ 0`],
    ['no_strata', `formula: ${S} ~ x + strata(g)\ndistribution: gompertz`],
    ['no_intercept', `formula: ${S} ~ x - 1\ndistribution: royston_parmar`],
    ['no_ratio', `formula: ${S} ~ x\ndistribution: royston_parmar\nscale: normal\nexponentiate: true`],
    ['knots_unusable', `formula: ${S} ~ x\ndistribution: royston_parmar\nknots: [100]`],
    ['knots_unusable', 'formula: Surv(one, e) ~ 1\ndistribution: royston_parmar'],
    ['knots_unusable', 'formula: Surv(causes + 1, e) ~ 1\ndistribution: royston_parmar\nknots: 8'],
    ['knots_unusable', `formula: ${S} ~ x\ndistribution: royston_parmar\nknots: 10`],
    ['option_not_of_distribution', `formula: ${S} ~ x\nknots: 3`],
    ['option_not_of_distribution', `formula: ${S} ~ x\ncompare: [weibull, gamma]\nscale: odds`],
    ['no_maximum', 'formula: Surv(one, e) ~ 1'],
    ['one_cluster', `formula: ${S} ~ x\ncluster: same`],
    ['compare_weights', `formula: ${S} ~ x\ncompare: true\nweights: {column: half, kind: sampling}`],
    ['times_missing', `formula: ${S} ~ x\npredictions: {type: rmst}`],
  ],
  competing: [
    ...formulas('Surv(t, causes)'),
    ...times('causes'),
    ['event_values', 'formula: Surv(t, odd) ~ 1'],
    ['event_words', 'formula: Surv(t, word) ~ 1'],
    ['unknown_cause', 'formula: Surv(t, word) ~ 1\ncauses: [up]\ncensored: out'],
    ['no_events', 'formula: Surv(t, never) ~ 1'],
  ],
  finegray: [
    ...causeModels('\ncause: 1').filter(([code]) => code !== 'predictions_need_strata' && code !== 'unknown_cause' && code !== 'no_events'),
    ['unknown_cause', `formula: ${K} ~ x\ncause: 9`],
    ['no_events', 'formula: Surv(t, never) ~ x'],
    ['event_needs_cause', `formula: ${K} ~ x`],
    ['formula_term', `formula: ${K} ~ x + strata(g)\ncause: 1`],
    ['unknown_column', `formula: ${K} ~ x\ncause: 1\ncensoring_groups: nothing`],
    ['not_of_cmprsk', `formula: ${K} ~ x\ncause: 1\nas: cmprsk\nties: efron`],
    ['not_of_cmprsk', `formula: ${K} ~ x\ncause: 1\nas: cmprsk\nweights: {column: t, kind: sampling}`],
    ['not_of_cmprsk', `formula: Surv(zero, t, causes) ~ x\ncause: 1\nas: cmprsk`],
  ],
  cause_specific: [...causeModels(''), ['unknown_cause', `formula: ${K} ~ x\ncause: 9`]],
  glm: [
    ...formulas('x'),
    ...designs('x', 'link'),
    ...weights('formula: x ~ t'),
    ['outcome_not_of_family', 'formula: x ~ t\nfamily: binomial'],
    ['outcome_not_of_family', 'formula: three ~ t\nfamily: binomial'],
    ['one_outcome', 'formula: never ~ t\nfamily: binomial'],
    ['link_not_of_family', 'formula: e ~ t\nfamily: binomial\nlink: inverse'],
    ['no_terms', 'formula: x ~ 0'],
    ['one_cluster', 'formula: x ~ t\ncluster: same'],
    ['robust_with_cluster', 'formula: x ~ t\ncluster: g\nrobust: hc3'],
    ['no_ratio', 'formula: x ~ t\nexponentiate: true'],
    ['no_start', 'formula: I(-t) ~ x\nlink: log'],
    ['firth_family', 'formula: e ~ t\nfamily: binomial\nlink: probit\nfirth: true'],
    ['firth_alone', 'formula: e ~ t\nfamily: binomial\nrobust: hc0\nfirth: true'],
    ['not_in_formula', 'formula: x ~ t\nmarginal: age'],
    ['value_not_found', 'formula: x ~ g\ncompare: {g: [a, z]}'],
    ['too_many_levels', 'formula: x ~ factor(g)\nmarginal: g', levelled],
    ['sequential_robust', 'formula: x ~ g\nrobust: hc0\nanova: sequential'],
  ],
  conditional_logistic: [
    ...formulas('e').map(
      ([code, keysOf]): Case => [code, keysOf.includes(' ~ ') && code !== 'formula_syntax' ? `${keysOf} + strata(word)` : keysOf],
    ),
    ['formula_unclosed', 'formula: e ~ "g'],
    ['one_level', 'formula: e ~ same + strata(word)'],
    ['infinite_values', 'formula: e ~ infinite + strata(word)'],
    ['formula_too_wide', 'formula: e ~ id + strata(causes)', keys],
    ['two_clusters', 'formula: e ~ x + strata(word) + cluster(word)\ncluster: word'],
    ['event_values', 'formula: odd ~ x + strata(g)'],
    ['event_words', 'formula: g ~ x + strata(word)'],
    ['event_needs_cause', 'formula: causes ~ x + strata(word)'],
    ['unknown_event', 'formula: word ~ x + strata(g)\nevent: up'],
    ...weights('formula: e ~ x + strata(word)'),
    ['no_sets', 'formula: e ~ x'],
    ['no_terms', 'formula: e ~ strata(word)'],
    ['no_informative_sets', 'formula: e ~ x + strata(e)'],
    ['no_informative_sets', 'formula: never ~ x + strata(word)'],
    ['nothing_varies', 'formula: e ~ one + strata(word)'],
    ['exact_weights', 'formula: e ~ x + strata(word)\nweights: {column: t, kind: sampling}'],
    ['cluster_splits_sets', 'formula: e ~ x + strata(word)\ncluster: g'],
    ['one_cluster', 'formula: e ~ x + strata(word)\ncluster: same'],
    ['sets_too_long', 'formula: e ~ x + strata(s)', halved],
  ],
  mixed: [
    ...formulas('x').map(mixed),
    ...designs('x', '')
      .filter(([code]) => code !== 'two_clusters' && code !== 'formula_too_wide')
      .map(mixed),
    ['formula_too_wide', 'formula: x ~ id + (1 | e)', keys],
    ['formula_term', 'formula: x ~ t + (1 | g + word)'],
    ['formula_term', 'formula: x ~ t + (0 | g)'],
    ['formula_term', 'formula: x ~ t + cluster(g) + (1 | g)'],
    ['formula_term', 'formula: x ~ t:(1 | g)'],
    ['weights_not_numeric', 'formula: x ~ t + (1 | g)\nresidual_weights: g'],
    ['weights_negative', 'formula: x ~ t + (1 | g)\nresidual_weights: minus'],
    ['weights_infinite', 'formula: x ~ t + (1 | g)\nresidual_weights: infinite'],
    ['weights_zero', 'formula: x ~ t + (1 | g)\nresidual_weights: zero'],
    ['time_is_date', `${SLOPE} day`],
    ['time_not_numeric', `${SLOPE} word`],
    ['time_not_numeric', 'formula: x ~ word + (1 | g)\nmeans: {time: word}'],
    ['time_infinite', `${SLOPE} infinite\nunit: days`],
    ['unit_missing', `${SLOPE} t`],
    ['unit_not_of_column', `${SLOPE} days\nunit: years`],
    ['knot_outside', `${SLOPE} days\nknot: 12`],
    ['no_rows', `${SLOPE} days\ncovariates: none`],
    ['one_level', `${SLOPE} days\narm: same`],
    ['unknown_column', `${SLOPE} nothing`],
    ['too_many_groups', 'preset: slope\nvalue: x\ntime: g\nunit: days\nid: x\narm: g', levelled],
    ['model_missing', ''],
    ['model_missing', 'preset: slope\nvalue: x'],
    ['formula_and_preset', `${SLOPE} days\nformula: x ~ t + (1 | g)`],
    ['option_not_of_preset', 'formula: x ~ t + (1 | g)\nknot: 3'],
    ['option_not_of_preset', `${SLOPE} days\nmeans: {time: days}`],
    ['option_not_of_preset', `${SLOPE} days\ntotal_at: 2`],
    ['no_terms', 'formula: x ~ 0 + (1 | g)'],
    ['no_random', 'formula: x ~ t'],
    ['one_group', 'formula: x ~ t + (1 | same)'],
    ['random_unidentified', 'formula: x ~ g + (1 | t)'],
    ['random_unidentified', 'formula: x ~ t + (1 + t | causes:g)'],
    ['too_many_random', `formula: x ~ g + (g + ${[2, 3, 4, 5, 6, 7, 8, 9].map((k) => `I(g^${k})`).join(' + ')} | I(x > 5))`, levelled],
    ['too_crossed', 'formula: x ~ 1 + (1 | a) + (1 | b)', crossed],
    ['one_outcome', 'formula: one ~ x + (1 | g)'],
    ['infinite_values', 'formula: endless ~ x + (1 | g)'],
    ['no_residual', 'formula: x ~ x + (1 | g)'],
    ['no_residual', 'formula: t ~ 1 + (1 | I(t > 4)) + (0 + t | g)'],
    ['not_in_formula', 'formula: x ~ t + (1 | g)\ncompare: {age: [60, 50]}'],
    ['value_not_found', 'formula: x ~ g + (1 | word)\ncompare: {g: [a, z]}'],
    ['too_many_levels', 'formula: x ~ factor(g) + (1 | I(g > 19))\ncompare: {g: all}', levelled],
  ],
  recurrent: [
    ...[...formulas(R), ...weights(`formula: ${R} ~ x`), ...times('e'), ...EVENTS].map(
      ([code, keysOf]): Case => [code, `${keysOf}\nid: t`],
    ),
    ['unknown_column', `formula: ${R} ~ x\nid: nothing`],
    ['one_level', `formula: ${R} ~ same\nid: t`],
    ['infinite_values', `formula: ${R} ~ infinite\nid: t`],
    ['formula_too_wide', 'formula: Surv(t - 1, t, e) ~ id\nid: x', keys],
    ['no_events', 'formula: Surv(t - 1, t, never) ~ x\nid: t'],
    ['no_events', 'formula: Surv(t - 1, t, never) ~ 1\nid: t\ntype: mean_cumulative'],
    ['start_missing', 'formula: Surv(t, e) ~ x\nid: t'],
    ['no_terms', `formula: ${R} ~ 1\nid: t`],
    ['option_not_of_type', `formula: ${R} ~ x\nid: t\ntimes: 3`],
    ['option_not_of_type', `formula: ${R} ~ x\nid: t\norder: one`],
    ['option_not_of_type', `formula: ${R} ~ 1\nid: t\ntype: mean_cumulative\nrobust: false`],
    ['terminal_missing', `formula: ${R} ~ 1\nid: t\ntype: mean_cumulative\nterminal_value: 1`],
    ['event_words', `formula: ${R} ~ 1\nid: t\ntype: mean_cumulative\nterminal: word`],
    ['repeated_rows', 'formula: Surv(zero, one, e) ~ x\nid: same'],
    ['overlapping_rows', 'formula: Surv(zero, t, e) ~ x\nid: same'],
    ['after_terminal', `formula: ${R} ~ 1\nid: same\ntype: mean_cumulative\nterminal: e`],
    ['order_values', `formula: ${R} ~ x\nid: t\ntype: pwp_total\norder: odd`],
    ['order_values', `formula: ${R} ~ x\nid: same\ntype: pwp_gap\norder: one`],
    ['weights_differ', `formula: ${R} ~ x\nid: same\nweights: {column: t, kind: frequency}`],
    ['one_id', `formula: ${R} ~ x\nid: same`],
    ['one_id', `formula: ${R} ~ 1\nid: same\ntype: mean_cumulative`],
    ['too_many_groups', 'formula: Surv(t - 1, t, e) ~ id\nid: t\ntype: mean_cumulative', keys],
  ],
};

/** What a method needs to be written besides its formula. */
export const REQUIRED: Readonly<Record<string, string>> = { test: 'test: kruskal\n', recurrent: 'id: t\n' };
