/** The names of one program: unique without regard to case, the columns derived from them and the fixed columns included. */
import { patientTable } from '../schema/dictionary';
import type { Clause, Program } from '../syntax/ast';
import type { Name } from '../syntax/ast-expressions';
import type { Check } from './check';

const outcomeColumns = ['date', 'days', 'event', 'cause', 'exit_reason'] as const;
const fixedColumns = ['index_date', 'exit_date', 'exit_reason', 'index_label', 'entry_days'] as const;

interface Taken {
  readonly name: string;
  readonly fixed: boolean;
  readonly by: string;
}

/** The name a clause defines, or null. */
function definedName(clause: Clause): Name | null {
  switch (clause.kind) {
    case 'codes':
    case 'param':
    case 'let':
    case 'outcome':
    case 'variable':
    case 'series':
    case 'intervals':
      return clause.name;
    default:
      return null;
  }
}

/** Reports every name that is taken; gives the clauses whose names are their own. */
export function checkNames(check: Pick<Check, 'dictionary' | 'reporter'>, program: Program): ReadonlySet<Clause> {
  const taken = new Map<string, Taken>();
  for (const column of [patientTable(check.dictionary).key, ...fixedColumns]) {
    taken.set(column.toLowerCase(), { name: column, fixed: true, by: '' });
  }
  const own = new Set<Clause>();
  for (const clause of program.clauses) {
    const name = definedName(clause);
    if (!name) continue;
    // A long table is called after its clause, beside the table of the attrition.
    const long = clause.kind === 'series' || clause.kind === 'intervals' || (clause.kind === 'outcome' && clause.form.kind === 'each');
    if (long && name.text.toLowerCase() === 'attrition') {
      check.reporter.error('type-fixed-name', name.span, { name: name.text });
      continue;
    }
    const derived = clause.kind === 'outcome' ? outcomeColumns.map((suffix) => `${name.text}_${suffix}`) : [];
    const clash = [name.text, ...derived]
      .map((one) => ({ one, other: taken.get(one.toLowerCase()) }))
      .find(({ other }) => other !== undefined);
    if (clash?.other) {
      if (clash.other.fixed) check.reporter.error('type-fixed-name', name.span, { name: clash.one });
      else check.reporter.error('type-duplicate-name', name.span, { name: clash.one, other: clash.other.by });
      continue;
    }
    own.add(clause);
    const by = `\`${clause.kind} ${name.text}\``;
    for (const one of [name.text, ...derived]) taken.set(one.toLowerCase(), { name: one, fixed: false, by });
  }
  return own;
}
