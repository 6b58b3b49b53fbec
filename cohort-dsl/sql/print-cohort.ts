/** A plan as SQL: the printer's entry. */
import type { Plan } from '../plan/nodes';
import { printAggregate } from './aggregates';
import { type AttritionLabels, type AttritionStep, attritionLabels, attritionQuery } from './attrition';
import type { Level, Printing } from './context';
import { printFollowUp, printMerge, printObservation, printStep, printUnknown } from './criteria';
import type { Dialect, Sql } from './dialects/dialect';
import { duckdb } from './dialects/duckdb/dialect';
import { trino } from './dialects/trino/dialect';
import { printIndex } from './index-clause';
import { printOutcomes } from './outcomes';
import { printPatients, printPeriods } from './patients';
import { comment, TreePrinter } from './print-tree';
import { type CountedWarning, longTables, type ResultTable, resultQuery, warnings } from './result';
import { findRows } from './rows';
import type { Query, Stage } from './tree';

export type DialectName = Dialect['name'];

const dialects: Readonly<Record<DialectName, Dialect>> = { duckdb, trino };

/** The dialects there are. */
export const dialectNames: readonly DialectName[] = ['duckdb', 'trino'];

export interface PrintOptions {
  /** Name of the cohort: of its table, and the prefix of all others. */
  readonly name: string;
  readonly dialect: DialectName;
  /** Texts of the attrition table; by default the program's labels and English words. */
  readonly labels?: AttritionLabels;
}

interface PrintedTable {
  /** The table's full name. */
  readonly name: string;
  readonly query: Sql;
}

/** A query that counts what a run warns of: one row, one column `n`; nothing to warn of when 0. */
export type PrintedWarning = Omit<CountedWarning, 'query'> & { readonly query: Sql };

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

/** A query with what must be run before and after it. */
export interface PrintedQuery {
  readonly statements: readonly Sql[];
  readonly query: Sql;
  readonly cleanup: readonly Sql[];
}

/**
 * Prints a plan as SQL: temporary tables for the stages of the cohort, then one query for each of its tables.
 * Nothing is returned for a construct without SQL: it throws `UnprintableError`, which the checker's refusal comes before.
 */
export function printCohort(plan: Plan, options: PrintOptions): PrintedCohort {
  const printing = begin(plan, options);
  const { dialect, name } = printing;
  const { entries, steps, unknown } = printSteps(printing, options.labels ?? attritionLabels(plan), true);
  const level = printOutcomes(printing, entries);
  const results: readonly ResultTable[] = [
    { name, query: resultQuery(printing, level) },
    { name: `${name}_attrition`, query: attritionQuery(plan, dialect, steps) },
    ...longTables(printing, level),
  ];
  const counted = [...unknown, ...warnings(printing, level)];
  const printer = new TreePrinter(dialect, name);
  const { statements, cleanup } = printStages(
    printing,
    printer,
    [...results, ...counted].map((own) => own.query),
  );
  const [table, attrition, ...long] = results.map((own) => ({ name: own.name, query: printer.query(own.query) }));
  const tables = [table, attrition, ...long].flatMap((own) => noted(`table ${own.name}`, dialect.createTable(own.name, own.query)));
  const script = `${[...statements, ...tables, ...cleanup].join(';\n\n')};\n`;
  const printedWarnings = counted.map((warning) => ({ ...warning, query: printer.query(warning.query) }));
  return { name, statements, table, attrition, longTables: long, warnings: printedWarnings, cleanup, script };
}

/**
 * The attrition table by a query that computes neither outcomes nor variables: for counts as one types. Where the engine computes
 * a part of a query once, it is a single query; elsewhere the stages are tables before it.
 */
export function printAttrition(plan: Plan, options: PrintOptions): PrintedQuery {
  const printing = begin(plan, options);
  const { dialect, stages } = printing;
  const { steps } = printSteps(printing, options.labels ?? attritionLabels(plan), false);
  const query = attritionQuery(plan, dialect, steps);
  const printer = new TreePrinter(dialect, options.name);
  if (dialect.onceInQuery) return { statements: [], query: printer.query(query, stages), cleanup: [] };
  return { ...printStages(printing, printer, [query]), query: printer.query(query) };
}

function begin(plan: Plan, options: PrintOptions): Printing {
  return { plan, dialect: dialects[options.dialect], name: options.name, stages: [], counter: 0, printAggregate, findRows };
}

/** The stages as tables, each after what it needs, and after them what the last queries need. */
function printStages({ dialect, stages }: Printing, printer: TreePrinter, last: readonly Query[]): Omit<PrintedQuery, 'query'> {
  const inOrder = new Map<string, Stage>();
  const add = (stage: Stage): void => {
    if (!inOrder.has(stage.name)) inOrder.set(stage.name, stage);
  };
  for (const stage of stages) for (const own of [...printer.tablesBefore(stage.query), stage]) add(own);
  for (const query of last) for (const own of printer.tablesBefore(query)) add(own);
  const made = [...inOrder.values()];
  return {
    statements: made.flatMap((stage) => noted(stage.note, dialect.createTemporary(stage.name, printer.query(stage.query)))),
    cleanup: made.map((stage) => dialect.dropTemporary(stage.name)).reverse(),
  };
}

/** Statements with a comment before the first. */
function noted(note: string, statements: readonly Sql[]): readonly Sql[] {
  return statements.map((statement, place) => (place === 0 ? `${comment(note)}\n${statement}` : statement));
}

interface PrintedSteps {
  readonly entries: Level;
  readonly steps: readonly AttritionStep[];
  readonly unknown: readonly CountedWarning[];
}

/** @param asks whether what criteria leave open is counted too */
function printSteps(printing: Printing, labels: AttritionLabels, asks: boolean): PrintedSteps {
  const unknown: CountedWarning[] = [];
  const { plan } = printing;
  const { fixed } = labels;
  const periods = printPeriods(printing);
  const patients = printPatients(printing, periods);
  const steps: AttritionStep[] = [{ kind: 'database', label: fixed.database, relation: null }];
  let entries = printIndex(printing, patients);
  steps.push({ kind: 'index', label: fixed.index, relation: entries.relation });
  entries = printObservation(printing, entries, periods);
  steps.push({ kind: 'observation', label: fixed.observation, relation: entries.relation });
  plan.steps.forEach((step, place) => {
    if (step.kind === 'merge') return;
    const label = labels.steps[place] ?? step.kind;
    const query = asks && step.kind !== 'keep' ? printUnknown(printing, entries, step) : null;
    if (query !== null)
      unknown.push({ code: step.kind === 'include' ? 'include_unknown' : 'exclude_unknown', outcome: null, step: place, query });
    entries = printStep(printing, entries, step, place + 1, `${step.kind}: ${label}`);
    steps.push({ kind: step.kind, label, relation: entries.relation });
  });
  entries = printFollowUp(printing, entries);
  steps.push({ kind: 'follow_up', label: fixed.follow_up, relation: entries.relation });
  for (const step of plan.steps) {
    if (step.kind !== 'merge') continue;
    entries = printMerge(printing, entries, step);
    steps.push({ kind: 'merged', label: fixed.merged, relation: entries.relation });
  }
  steps.push({ kind: 'result', label: fixed.result, relation: entries.relation });
  return { entries, steps, unknown };
}
