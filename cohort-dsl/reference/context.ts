import type { Expr } from '../plan/expressions';
import type { Plan } from '../plan/nodes';
import type { Patient, Period } from './patient';
import type { Row, Truth, Value } from './value';

/** An entry of a patient into the cohort, as far as it is known at the step that looks. */
export interface Entry {
  readonly index: string;
  readonly indexEnd: string | null;
  readonly indexLabel: string | null;
  readonly indexRow: Row;
  readonly period: Period | null;
  readonly origin: string | null;
  readonly exit: string | null;
  readonly exitReason: string | null;
  /** `X_date` of outcomes and values of variables, by place in the plan, as far as computed. */
  readonly outcomeDates: readonly (string | null)[];
  readonly variables: readonly Value[];
}

/** Where an expression is evaluated: a patient, an entry once there is one, and the rows that enclose it. */
export interface Context {
  readonly plan: Plan;
  readonly patient: Patient;
  readonly entry: Entry | null;
  /** The value of an expression here. */
  readonly value: (expr: Expr) => Value;
  /** A date or datetime, or null. */
  readonly date: (expr: Expr) => string | null;
  /** A condition's truth; null is unknown. */
  readonly truth: (expr: Expr) => Truth;
  readonly row: (binding: number) => Row;
  readonly bind: (binding: number, row: Row) => Context;
  readonly word: (word: 'birth' | 'death' | 'observationStart' | 'observationEnd') => string | null;
}

/** Evaluates one expression; handed in, so that rows and expressions need not know each other's files. */
export type Evaluate = (expr: Expr, context: Context) => Value;

/** A context in which `bindings` are the enclosing rows. */
export function makeContext(
  evaluate: Evaluate,
  plan: Plan,
  patient: Patient,
  entry: Entry | null,
  bindings: ReadonlyMap<number, Row>,
): Context {
  const period = entry ? entry.period : (patient.periods[0] ?? null);
  const context: Context = {
    plan,
    patient,
    entry,
    value: (expr) => evaluate(expr, context),
    date: (expr) => {
      const value = evaluate(expr, context);
      return typeof value === 'string' ? value : null;
    },
    truth: (expr) => {
      const value = evaluate(expr, context);
      return typeof value === 'boolean' ? value : null;
    },
    row: (binding) => {
      const row = bindings.get(binding);
      if (!row) throw new Error(`row ${binding} is not bound here`);
      return row;
    },
    bind: (binding, row) => makeContext(evaluate, plan, patient, entry, new Map(bindings).set(binding, row)),
    word: (word) => {
      switch (word) {
        case 'birth':
          return patient.birth;
        case 'death':
          return patient.death;
        case 'observationStart':
          return period?.start ?? null;
        case 'observationEnd':
          return period?.end ?? null;
      }
    },
  };
  return context;
}
