/** Runs `conditional_logistic`: the sets, the fit, its tables. */
import type { ResultTable, Value } from '../../../results/result';
import { tableOf } from '../../../results/table-rows';
import { type CoxFit, fitCoxInSteps } from '../../../stats/cox/fit';
import { ratioColumns } from '../../declare-table';
import { eventText, eventWords, outcomeSaid } from '../../event-warnings';
import { fitRow, hazardEstimates, hazardRatioRows } from '../../hazard-rows';
import { strataColumns } from '../../hazard-sentences';
import { asFitted } from '../../hazard-tables';
import { columnLabels, saidOf } from '../../labels';
import type { MethodInput, MethodOutput } from '../../method';
import { coefficientsView, effectsTitle, forestOf, type Measure } from '../../model-estimates';
import { inSteps, type Work } from '../../pool';
import { termLabels } from '../../term-labels';
import type { ConditionalLogisticOptions } from './options';
import { type PreparedSets, prepareSets } from './prepare';
import * as refusals from './refusals';
import { setsFitSaid, setsSentence } from './sentence';
import { CONDITIONAL_LOGISTIC_TABLES } from './tables';
import { setsWarnings } from './warnings';
import { LIKELIHOOD_WORDS } from './words';

/** More kinds of sets than this are no table to read. */
const MOST_KINDS = 100;

const ODDS_RATIO: Measure = {
  kind: 'ratio',
  name: { en: 'Odds ratio', zh: '比值比' },
  lower: { en: 'lower odds', zh: '比值较低' },
  higher: { en: 'higher odds', zh: '比值较高' },
};

/** The run function of `conditional_logistic`. */
export async function runConditionalLogistic(
  { options, frame }: MethodInput<ConditionalLogisticOptions>,
  work: Work,
): Promise<MethodOutput> {
  const prepared = prepareSets(options, frame);
  const { design, coding, caseLabel, matched, sizes } = prepared;
  const turned = await inSteps(fitCoxInSteps(prepared.data, { robust: prepared.robust }), work);
  if (!Number.isFinite(turned.loglikNull) || !Number.isFinite(turned.loglik)) throw refusals.setsTooLong(sizes);
  const fit: CoxFit = { ...turned, events: sizes.cases.reduce((sum, one) => sum + one, 0) };
  const labels = { ...columnLabels(frame.columns), ...termLabels(design, frame) };
  const coefficients = tableOf(
    { columns: [...CONDITIONAL_LOGISTIC_TABLES.coefficients.columns, ...(options.exponentiate ? ratioColumns('odds_ratio') : [])] },
    hazardRatioRows(fit, design.names, options.conf_level, 'odds_ratio'),
  );
  const whole: Record<string, Value> = { sets: matched.sets, ...fitRow(fit) };
  const tables = new Map<string, ResultTable>([
    ['coefficients', coefficients],
    ['fit', tableOf(asFitted(CONDITIONAL_LOGISTIC_TABLES.fit, fit.robustScore !== null), [whole])],
  ]);
  const kinds = kindsOfSets(prepared);
  if (kinds.length <= MOST_KINDS) tables.set('sets', tableOf(CONDITIONAL_LOGISTIC_TABLES.sets, kinds));
  const title = effectsTitle(ODDS_RATIO, outcomeSaid(caseLabel, coding, labels) ?? saidOf(caseLabel, labels));
  const note = setsFitSaid(whole);
  return {
    tables,
    figures: forestOf(design.names, ODDS_RATIO, options.conf_level, title),
    views: [coefficientsView(CONDITIONAL_LOGISTIC_TABLES.coefficients, ODDS_RATIO, title, options.conf_level, [note])],
    estimates: hazardEstimates(fit, design.names),
    warnings: [...prepared.warnings, ...setsWarnings(fit, prepared, options, labels)],
    conventions: conventions(prepared, options),
    seed: null,
    rows: { total: prepared.total, used: matched.n, missing: design.missing },
    sentence: setsSentence(coefficients, whole, prepared, options, labels),
    labels: {
      ...labels,
      ...eventWords(coding, prepared.events, caseLabel, labels),
      'convention:likelihood': LIKELIHOOD_WORDS[options.ties],
    },
  };
}

function conventions(prepared: PreparedSets, options: ConditionalLogisticOptions): Record<string, Value> {
  const { coding, sets, clusters, robust } = prepared;
  const ofSets = strataColumns(sets.labels);
  const named = options.cluster ?? (prepared.design.cluster === null ? ofSets : 'cluster()');
  return {
    likelihood: `conditional, ${options.ties}`,
    variance: robust ? 'robust sandwich (scores)' : 'model',
    conf_level: options.conf_level,
    convergence: 'relative change of the log partial likelihood at most 1e-9, 20 iterations',
    concordance: 'Harrell, pairs within strata, infinitesimal jackknife',
    event: eventText(coding, prepared.events),
    strata: ofSets,
    ...(clusters === null ? {} : { cluster: named, clusters }),
    ...(options.weights === undefined ? {} : { weights: options.weights.kind }),
  };
}

/** How many sets there are of so many cases and controls, fewest first. */
function kindsOfSets({ all: { sizes } }: PreparedSets): readonly Record<string, Value>[] {
  const kinds = new Map<string, { cases: number; controls: number; sets: number }>();
  sizes.cases.forEach((cases, s) => {
    const controls = sizes.controls[s];
    const kind = kinds.get(`${cases}:${controls}`);
    if (kind === undefined) kinds.set(`${cases}:${controls}`, { cases, controls, sets: 1 });
    else kind.sets++;
  });
  return [...kinds.values()]
    .sort((a, b) => a.cases - b.cases || a.controls - b.controls)
    .map((kind) => ({ ...kind, rows: kind.sets * (kind.cases + kind.controls), counts: kind.cases > 0 && kind.controls > 0 }));
}
