import { type Diagnostic, diagnose } from '../diagnostics/diagnostic';
import type { CheckedProgram } from '../types/program';
import { calendar } from './calendar';
import { codesDuplicated, codesEdition, codesUnused } from './code-lists';
import { codesInOneText } from './codes-in-one-text';
import { constantCriterion, decidedCounts, emptyRanges, repeatedCriteria } from './criteria';
import { eachUnspaced, noFollowUp, unlabelledDeath } from './follow-up';
import { futureCriterion, futureVariable } from './future-data';
import { hiddenNames } from './hidden-names';
import { implausible } from './implausible';
import type { Lint, Warn } from './lint';
import { lookback, washoutUnobserved } from './lookback';
import { outcomeNotExcluded } from './outcome-not-excluded';
import { seriesItems, seriesOutcome } from './series';
import { wholeHours } from './whole-hours';
import { emptyWindows, sameInstant } from './windows';

const lints: readonly Lint[] = [
  outcomeNotExcluded,
  futureCriterion,
  futureVariable,
  lookback,
  washoutUnobserved,
  noFollowUp,
  unlabelledDeath,
  eachUnspaced,
  codesUnused,
  codesDuplicated,
  codesEdition,
  codesInOneText,
  repeatedCriteria,
  constantCriterion,
  decidedCounts,
  emptyRanges,
  calendar,
  emptyWindows,
  sameInstant,
  wholeHours,
  implausible,
  seriesOutcome,
  seriesItems,
  hiddenNames,
];

/** All advice on a program's design, in the order of the text. Warnings only: a lint never refuses. */
export function lintProgram(program: CheckedProgram): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const said = new Set<string>();
  const warn: Warn = (code, span, params, fixes) => {
    const key = `${code} ${span.start} ${span.end}`;
    if (said.has(key)) return;
    said.add(key);
    diagnostics.push(diagnose('warning', code, params, span, fixes));
  };
  for (const lint of lints) lint(program, warn);
  return diagnostics.sort((a, b) => a.span.start - b.span.start);
}
