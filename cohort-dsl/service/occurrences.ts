import type { Dictionary } from '../schema/dictionary';
import type { Clause, IndexForm, IntervalItem, Program, Until, Washout } from '../syntax/ast';
import type { Occurrence, Surroundings } from './meaning';
import { NameWalk } from './name-walk';
import { findTable, type RowShape, shapeColumn, shapeOfEvents } from './shapes';

/** Every name of a program, in the order in which the tree is walked; of its header and all its clauses, or of some clauses. */
export function occurrences(program: Program, dictionary: Dictionary, clauses = program.clauses): Occurrence[] {
  return new ProgramWalk(program, dictionary).run(clauses);
}

const NOWHERE: Surroundings = { row: null, called: new Map(), clause: null, target: null };

/** Goes through the clauses. */
class ProgramWalk extends NameWalk {
  run(clauses: readonly Clause[]): Occurrence[] {
    if (this.program.cohort) this.add(this.program.cohort.name, 'header', null, NOWHERE);
    if (this.program.from) this.add(this.program.from, 'header', null, NOWHERE);
    for (const clause of clauses) this.clause(clause, { ...NOWHERE, clause });
    return this.found;
  }
  private clause(clause: Clause, around: Surroundings): void {
    if ('name' in clause) this.add(clause.name, 'definition', { kind: 'symbol', clause }, around);
    switch (clause.kind) {
      case 'codes':
        if (clause.value.kind === 'codeList') this.codeList(clause.value, around);
        return;
      case 'param':
      case 'let':
      case 'variable':
        this.expr(clause.value, around);
        return;
      case 'index':
        this.indexForm(clause.form, around);
        return;
      case 'include':
      case 'exclude':
        this.expr(clause.condition, around);
        return;
      case 'keep':
        return;
      case 'merge':
        this.expr(clause.within, around);
        return;
      case 'follow':
        this.until(clause.until, around);
        return;
      case 'time':
        this.expr(clause.from, around);
        return;
      case 'outcome': {
        const { form } = clause;
        if (form.kind === 'date') this.expr(form.value, around);
        else if (form.kind === 'causes') for (const date of form.dates) this.expr(date.value, around);
        else {
          this.events(form.events, around);
          if (form.spaced) this.expr(form.spaced, around);
        }
        if (clause.until) this.until(clause.until, around);
        return;
      }
      case 'series': {
        this.events(clause.events, around);
        const shape = shapeOfEvents(this.dictionary, clause.events);
        for (const column of clause.columns) this.column(column, shape, around);
        return;
      }
      case 'intervals':
        for (const item of clause.items) this.interval(item, around);
        return;
      case 'examples':
        this.examples(clause, around);
        return;
    }
  }

  private indexForm(form: IndexForm, around: Surroundings): void {
    switch (form.kind) {
      case 'at':
        this.expr(form.value, around);
        return;
      case 'each':
        this.events(form.events, around);
        if (form.spaced) this.expr(form.spaced, around);
        this.washout(form.washout, around);
        return;
      case 'firstOf':
        for (const arm of form.arms) {
          this.events(arm.events, around);
          this.washout(arm.washout, around);
        }
        return;
      case 'washout':
        this.expr(form.pick, around);
        this.washout(form.washout, around);
        return;
      case 'every':
        for (const part of [form.every, form.from, form.to]) this.expr(part, around);
        return;
      case 'from':
        this.table(form.table, 'indexTable', around);
        return;
    }
  }

  private washout(washout: Washout | null, around: Surroundings): void {
    if (!washout) return;
    this.expr(washout.after, around);
    this.events(washout.without, around);
  }

  private until(until: Until, around: Surroundings): void {
    for (const date of until.dates) this.expr(date.value, around);
  }

  private interval(item: IntervalItem, around: Surroundings): void {
    switch (item.kind) {
      case 'splitEach':
        this.events(item.events, around);
        return;
      case 'splitEvery':
        this.expr(item.every, around);
        return;
      case 'splitAge':
        this.expr(item.age, around);
        return;
      case 'splitAt':
        this.expr(item.at, around);
        return;
      case 'carry':
      case 'flag':
        this.add(item.name, 'definition', null, around);
        this.expr(item.value, around);
        return;
      case 'splitEachYear':
        return;
    }
  }

  private examples(clause: Extract<Clause, { kind: 'examples' }>, around: Surroundings): void {
    for (const row of clause.patients.flatMap((patient) => patient.rows)) {
      this.table(row.table, 'exampleTable', around);
      const table = row.table.text === 'patient' ? this.patient : findTable(this.dictionary, row.table.text);
      const columns = table ? table.columns.map((column) => ({ name: column.name, column, role: false })) : [];
      const shape: RowShape = { table, items: [], columns };
      for (const value of row.values) {
        const column = shapeColumn(shape, value.column.text);
        this.add(value.column, 'exampleColumn', column ? { kind: 'column', shape, column } : null, { ...around, target: shape });
        this.expr(value.value, { ...around, target: shape });
      }
    }
  }
}
