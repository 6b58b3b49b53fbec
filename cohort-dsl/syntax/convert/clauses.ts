import type { Diagnostic } from '../../diagnostics/diagnostic';
import type { Clause, IndexForm, IntervalItem, LabelledDate, Name, OutcomeClause, Text, Until } from '../ast';
import type * as cst from '../generated/ast';
import { convertCodeList } from './codes';
import { type Context, labelOf, nameOf, spanOf, textAt } from './context';
import { convertExpression } from './operators';
import { convertDateTerm, convertPick, convertPrimary } from './primaries';
import { convertEvents, convertIndexRows } from './rows';

/** The builders of expressions, dates and rows, tied to one source. */
export function createContext(source: string, diagnostics: Diagnostic[]): Context {
  const context: Context = {
    source,
    diagnostics,
    expression: (node) => convertExpression(context, node),
    primary: (node) => convertPrimary(context, node),
    date: (node) => convertDateTerm(context, node),
    events: (node) => convertEvents(context, node),
  };
  return context;
}

/** What the first lines of a program say. */
export interface HeaderLine {
  readonly cohort: { readonly name: Name; readonly label: Text | null } | null;
  readonly from: Name | null;
}

/** The name and database of the first lines. */
export function convertHeader(context: Context, node: cst.Header): HeaderLine {
  return {
    cohort: node.name ? { name: nameOf(node.name), label: labelOf(context, node.label) } : null,
    from: node.database ? nameOf(node.database) : null,
  };
}

/** Builds the plain tree of one clause. */
export function convertClause(context: Context, node: Exclude<cst.Clause, cst.Header>): Clause {
  const span = spanOf(node);
  switch (node.$type) {
    case 'CodesClause':
      return convertCodes(context, node);
    case 'ParamClause':
      return { kind: 'param', name: nameOf(node.name), value: context.expression(node.value), span };
    case 'LetClause':
      return { kind: 'let', name: nameOf(node.name), value: context.expression(node.value), span };
    case 'IndexClause':
      return { kind: 'index', form: convertIndexForm(context, node.form), span };
    case 'CriterionClause': {
      const label = node.label ? textAt(context, spanOf(node.label)) : null;
      return { kind: node.kind, label, condition: context.expression(node.condition), span };
    }
    case 'KeepClause':
      return { kind: 'keep', which: node.which, span };
    case 'MergeClause':
      return { kind: 'merge', within: context.primary(node.length), span };
    case 'FollowClause':
      return { kind: 'follow', until: convertUntil(context, node.until), span };
    case 'TimeClause':
      return { kind: 'time', from: context.expression(node.start), span };
    case 'OutcomeClause':
      return convertOutcome(context, node);
    case 'VariableClause': {
      const label = labelOf(context, node.label);
      return { kind: 'variable', name: nameOf(node.name), label, value: context.expression(node.value), span };
    }
    case 'SeriesClause':
      return {
        kind: 'series',
        name: nameOf(node.name),
        label: labelOf(context, node.label),
        events: context.events(node.events),
        columns: node.columns.map(nameOf),
        span,
      };
    case 'IntervalsClause':
      return { kind: 'intervals', name: nameOf(node.name), items: node.items.map((item) => convertInterval(context, item)), span };
    case 'ExamplesClause':
      return convertExamples(context, node);
  }
}

function convertCodes(context: Context, node: cst.CodesClause): Clause {
  const span = spanOf(node);
  const name = nameOf(node.name);
  const label = labelOf(context, node.label);
  if (node.list) return { kind: 'codes', name, label, value: convertCodeList(context, node.list), span };
  if (!node.path) throw new Error('a codes clause came without its list');
  const path = textAt(context, spanOf(node.path));
  return { kind: 'codes', name, label, value: { kind: 'codeImport', path, span: path.span }, span };
}

function convertIndexForm(context: Context, node: cst.IndexAt | cst.IndexFrom): IndexForm {
  const span = spanOf(node);
  switch (node.$type) {
    case 'IndexFrom':
      return { kind: 'from', table: nameOf(node.table), span };
    case 'IndexEach':
      return { kind: 'each', ...convertIndexRows(context, node.events, true), span };
    case 'IndexEvery': {
      const every = context.primary(node.every);
      return { kind: 'every', every, from: context.date(node.start), to: context.date(node.stop), span };
    }
    case 'IndexFirstOf':
      return {
        kind: 'firstOf',
        arms: node.arms.map((arm) => {
          const { events, washout } = convertIndexRows(context, arm.events, false);
          return { events, washout, label: labelOf(context, arm.label), span: spanOf(arm) };
        }),
        span,
      };
    case 'IndexValue': {
      const { value } = node;
      const first = value.first;
      const alone = value.tails.length === 0 && value.prefixes.length === 0;
      if (alone && first.$type === 'Pick' && first.events.suffixes.some((suffix) => suffix.$type === 'Without')) {
        return convertWashoutPick(context, first, node);
      }
      return { kind: 'at', value: context.expression(value), span };
    }
  }
}

/** `index at first E after N without F` */
function convertWashoutPick(context: Context, pick: cst.Pick, node: cst.IndexValue): IndexForm {
  let washout: ReturnType<typeof convertIndexRows>['washout'] = null;
  const picking: Context = {
    ...context,
    events: (events) => {
      const rows = convertIndexRows(context, events, false);
      washout = rows.washout;
      return rows.events;
    },
  };
  const value = convertPick(picking, pick);
  const whole = spanOf(node);
  const picked = { ...value, span: { start: value.span.start, end: value.events.span.end } };
  if (washout === null) return { kind: 'at', value: picked, span: whole };
  return { kind: 'washout', pick: picked, washout, span: whole };
}

function convertDates(context: Context, nodes: readonly (cst.LabelledDate | cst.PlainDate)[]): LabelledDate[] {
  return nodes.map((node) => ({
    value: context.expression(node.value),
    label: node.$type === 'LabelledDate' ? labelOf(context, node.label) : null,
    span: spanOf(node),
  }));
}

function convertUntil(context: Context, node: cst.Until): Until {
  return { braces: node.braces, dates: convertDates(context, node.dates), span: spanOf(node) };
}

function convertOutcome(context: Context, node: cst.OutcomeClause): OutcomeClause {
  return {
    kind: 'outcome',
    name: nameOf(node.name),
    label: labelOf(context, node.label),
    form: convertOutcomeForm(context, node.form),
    until: node.until ? convertUntil(context, node.until) : null,
    span: spanOf(node),
  };
}

function convertOutcomeForm(context: Context, node: cst.OutcomeForm): OutcomeClause['form'] {
  const span = spanOf(node);
  switch (node.$type) {
    case 'OutcomeDate':
      return { kind: 'date', value: context.expression(node.value), span };
    case 'OutcomeCauses':
      return { kind: 'causes', dates: convertDates(context, node.dates), span };
    case 'OutcomeEach': {
      const { events, spaced } = convertIndexRows(context, node.events, true);
      return { kind: 'each', events, spaced, span };
    }
  }
}

function convertInterval(context: Context, node: cst.IntervalItem): IntervalItem {
  const span = spanOf(node);
  if (node.$type === 'CarryItem') return { kind: 'carry', name: nameOf(node.name), value: context.expression(node.value), span };
  if (node.$type === 'FlagItem') return { kind: 'flag', name: nameOf(node.name), value: context.expression(node.value), span };
  if (node.every) return { kind: 'splitEvery', every: context.primary(node.every), span };
  if (node.year) return { kind: 'splitEachYear', span };
  if (node.events) return { kind: 'splitEach', events: context.events(node.events), span };
  if (node.value) return { kind: 'splitAge', age: context.primary(node.value), span };
  if (node.at) return { kind: 'splitAt', at: context.expression(node.at), span };
  throw new Error('a split came without its place');
}

function convertExamples(context: Context, node: cst.ExamplesClause): Clause {
  return {
    kind: 'examples',
    patients: node.patients.map((patient) => ({
      label: textAt(context, spanOf(patient.label)),
      verdict: patient.verdict,
      rows: patient.rows.map((row) => ({
        table: nameOf(row.table),
        values: row.values.map((value) => ({
          column: nameOf(value.column),
          value: context.expression(value.value),
          span: spanOf(value),
        })),
        span: spanOf(row),
      })),
      span: spanOf(patient),
    })),
    span: spanOf(node),
  };
}
