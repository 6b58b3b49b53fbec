import type { CellOutcome } from '@/analysis-kernel/cells/outcome';
import { ownTitle } from '@/analysis-kernel/cells/own-title';
import type { Cell } from '@/analysis-kernel/document/notebook';
import { methodEntry } from '@/analysis-kernel/registry/registry';
import type { Language, Localised } from '@/cohort-dsl/source/localised';
import { optionsOf } from '@/components/workbench/method-of';

const STRATA: Localised = { en: 'strata', zh: '分层' };

/**
 * One line of what a cell does: of an analysis the method and its formula in the labels of the columns, of the others what they are about.
 * @param outcome the cell's result, from which labels and axes are known; null while there is none
 */
export function summaryLine(cell: Cell, lang: Language, outcome: CellOutcome | null): string {
  if (cell.kind !== 'analysis') return ownTitle(cell, outcome, lang) ?? '';
  const labels = outcome?.labels ?? {};
  const options = optionsOf(cell.body);
  const title = methodEntry(String(options.method ?? ''))?.title[lang] ?? String(options.method ?? '');
  const what =
    typeof options.formula === 'string' ? inLabels(options.formula, lang, labels) : typeof options.data === 'string' ? options.data : '';
  return what ? `${title} · ${what}` : title;
}

/** `Surv(days, event) ~ sex + strata(centre)` as `Relapse ~ Sex + strata(Centre)`; a name without a label stands as it is. */
function inLabels(formula: string, lang: Language, labels: Readonly<Record<string, Localised>>): string {
  const said = (name: string) => labels[name]?.[lang];
  const outcome = /^\s*Surv\([^()]*,\s*([^\s,()]+)\s*\)/u.exec(formula);
  const named = outcome && said(outcome[1]) ? formula.replace(outcome[0], outcome[1]) : formula;
  return named.replace(/[\p{L}_.][\p{L}\p{M}\p{N}_.]*/gu, (name) => said(name) ?? name).replaceAll('strata(', `${STRATA[lang]}(`);
}
