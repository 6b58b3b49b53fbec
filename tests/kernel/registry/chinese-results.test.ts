/**
 * What a reader of Chinese sees of a result holds no column name, no option's spelling and no English: every method, with every kind of option,
 * on columns whose labels are Chinese. Latin letters are left to names and signs of the field.
 */
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { markedLabels, partWithLabels } from '@/analysis-kernel/cells/label-marks';
import { drawFigure } from '@/analysis-kernel/figures/draw';
import { frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import type { Frame } from '@/analysis-kernel/frame/column';
import { type Method, viewsOf } from '@/analysis-kernel/registry/method';
import { ALONE } from '@/analysis-kernel/registry/pool';
import { loadMethods } from '@/analysis-kernel/registry/registry';
import { rowsUsed } from '@/analysis-kernel/report/words';
import { conventionTexts } from '@/analysis-kernel/views/convention-words';
import { journalViews } from '@/analysis-kernel/views/views';
import { frame } from './chinese-frame';

const methods = await loadMethods();

const { document } = parseHTML('<!doctype html><html><body></body></html>');
/** Names, signs and abbreviations of the field that Chinese texts leave in Latin letters. */
const KNOWN = new Set(
  `Kaplan Meier Clopper Cox HR Log Schoenfeld Poisson logistic Coho Fleming Harrington Peto log rank Wilcoxon Kruskal Wallis Fisher Yates Aalen Johansen Gray Greenwood
   Student Welch Hodges Lehmann McNemar Bowker Cochran Mantel Haenszel Armitage Friedman Shapiro Wilk Levene Tukey Games Howell Dunn Spearman Kendall
    Firth delta I II Fay Feuer gamma SMR SIR Benichou Gail Fine Segi WHO Greenland Robins AUC ROC DeLong McClish
    Weibull Royston Parmar Gompertz Prentice Q
    Andersen Gill Williams Peterson Nelson Lawless Nadeau Cook Ghosh
    cmprsk crr
    REML Satterthwaite BFGS BLUP ICC III
    Kappa Fleiss Cohen Everitt Gwet PABAK ICC k McGraw Wong Shrout Bland Altman Zou Lin
   Wilson Newcombe Miettinen Nurminen Agresti Coull Edgeworth mid W V F S T r
   Efron Breslow Schoenfeld Wald Holm Benjamini Yekutieli Pearson Harrell Bonferroni Hochberg Word dfbeta dfbetas log logit probit cauchit HC0 HC1 HC2 HC3
   CI SE SD SMD AIC BIC df C P p n t z R SAS survival mg L G binomial`.split(/\s+/u),
);
/** Words that are none of these; what is to be written as code stands between backticks. */
function strangers(text: string): readonly string[] {
  return (text.replace(/`[^`]*`/gu, '').match(/[A-Za-z_][A-Za-z0-9_.]*/gu) ?? []).filter((word) => !KNOWN.has(word));
}

const SURV = 'Surv(zq_days, zq_dead)';
const HISTORY = 'Surv(zq_entry, zq_days, zq_dead)';
const WEIGHTS = { column: 'zq_weight', kind: 'sampling' };
const CASES: Readonly<Record<string, readonly object[]>> = {
  describe: [{}, { group: 'zq_sex' }, { weights: { column: 'zq_weight', kind: 'frequency' }, as: 'sas' }, { weights: WEIGHTS }],
  table1: [
    {},
    { by: 'zq_sex', test: true, smd: true },
    { by: 'zq_dead', test: true, smd: true, variables: ['zq_age', 'zq_marker', 'zq_rare', 'zq_dead', 'zq_wild'], normal: ['zq_marker'] },
    { by: 'zq_centre', test: true, categorical: ['zq_visits'], variables: ['zq_visits', 'zq_sex'] },
    { by: 'zq_sex', smd: true, test: true, weights: WEIGHTS },
    { test: true, variables: ['zq_age'] },
    { by: ['zq_sex', 'zq_dead'], variables: ['zq_age', 'zq_centre'], test: true, smd: true, smd_of: 'largest', subtotals: true },
    { by: 'zq_centre', subgroups: 'zq_sex', variables: ['zq_age', 'zq_visits'], tests: { zq_age: 'welch' }, missing: 'footnote' },
    { by: 'zq_centre', variables: ['zq_age', 'zq_rare'], weights: WEIGHTS, smd: true, missing: 'column', percent_of: 'all' },
  ],
  diagnostic: [
    { outcome: 'zq_dead', markers: ['zq_marker', 'zq_age'], by: 'zq_centre' },
    { outcome: 'zq_dead', markers: 'zq_marker', by: 'zq_sex', auc_interval: 'bootstrap', bootstrap: 100 },
    { outcome: 'zq_dead', markers: ['zq_marker', 'zq_age', 'zq_event'], cut: 5, prevalence: 0.1 },
    { outcome: 'zq_status', event: 'zq_died', markers: 'zq_twice', best: 'youden', bootstrap: 100, partial_auc: { from: 0.8 } },
    {
      outcome: 'zq_dead',
      markers: ['zq_age', 'zq_rare'],
      positive: 'zq_r2',
      direction: 'lower',
      cut: [60, 10],
      auc_interval: 'bootstrap',
      bootstrap: 100,
    },
    {
      outcome: 'zq_cause',
      event: 2,
      markers: ['zq_marker', 'zq_visits', 'zq_age'],
      best: 'cost',
      cost: 2,
      partial_auc: { of: 'sensitivity', from: 0.9, to: 1 },
      conf_type: 'clopper_pearson',
      bootstrap: 100,
      weights: { column: 'zq_weight', kind: 'frequency' },
    },
    {
      outcome: 'zq_rare',
      event: 'zq_r2',
      markers: ['zq_id', 'zq_entry'],
      best: 'closest',
      auc_interval: 'delong_logit',
      adjust: 'none',
      bootstrap: 100,
    },
  ],
  agreement: [
    { type: 'bland_altman', raters: ['zq_marker', 'zq_age'], id: 'zq_centre' },
    { type: 'kappa', raters: ['zq_dead', 'zq_event'] },
    { type: 'kappa', raters: ['zq_sex', 'zq_rare', 'zq_status'] },
    {
      type: 'weighted_kappa',
      raters: ['zq_cause', 'zq_weight'],
      weights_scheme: 'quadratic',
      weights: { column: 'zq_weight', kind: 'frequency' },
    },
    { type: 'weighted_kappa', raters: ['zq_centre', 'zq_sex'], levels: ['zq_f', 'zq_m', 'zq_c1', 'zq_c2', 'zq_c3'] },
    { type: 'icc', raters: ['zq_marker', 'zq_twice', 'zq_visits'] },
    { type: 'icc', raters: ['zq_marker', 'zq_entry'], icc: 3, unit: 'average' },
    { type: 'bland_altman', raters: ['zq_marker', 'zq_twice'] },
    { type: 'bland_altman', raters: ['zq_twice', 'zq_marker'], scale: 'ratio', within: 0.9 },
    { type: 'bland_altman', raters: ['zq_age', 'zq_twice'], scale: 'percent' },
    { type: 'ccc', raters: ['zq_marker', 'zq_twice'] },
  ],
  incidence: [
    { event: 'zq_dead', time: 'zq_days' },
    { event: 'zq_dead', time: 'zq_days', by: 'zq_sex', age: 'zq_age', split: { age: [50, 60], follow_up: [1, 5] }, per: 100 },
    { event: 'zq_event', time: 'zq_days', by: ['zq_sex', 'zq_centre'], conf_type: 'score', entry: 'zq_date', split: { years: 2 } },
    { event: 'zq_status', event_value: 'zq_died', time: 'zq_visits', conf_type: 'wald', by: 'zq_rare' },
    { event: 'zq_cause', event_value: 1, time: 'zq_days', age: 'zq_age', by: 'zq_dead', standard: 'cn2010' },
    {
      event: 'zq_dead',
      time: 'zq_days',
      age: 'zq_age',
      standard: 'own',
      age_groups: [60],
      weights: { column: 'zq_weight', kind: 'frequency' },
    },
    { event: 'zq_dead', start: 'zq_date', stop: 'zq_end', age: 'zq_age', by: 'zq_sex', reference_rates: { data: 'zq_rates', per: 1000 } },
  ],
  prevalence: [
    { case: 'zq_dead' },
    { case: 'zq_status', case_value: 'zq_died', by: ['zq_sex', 'zq_centre'], conf_type: 'clopper_pearson', per: 100 },
    { case: 'zq_cause', case_value: 2, by: 'zq_rare', age: 'zq_age', standard: 'who2000', conf_type: 'agresti_coull', per: 100_000 },
    { case: 'zq_date', by: 'zq_sex', at: '2010-01-01', weights: { column: 'zq_weight', kind: 'frequency' } },
    { case: 'zq_date', stop: 'zq_end', start: 'zq_date', period: { from: '2009-01-01', to: '2010-12-31' } },
  ],
  km: [
    { formula: `${SURV} ~ 1` },
    { formula: `${SURV} ~ zq_centre`, pairwise: 'holm', followup: true, rmst: 300, quantiles: [0.25], times: [365, 9000], trend: true },
    { formula: `${SURV} ~ zq_sex + strata(zq_centre) + cluster(zq_id)`, time_unit: 'years', times: [1, 3] },
    { formula: 'Surv(zq_days, zq_status) ~ zq_dead', event: 'zq_died', as: 'sas', weights: WEIGHTS, landmark_at: 10 },
    { formula: 'Surv(zq_days, zq_cause) ~ zq_sex', cause: 1, rho: 1, conf_type: 'arcsin' },
    { formula: 'Surv(zq_entry, zq_days, zq_event) ~ zq_age', cluster: 'zq_centre' },
    { formula: 'Surv(zq_days, zq_event) ~ zq_sex', rho: 0.5, gamma: 0.5, weights: { column: 'zq_weight', kind: 'frequency' } },
  ],
  cox: [
    { formula: `${SURV} ~ zq_age + zq_sex + zq_dead:zq_marker`, exponentiate: true, anova: true, profile: true, baseline: true },
    { formula: `${SURV} ~ rcs(zq_age, 4) + I(zq_marker/10) + factor(zq_centre)`, residuals: ['martingale', 'schoenfeld', 'dfbeta'] },
    { formula: `${SURV} ~ zq_marker + zq_twice + strata(zq_centre)`, time_unit: 'months', predictions: { times: [12, 900] }, zph: 'log' },
    { formula: `Surv(zq_days, zq_cause) ~ zq_rare`, cause: 2, cluster: 'zq_centre', weights: WEIGHTS, predictions: { type: 'risk' } },
    { formula: `Surv(zq_days, zq_status) ~ zq_centre + log(zq_marker + 1)`, event: 'zq_died', ties: 'exact', as: 'sas' },
    { formula: `Surv(zq_entry, zq_days, zq_event) ~ zq_sex * zq_age + ns(zq_marker, 3)`, robust: true, baseline: 'mean' },
    { formula: `${SURV} ~ zq_sex + zq_age + strata(zq_dead)`, adjusted: { by: 'zq_sex', times: [365, 2400, 9000], rmst: 1000 } },
    { formula: `Surv(zq_entry, zq_days, zq_event) ~ zq_rare + zq_age`, adjusted: { by: 'zq_rare', times: 365, method: 'mean' } },
    { formula: `${SURV} ~ zq_rare + zq_age`, ridge: { terms: ['zq_rare', 'zq_age'], theta: 2 } },
    { formula: `${SURV} ~ zq_rare + zq_age`, firth: true, exponentiate: true },
    { formula: `${SURV} ~ zq_age`, frailty: { group: 'zq_centre' } },
    { formula: `${SURV} ~ zq_age + zq_sex`, tt: { zq_age: { pieces: [365] }, zq_sex: 'log' } },
    { formula: `${SURV} ~ zq_age`, frailty: { group: 'zq_id', distribution: 'gaussian' } },
    { formula: `${SURV} ~ zq_centre * zq_age`, compare: { zq_centre: 'all', zq_age: [70, 50] }, adjust: 'holm', exponentiate: true },
  ],
  finegray: [
    { formula: 'Surv(zq_days, zq_cause) ~ zq_age + zq_sex', cause: 1, exponentiate: true, predictions: { times: [365] } },
    { formula: 'Surv(zq_days, zq_cause) ~ zq_sex + zq_marker', cause: 2, as: 'cmprsk', censoring_groups: 'zq_centre', time_unit: 'years' },
    {
      formula: 'Surv(zq_entry, zq_days, zq_cause) ~ zq_sex + zq_marker',
      cause: 2,
      cluster: 'zq_centre',
      weights: WEIGHTS,
      predictions: { data: 'zq_new', times: [365, 9000] },
    },
    { formula: 'Surv(zq_days, zq_status) ~ zq_rare', causes: ['zq_died'], robust: false },
  ],
  cause_specific: [
    { formula: 'Surv(zq_days, zq_cause) ~ zq_age + zq_sex', exponentiate: true },
    { formula: 'Surv(zq_days, zq_cause) ~ zq_rare + strata(zq_centre)', cause: 2, ties: 'breslow', time_unit: 'years', zph: 'rank' },
    { formula: 'Surv(zq_days, zq_cause) ~ zq_sex + zq_marker', predictions: { data: 'zq_new', times: [365, 9000] }, weights: WEIGHTS },
    {
      formula: 'Surv(zq_entry, zq_days, zq_status) ~ zq_age',
      causes: ['zq_died'],
      cluster: 'zq_centre',
      predictions: { times: [365], free_of_events: 'exponential' },
    },
  ],
  recurrent: [
    { formula: `${HISTORY} ~ zq_sex + zq_marker`, id: 'zq_id', exponentiate: true },
    {
      formula: `${HISTORY} ~ zq_age + strata(zq_centre)`,
      id: 'zq_id',
      type: 'pwp_total',
      last_stratum: 2,
      time_unit: 'years',
      ties: 'breslow',
    },
    { formula: `${HISTORY} ~ zq_marker + zq_twice`, id: 'zq_id', type: 'pwp_gap', robust: false, weights: WEIGHTS },
    { formula: 'Surv(zq_entry, zq_days, zq_status) ~ zq_rare', event: 'zq_died', id: 'zq_id' },
    { formula: `${HISTORY} ~ zq_sex`, id: 'zq_id', type: 'mean_cumulative', times: [365, 9000], terminal: 'zq_event' },
    {
      formula: 'Surv(zq_entry, zq_days, zq_cause) ~ 1',
      cause: 1,
      id: 'zq_id',
      type: 'mean_cumulative',
      terminal: 'zq_status',
      terminal_value: 'zq_died',
      conf_type: 'plain',
      time_unit: 'years',
      weights: { column: 'zq_weight', kind: 'frequency' },
    },
    { formula: `${HISTORY} ~ zq_centre`, id: 'zq_id', type: 'mean_cumulative', whole_curves: true },
  ],
  parametric: [
    { formula: `${SURV} ~ zq_sex + zq_age`, exponentiate: true, compare: true, extrapolate_to: 9000, predictions: { type: 'quantile' } },
    {
      formula: `${SURV} ~ zq_marker + zq_twice + strata(zq_centre)`,
      distribution: 'gengamma',
      time_unit: 'years',
      predictions: { times: [1, 20] },
    },
    {
      formula: `${SURV} ~ zq_rare + zq_marker`,
      distribution: 'royston_parmar',
      knots: [300, 900],
      scale: 'odds',
      exponentiate: true,
      extrapolate_to: 5000,
    },
    {
      formula: 'Surv(zq_days, zq_cause) ~ zq_dead',
      cause: 1,
      distribution: 'gompertz',
      cluster: 'zq_centre',
      predictions: { type: 'hazard', times: [365] },
    },
    {
      formula: 'Surv(zq_days, zq_status) ~ zq_rare',
      event: 'zq_died',
      distribution: 'lognormal',
      weights: WEIGHTS,
      predictions: { type: 'rmst', times: [500] },
    },
    {
      formula: 'Surv(zq_entry, zq_days, zq_event) ~ strata(zq_sex)',
      distribution: 'gamma',
      robust: true,
      compare: ['exponential', 'weibull'],
    },
    {
      formula: `${SURV} ~ 1`,
      distribution: 'royston_parmar',
      scale: 'normal',
      weights: { column: 'zq_weight', kind: 'frequency' },
      predictions: { type: 'lp' },
    },
  ],
  glm: [
    { formula: 'zq_marker ~ zq_age + zq_sex + zq_twice', predictions: { type: 'response' } },
    { formula: 'zq_dead ~ zq_age + zq_centre', family: 'binomial', exponentiate: true, robust: 'hc1' },
    { formula: 'zq_status ~ zq_rare', family: 'binomial', link: 'log', exponentiate: true },
    { formula: 'zq_event ~ zq_age', family: 'binomial', link: 'cloglog', weights: WEIGHTS },
    { formula: 'zq_visits ~ zq_sex + poly(zq_age, 2)', family: 'poisson', exponentiate: true },
    { formula: 'zq_marker ~ zq_age', link: 'inverse', cluster: 'zq_centre', predictions: { type: 'link' } },
    { formula: 'zq_dead ~ zq_centre * zq_age', family: 'binomial', marginal: ['zq_centre', 'zq_age'], anova: 'type2', exponentiate: true },
    {
      formula: 'zq_visits ~ zq_sex + rcs(zq_age, 4)',
      family: 'negbin',
      compare: { zq_sex: 'all', zq_age: [70, 50] },
      adjust: 'bh',
      exponentiate: true,
    },
    { formula: 'zq_dead ~ zq_rare', family: 'binomial', firth: true, marginal: 'zq_rare' },
    { formula: 'zq_visits ~ zq_sex', family: 'quasipoisson', anova: 'sequential' },
    { formula: 'zq_marker ~ zq_sex + zq_age', family: 'gamma', robust: 'hc0', anova: 'type2', compare: { zq_sex: 'all' } },
    {
      formula: 'zq_visits ~ zq_age + cluster(zq_centre)',
      family: 'poisson',
      link: 'sqrt',
      weights: { column: 'zq_weight', kind: 'frequency' },
    },
  ],
  conditional_logistic: [
    { formula: 'zq_dead ~ zq_marker + zq_sex + strata(zq_age)', exponentiate: true },
    { formula: 'zq_status ~ zq_rare + zq_twice + zq_centre + strata(zq_centre)', event: 'zq_died', robust: true },
    { formula: 'zq_event ~ zq_marker + strata(zq_age)', ties: 'efron', weights: WEIGHTS },
    {
      formula: 'zq_dead ~ zq_sex + strata(zq_age)',
      ties: 'breslow',
      cluster: 'zq_age',
      weights: { column: 'zq_weight', kind: 'frequency' },
    },
  ],
  mixed: [
    {
      formula: 'zq_marker ~ zq_sex * zq_age + (1 + zq_age | zq_visits)',
      anova: 'type3',
      compare: { zq_sex: 'all' },
      adjust: 'holm',
      random_effects: true,
    },
    {
      preset: 'slope',
      value: 'zq_marker',
      time: 'zq_days',
      id: 'zq_visits',
      arm: 'zq_sex',
      knot: 12,
      total_at: 2,
      covariates: ['zq_age'],
      random_slopes: 'each',
    },
    { preset: 'slope', value: 'zq_marker', time: 'zq_days', id: 'zq_visits', predictions: {} },
    {
      formula: 'zq_marker ~ zq_dead + zq_age + zq_entry + (1 | zq_centre/zq_sex)',
      df: 'wald',
      reml: false,
      residuals: true,
      predictions: {},
      residual_weights: 'zq_weight',
      means: { time: 'zq_age', by: 'zq_dead', at: [50, 60] },
      anova: 'sequential',
    },
    { formula: 'zq_dead ~ zq_age + (1 + zq_age || zq_centre)', means: { time: 'zq_age' } },
  ],
  test: [
    { test: 't', formula: 'zq_marker ~ zq_sex', mu: 1, alternative: 'less' },
    { test: 'welch', formula: 'zq_age ~ zq_dead' },
    { test: 'paired', x: 'zq_marker', y: 'zq_twice' },
    { test: 'wilcoxon', formula: 'zq_visits ~ zq_sex', weights: { column: 'zq_weight', kind: 'frequency' } },
    { test: 'signed_rank', x: 'zq_visits' },
    { test: 'signed_rank', x: 'zq_marker', y: 'zq_twice', exact: true, alternative: 'greater' },
    { test: 'anova', formula: 'zq_age ~ zq_centre', posthoc: 'tukey' },
    { test: 'welch_anova', formula: 'zq_marker ~ zq_centre', posthoc: 'games_howell' },
    { test: 'kruskal', formula: 'zq_visits ~ zq_centre', posthoc: 'dunn', adjust: 'by' },
    { test: 'chisq', formula: 'zq_rare ~ zq_dead', correct: true },
    { test: 'fisher', formula: 'zq_rare ~ zq_sex', mid_p: true },
    { test: 'fisher', formula: 'zq_centre ~ zq_rare' },
    { test: 'mcnemar', x: 'zq_dead', y: 'zq_event', correct: true },
    { test: 'mcnemar', x: 'zq_dead', y: 'zq_event', exact: true, mid_p: true },
    { test: 'cmh', formula: 'zq_dead ~ zq_sex', strata: 'zq_centre' },
    { test: 'trend', formula: 'zq_dead ~ zq_centre', scores: [0, 1, 3] },
    { test: 'correlation', x: 'zq_age', y: 'zq_marker' },
    { test: 'correlation', x: 'zq_visits', y: 'zq_marker', coefficient: 'spearman' },
    { test: 'correlation', x: 'zq_age', y: 'zq_days', coefficient: 'kendall', exact: true },
    { test: 'shapiro', formula: 'zq_marker ~ zq_sex' },
    { test: 'levene', formula: 'zq_marker ~ zq_centre' },
    { test: 'proportion', formula: 'zq_status ~ zq_sex', interval: 'miettinen_nurminen' },
    { test: 'proportion', formula: 'zq_dead ~ zq_centre', interval: 'agresti_coull' },
    { test: 'proportion', x: 'zq_rare', mu: 0.5 },
  ],
  competing: [
    { formula: 'Surv(zq_days, zq_cause) ~ 1' },
    { formula: 'Surv(zq_days, zq_cause) ~ zq_sex + strata(zq_centre)', time_unit: 'years', times: [1, 20], conf_type: 'plain' },
    { formula: 'Surv(zq_days, zq_status) ~ zq_dead', causes: ['zq_died'], whole_curves: true },
    { formula: 'Surv(zq_days, zq_event) ~ 1', times: [100] },
  ],
};

/** Rates that follow-up is held against; rows to predict for. */
const OTHERS = new Map<string, Frame>([
  ['zq_new', frameOf([textColumn('zq_sex', ['zq_f', 'zq_m']), numericColumn('zq_marker', [2, 8])])],
  [
    'zq_rates',
    frameOf([
      textColumn('zq_sex', ['zq_f', 'zq_m']),
      numericColumn('age_from', [0, 0]),
      numericColumn('age_to', [null, null]),
      numericColumn('rate', [20, 30]),
    ]),
  ],
]);

const labelOf = (column: string) => frame.columns.find(({ name }) => name === column)?.meta.label ?? null;
/** The frame as a cell reads it: marks in the place of labels, which are put in when the result is shown. */
const marked: Frame = {
  ...frame,
  columns: frame.columns.map((column) => ({
    ...column,
    meta: markedLabels(new Map([[column.name, column.meta]]))?.get(column.name) ?? column.meta,
  })),
};

async function textsOf(method: Method, given: object): Promise<readonly (readonly [string, string])[]> {
  const options = method.schema.parse({ data: 'zq_data', ...given });
  const made = await method.run({ options, frame: marked, tables: OTHERS }, ALONE);
  const undeclared = made.figures.map(({ kind }) => kind).filter((kind) => !method.figures.includes(kind));
  expect(undeclared, 'figures that the method does not declare: `figures` of its method.ts').toEqual([]);
  const { paragraph, ...rest } = partWithLabels({ ...made, tables: null, paragraph: method.paragraph(options, made) }, labelOf);
  const output = { ...rest, tables: made.tables };
  const { labels } = output;
  const tables = journalViews({ tables: output.tables, views: viewsOf(method, output, 0.95) }, { lang: 'zh', labels }).flatMap(
    ({ name, caption, columns, rows, notes }) => [
      ...[caption, ...columns.flatMap(({ header, spanners = [], under }) => [header, ...spanners, under ?? '']), ...notes].map(
        (text) => [`${name} head`, text] as const,
      ),
      ...rows.slice(0, 60).flatMap(({ cells }) => cells.map(({ text }) => [`${name} cell`, text] as const)),
    ],
  );
  const figures = output.figures.flatMap((figure) => {
    const drawn = drawFigure(figure, output.tables, labels, {
      document: document as unknown as Document,
      lang: 'zh',
      theme: 'print',
      width: 720,
    });
    const inside = [...drawn.element.querySelectorAll('text')].map((node) => ['figure text', node.textContent ?? ''] as const);
    return [['figure title', figure.title.zh] as const, ['alt', drawn.alt] as const, ...inside];
  });
  return [
    ...tables,
    ...figures,
    ['sentence', output.sentence.zh],
    ['paragraph', paragraph.zh],
    ...output.warnings.map(({ code, message }) => [`warning ${code}`, message.zh] as const),
    ...conventionTexts(output.conventions, labels, 'zh').map((text) => ['convention', text] as const),
    ['rows', rowsUsed(output.rows, labels, 'zh')],
  ];
}

describe.each(methods.map((method) => [method.id, method] as const))('%s in Chinese', (id, method) => {
  it.each(CASES[id]?.map((options) => [JSON.stringify(options), options] as const) ?? [])('%s', async (_, options) => {
    const texts = await textsOf(method, options);
    const found = texts.flatMap(([where, text]) => strangers(text).map((word) => `${where}: ${word} in ${text}`));
    expect([...new Set(found)]).toEqual([]);
    // A label and a level called alike are said once.
    expect(
      texts
        .filter(([, text]) => /(?:^|[，；（\s])([^：，；（\s]+)：\1(?:$|[，；）\s])/u.test(text))
        .map(([where, text]) => `${where}: ${text}`),
    ).toEqual([]);
    // Between two Chinese characters there is no blank.
    expect(texts.filter(([, text]) => /\p{Script=Han} +\p{Script=Han}/u.test(text)).map(([where, text]) => `${where}: ${text}`)).toEqual(
      [],
    );
    // Nor beside a full-width mark; one between a Chinese character and a Latin word.
    const wrong = (pattern: RegExp) => texts.filter(([, text]) => pattern.test(text)).map(([where, text]) => `${where}: ${text}`);
    expect(wrong(/[，。；：、？（）［］] | [，。；：、？（）［］]/u)).toEqual([]);
    expect(wrong(/\p{Script=Han}[A-Za-z]|[A-Za-z]\p{Script=Han}/u)).toEqual([]);
    // Brackets, commas and colons beside Chinese characters are full-width, and no sentence has a colon after a colon.
    expect(wrong(/(?<![a-z]\([^()]*)\p{Script=Han} ?[(),:;]|(?<![a-z])[(),:;] ?\p{Script=Han}/u)).toEqual([]);
    expect(wrong(/：：/u)).toEqual([]);
    // The symbol of a p value is a capital, and a heading's months are no measure.
    expect(wrong(/(?<![A-Za-z])p [=<>]/u)).toEqual([]);
    expect(wrong(/（个月|，个月/u)).toEqual([]);
    // A number stands apart from its unit of time.
    expect(texts.filter(([, text]) => /\d(?:天|周|个月|年)/u.test(text)).map(([where, text]) => `${where}: ${text}`)).toEqual([]);
  });

  it('is among the cases', () => expect(CASES[id]?.length).toBeGreaterThan(0));
});
