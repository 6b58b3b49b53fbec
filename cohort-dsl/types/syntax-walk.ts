import type { Clause, Program } from '../syntax/ast';
import type { CodeList, CompareExpr, EventSource, Events, Expr, InListExpr, Name, Window } from '../syntax/ast-expressions';

/** Visits every node of a syntax tree, parents first: the tree is plain data. */
function walk(node: object, visit: (node: { readonly kind?: unknown }) => void): void {
  if (!Array.isArray(node)) visit(node);
  for (const key in node) {
    const part = node[key as keyof typeof node] as unknown;
    if (typeof part === 'object' && part !== null && key !== 'span') walk(part, visit);
  }
}

/** All windows written in an expression, and all single names. */
export function windowsAndNames(expr: Expr | Events): { readonly windows: readonly Window[]; readonly names: readonly string[] } {
  const windows: Window[] = [];
  const names: string[] = [];
  walk(expr, (node) => {
    if (node.kind === 'window') windows.push(node as Window);
    if (node.kind === 'ref') {
      const { path } = node as Extract<Expr, { kind: 'ref' }>;
      if (path.length === 1) names.push(path[0].text);
    }
  });
  return { windows, names };
}

/** A comparison with single values: `x = a`, `x in { a, b }`. */
export type Comparison = CompareExpr | InListExpr;

/** Every code list of a clause that is written out, and every comparison with single values, in written order. */
export function listsAndComparisons(clause: Clause): readonly (CodeList | Comparison)[] {
  const found: (CodeList | Comparison)[] = [];
  walk(clause, (node) => {
    if (node.kind === 'codeList' || node.kind === 'compare' || node.kind === 'inList') found.push(node as CodeList | Comparison);
  });
  return found;
}

/** Names of the other cohorts a program reads, each once, in written order. */
export function cohortsRead(program: Program): readonly string[] {
  return [...new Set(cohortNames(program).map(({ text }) => text))];
}

/** Every place where a program names another cohort, in written order. */
export function cohortNames(program: Program): readonly Name[] {
  const names: Name[] = [];
  walk(program.clauses, (node) => {
    if (node.kind === 'inCohort') names.push((node as Extract<Expr, { kind: 'inCohort' }>).name);
    if (node.kind === 'cohort') names.push((node as Extract<EventSource, { kind: 'cohort' }>).name);
  });
  return names;
}
