/** A plan as SQL: the printer's entry. */
import type { Plan } from '../plan/nodes';
import { printAggregate } from './aggregates';
import { type AttritionLabels, attritionLabels, attritionQuery } from './attrition';
import type { Level, Printing } from './context';
import { printFollowUp, printMerge, printObservation, printStep } from './criteria';
import type { Dialect, Sql } from './dialects/dialect';
import { duckdb } from './dialects/duckdb/dialect';
import { printIndex } from './index-clause';
import { printOutcomes } from './outcomes';
import { printPatients, printPeriods } from './patients';
import { longTables, type PrintedTable, type PrintedWarning, resultQuery, warnings } from './result';
import { findRows } from './rows';

export type { PrintedTable, PrintedWarning } from './result';

export type DialectName = Dialect['name'];

const dialects: Readonly<Record<DialectName, Dialect>> = { duckdb };

export interface PrintOptions {
  /** Name of the cohort: of its table, and the prefix of all others. */
  readonly name: string;
  readonly dialect: DialectName;
  /** Texts of the attrition table; by default the program's labels and English words. */
  readonly labels?: AttritionLabels;
}

/** A cohort as SQL. Tables of the database stand unqualified: the session's search path finds them. */
export interface PrintedCohort {
  readonly name: string;
  /** Run in order: temporary tables the queries read. */
  readonly statements: readonly Sql[];
  /** Query of table NAME, sorted. */
  readonly table: PrintedTable;
  /** Query of table NAME_attrition, sorted. */
  readonly attrition: PrintedTable;
  readonly longTables: readonly PrintedTable[];
  /** Queries that count what deserves a warning. */
  readonly warnings: readonly PrintedWarning[];
  /** Run at the end, and after a failure: drop the temporary tables. */
  readonly cleanup: readonly Sql[];
  /** All of it as one script that can be read and run: makes the tables. */
  readonly script: Sql;
}

/**
 * Prints a plan as SQL: temporary tables for the stages of the cohort, then one query for each of its tables.
 * Nothing is returned for a construct without SQL: it throws `UnprintableError`, which the checker's refusal comes before.
 */
export function printCohort(plan: Plan, options: PrintOptions): PrintedCohort {
  const printing = begin(plan, options);
  const { dialect, name, stages } = printing;
  const labels = options.labels ?? attritionLabels(plan);
  const { entries, relations } = printSteps(printing, labels);
  const level = printOutcomes(printing, entries);
  const table = { name, query: resultQuery(printing, level) };
  const attrition = { name: `${name}_attrition`, query: attritionQuery(plan, dialect, labels, relations) };
  const long = longTables(printing, level);
  const statements = stages.map((stage) => `${comment(stage.note)}\n${dialect.createTemporary(stage.relation, stage.query)}`);
  const cleanup = stages.map((stage) => dialect.dropTemporary(stage.relation)).reverse();
  const tables = [table, attrition, ...long].map((own) => `${comment(`table ${own.name}`)}\n${dialect.createTable(own.name, own.query)}`);
  const script = `${[...statements, ...tables, ...cleanup].join(';\n\n')};\n`;
  return { name, statements, table, attrition, longTables: long, warnings: warnings(printing, level), cleanup, script };
}

/** The attrition table as a single query that computes neither outcomes nor variables: for counts as one types. */
export function printAttrition(plan: Plan, options: PrintOptions): Sql {
  const printing = begin(plan, options);
  const { dialect, stages } = printing;
  const labels = options.labels ?? attritionLabels(plan);
  const { relations } = printSteps(printing, labels);
  const parts = stages.map((stage) => `${comment(stage.note)}\n${dialect.once(dialect.quote(stage.relation), stage.query)}`);
  return `WITH ${parts.join(',\n')}\n${attritionQuery(plan, dialect, labels, relations)}`;
}

function begin(plan: Plan, options: PrintOptions): Printing {
  return { plan, dialect: dialects[options.dialect], name: options.name, stages: [], counter: 0, printAggregate, findRows };
}

/** A note as a comment of one line. */
function comment(note: string): Sql {
  return `-- ${note.replaceAll(/\s+/g, ' ')}`;
}

/** The entries that are left at the end, and after each row of the attrition table. */
function printSteps(printing: Printing, labels: AttritionLabels): { readonly entries: Level; readonly relations: readonly (Sql | null)[] } {
  const { plan } = printing;
  const periods = printPeriods(printing);
  const patients = printPatients(printing, periods);
  const relations: (Sql | null)[] = [null];
  let entries = printIndex(printing, patients);
  relations.push(entries.relation);
  entries = printObservation(printing, entries, periods);
  relations.push(entries.relation);
  plan.steps.forEach((step, place) => {
    if (step.kind === 'merge') return;
    entries = printStep(printing, entries, step, place + 1, `${step.kind}: ${labels.steps[place] ?? step.kind}`);
    relations.push(entries.relation);
  });
  entries = printFollowUp(printing, entries);
  relations.push(entries.relation);
  for (const step of plan.steps) {
    if (step.kind !== 'merge') continue;
    entries = printMerge(printing, entries, step);
    relations.push(entries.relation);
  }
  return { entries, relations: [...relations, entries.relation] };
}
