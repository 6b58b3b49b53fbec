import { useLocale } from 'next-intl';
import { useMemo } from 'react';
import type { CellOutcome } from '@/analysis-kernel/cells/outcome';
import { ownTitle } from '@/analysis-kernel/cells/own-title';
import { nameKey } from '@/analysis-kernel/document/names';
import type { Cell } from '@/analysis-kernel/document/notebook';
import { methodEntry } from '@/analysis-kernel/registry/registry';
import type { CellState } from '@/analysis-kernel/session/state';
import type { Language, Localised } from '@/cohort-dsl/source/localised';
import { dataNameOf, formulaOf, methodIdOf } from '@/components/workbench/method-of';
import { onceEach } from '@/components/workbench/once-each';
import { useEngine } from '@/components/workbench/workbench-context';

/** The words of `summaryLine`; while the cell has no result, in the labels that other results of the same table know. */
export function useSummaryLine(cell: Cell, outcome: CellOutcome | null): string {
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  const data = outcome === null && cell.kind === 'analysis' ? dataNameOf(cell.body) : '';
  const read = useEngine(({ cells }) => (data === '' ? NONE : (outcomesByTable(cells).get(nameKey(data)) ?? NONE)), areSame);
  const labels = useMemo(() => Object.assign({}, ...read.map(labelsOf)), [read]);
  return useMemo(() => summaryLine(cell, lang, outcome, labels), [cell, lang, outcome, labels]);
}

const NONE: readonly CellOutcome[] = [];

/** Results that know the columns of a table: of the cell that makes it, and of the analyses that read it. */
const outcomesByTable = onceEach((cells: ReadonlyMap<string, CellState>): ReadonlyMap<string, readonly CellOutcome[]> => {
  const found = new Map<string, CellOutcome[]>();
  for (const { kind, name, body, outcome } of cells.values()) {
    if (outcome === null) continue;
    const table = nameKey(kind === 'analysis' ? dataNameOf(body) : name);
    found.set(table, [...(found.get(table) ?? []), outcome]);
  }
  return found;
});

function areSame(a: readonly CellOutcome[], b: readonly CellOutcome[]): boolean {
  return a.length === b.length && a.every((one, at) => one === b[at]);
}

function labelsOf({ labels, meta }: CellOutcome): Record<string, Localised> {
  const columns = [...meta.values()].flatMap((table) => [...table]);
  return { ...labels, ...Object.fromEntries(columns.flatMap(([name, { label }]) => (label ? [[name, label]] : []))) };
}

const STRATA: Localised = { en: 'strata', zh: '分层' };

/**
 * One line of what a cell does: of an analysis the method and its formula in the labels of the columns, of the others what they are about.
 * @param outcome the cell's result, from which labels and axes are known; null while there is none
 * @param known labels of the columns it reads, for as long as there is no result
 */
export function summaryLine(
  cell: Cell,
  lang: Language,
  outcome: CellOutcome | null,
  known: Readonly<Record<string, Localised>> = {},
): string {
  if (cell.kind !== 'analysis') return ownTitle(cell, outcome, lang) ?? '';
  const labels = outcome?.labels ?? known;
  const method = methodIdOf(cell.body);
  const title = methodEntry(method)?.title[lang] ?? method;
  const formula = formulaOf(cell.body);
  const what = formula === null ? dataNameOf(cell.body) : inLabels(formula, lang, labels);
  return what ? `${title} · ${what}` : title;
}

/** `Surv(days, event) ~ sex + strata(centre)` as `Relapse ~ Sex + strata(Centre)`; a name without a label stands as it is. */
function inLabels(formula: string, lang: Language, labels: Readonly<Record<string, Localised>>): string {
  const said = (name: string) => labels[name]?.[lang];
  const outcome = /^\s*Surv\([^()]*,\s*([^\s,()]+)\s*\)/u.exec(formula);
  const named = outcome && said(outcome[1]) ? formula.replace(outcome[0], outcome[1]) : formula;
  return named.replace(/[\p{L}_.][\p{L}\p{M}\p{N}_.]*/gu, (name) => said(name) ?? name).replaceAll('strata(', `${STRATA[lang]}(`);
}
