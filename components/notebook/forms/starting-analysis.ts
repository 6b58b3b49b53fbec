import type { Cell } from '@/analysis-kernel/document/notebook';
import { formulaOf } from './formula-roles';

/** Outcomes and variables a cohort program names, as far as its text tells. */
export function namesIn(source: string): { readonly outcomes: readonly string[]; readonly variables: readonly string[] } {
  const names = (clause: string) =>
    [...source.matchAll(new RegExp(String.raw`^\s*${clause}\s+(\u0060[^\u0060\n]+\u0060|[\p{L}_][\p{L}\p{N}_]*)`, 'gmu'))].map((match) =>
      match[1].replaceAll('`', ''),
    );
  return { outcomes: names('outcome'), variables: names('variable') };
}

const yamlList = (names: readonly string[]) =>
  `[${names.map((name) => (/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) ? name : JSON.stringify(name))).join(', ')}]`;

/** An analysis of a method on the cohort above it, filled so that it runs as it stands. */
export function startingAnalysis(method: string, cohort: Cell | null): string {
  const data = cohort?.name ?? '';
  const { outcomes, variables } = cohort?.kind === 'cohort' ? namesIn(cohort.body) : { outcomes: [], variables: [] };
  const head = `method: ${method}\ndata: ${data}`;
  if (method === 'table1' || method === 'describe') return `${head}\nvariables: ${yamlList(variables)}`;
  // An outcome with causes needs one to be chosen: a plain one goes first.
  const plain = outcomes.find(
    (name) => !new RegExp(String.raw`outcome\s+\u0060?${name}\u0060?[^=]*=\s*earliest\s*\{`, 'u').test(cohort?.body ?? ''),
  );
  const outcome = plain ?? outcomes[0];
  if (outcome === undefined) return head;
  const terms = method === 'cox' ? variables.slice(0, 3) : [];
  return `${head}\nformula: ${formulaOf({ start: null, time: `${outcome}_days`, event: `${outcome}_event`, terms, strata: [], cluster: null })}`;
}
