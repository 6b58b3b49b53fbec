/** Front of `competing`: names, checks, missing values. */

import type { Localised } from '@/cohort-dsl/source/localised';
import { type CompetingResponse, competingResponse } from '../../../formula/competing-response';
import { noRows } from '../../../formula/design-errors';
import { Evaluator } from '../../../formula/evaluate';
import { namesIn } from '../../../formula/expression';
import { type MissingCount, MissingRows } from '../../../formula/model-variables';
import { parseFormula } from '../../../formula/parse-formula';
import { type Grouping, groupFactor, groupRows } from '../../../formula/specials';
import type { Frame } from '../../../frame/column';
import { gather, gatherCodes } from '../../../frame/gather';
import { countText, listText, rowsText } from '../../../results/format';
import type { Warning } from '../../../results/result';
import { repairTies } from '../../../stats/survival/ties';
import { spellingsWarning } from '../../event-warnings';
import { groupTerms } from '../../group-terms';
import { columnLabels, levelSaid, saidOf } from '../../labels';
import { inUnits, timeScale } from '../../time-scale';
import type { CompetingOptions } from './options';

export interface PreparedCompeting {
  readonly time: Float64Array;
  readonly cause: Int32Array;
  readonly causes: readonly string[];
  /** Curves: every combination of groups and strata; null with neither. */
  readonly curves: Grouping | null;
  readonly groups: Grouping | null;
  readonly strata: Grouping | null;
  readonly rows: Int32Array;
  readonly missing: readonly MissingCount[];
  readonly timeUnit: string | null;
  readonly response: CompetingResponse;
  readonly warnings: readonly Warning[];
}

/** Reads formula and options on a frame: complete cases, near-ties repaired. Throws MethodError with the option at fault. */
export function prepareCompeting(options: CompetingOptions, frame: Frame): PreparedCompeting {
  const formula = parseFormula(options.formula);
  const evaluator = new Evaluator(frame, new Map(), false);
  const written = competingResponse(formula, frame, evaluator, { causes: options.causes ?? null, censored: options.censored ?? null });
  const scale = timeScale(frame, written.timeLabel, options.time_unit);
  const response = { ...written, time: inUnits(written.time, scale.length) };
  const missing = new MissingRows(frame);
  missing.add(response.timeLabel, response.expressions.flatMap(namesIn), (row) => response.valid[row] === 0);
  const terms = groupTerms(formula, frame, 'competing');
  const groupFactors = terms.groups.map((expression) => groupFactor(expression, frame, evaluator, missing));
  const strataFactors = terms.strata.map((expression) => groupFactor(expression, frame, evaluator, missing));
  const rows = missing.complete();
  if (rows.length === 0) throw noRows(frame.length, missing.list());
  const all = [...groupFactors, ...strataFactors];
  return {
    time: repairTies(null, gather(response.time, rows)).time,
    cause: gatherCodes(response.cause, rows),
    causes: response.causes,
    curves: all.length === 0 ? null : groupRows(all, rows),
    groups: groupFactors.length === 0 ? null : groupRows(groupFactors, rows),
    strata: strataFactors.length === 0 ? null : groupRows(strataFactors, rows),
    rows,
    missing: missing.list(),
    timeUnit: scale.unit,
    response,
    warnings: warningsOf(response, columnLabels(frame.columns)),
  };
}

function warningsOf(response: CompetingResponse, labels: Readonly<Record<string, Localised>>): Warning[] {
  const warnings: Warning[] = [];
  const outcome = saidOf(response.causeLabel, labels);
  if (response.missingCensored > 0) {
    const n = response.missingCensored;
    warnings.push({
      code: 'missing_cause_is_censored',
      message: {
        en: `${rowsText(n, 'has', 'have')} no value in ${outcome.en} and ${n === 1 ? 'counts' : 'count'} as censored.`,
        zh: `${countText(n)} 行的${outcome.zh}缺失，按删失处理。`,
      },
    });
  }
  warnings.push(...response.spellings.map(spellingsWarning));
  if (response.othersCensored.length > 0) {
    const others = response.othersCensored.map((value) => levelSaid(response.causeLabel, value, labels));
    warnings.push({
      code: 'other_causes_censored',
      message: {
        en: `Rows with another value of ${outcome.en} (${others.map(({ en }) => en).join(', ')}) count as censored. Name them among the causes or as censored.`,
        zh: `${outcome.zh}取其他值（${others.map(({ zh }) => zh).join('、')}）的行按删失处理。请将其列为事件原因或删失取值。`,
      },
    });
  }
  if (response.lowestCode !== null) {
    const mend = `\`Surv(${response.timeLabel}, ${response.causeLabel} - ${response.lowestCode})\``;
    warnings.push({
      code: 'all_events',
      message: {
        en: `No row of ${outcome.en} is 0, the code for censored, so every row counts as an event (${listText(response.causes, 'en')}). Is that so? If ${response.lowestCode} means censored, write ${mend}.`,
        zh: `${outcome.zh}没有取值为 0（删失）的行，因此每一行都按事件处理（${listText(response.causes, 'zh')}）。是否如此？若 ${response.lowestCode} 表示删失，请写 ${mend}。`,
      },
    });
  }
  if (response.causes.length === 1) {
    warnings.push({
      code: 'one_cause',
      message: {
        en: `${outcome.en} has one kind of event, so nothing competes: the incidence is one minus the Kaplan–Meier curve.`,
        zh: `${outcome.zh}只有一种事件，不存在竞争：累积发生率等于 1 减 Kaplan–Meier 生存率。`,
      },
    });
  }
  return warnings;
}
