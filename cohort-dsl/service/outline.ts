import type { Clause, Program, Span } from '../syntax/ast';

/** One line of a program's outline. */
export interface OutlineEntry {
  readonly kind: Clause['kind'] | 'cohort' | 'from';
  /** The name or label of the clause; empty where it has none. */
  readonly title: string;
  /** The label beside a name. */
  readonly detail: string;
  readonly span: Span;
  /** What to select when the entry is chosen. */
  readonly selection: Span;
}

function titleOf(clause: Clause): { readonly title: string; readonly detail: string; readonly selection: Span } {
  if ('name' in clause) {
    const label = 'label' in clause ? (clause.label?.value ?? '') : '';
    return { title: clause.name.text, detail: label, selection: clause.name.span };
  }
  const word: Span = { start: clause.span.start, end: Math.min(clause.span.end, clause.span.start + clause.kind.length) };
  if (clause.kind === 'include' || clause.kind === 'exclude') {
    return { title: clause.label?.value ?? '', detail: '', selection: clause.label?.span ?? word };
  }
  if (clause.kind === 'examples')
    return { title: '', detail: clause.patients.flatMap(({ label }) => label?.value ?? []).join(', '), selection: word };
  return { title: '', detail: '', selection: word };
}

/** The clauses of a program in written order, with their names and labels. */
export function outline(program: Program): OutlineEntry[] {
  const entries: OutlineEntry[] = [];
  if (program.cohort) {
    const { name, label } = program.cohort;
    const span = { start: name.span.start, end: (label ?? name).span.end };
    entries.push({ kind: 'cohort', title: name.text, detail: label?.value ?? '', span, selection: name.span });
  }
  if (program.from) {
    entries.push({ kind: 'from', title: program.from.text, detail: '', span: program.from.span, selection: program.from.span });
  }
  for (const clause of program.clauses) entries.push({ kind: clause.kind, span: clause.span, ...titleOf(clause) });
  return entries;
}
