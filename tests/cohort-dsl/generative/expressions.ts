/** Random expressions of the cohort language by type, over the renal test dictionary. Everything built here must compile. */
import fc from 'fast-check';
import { oneOf, type Text, text, words } from './text';

/** What may be named where an expression stands. */
export interface Scope {
  /** Whether the index is known, and whether the exit is. */
  readonly entry: boolean;
  readonly exit: boolean;
  /** Lets by type that are visible. */
  readonly lets: { readonly day: readonly string[]; readonly number: readonly string[]; readonly truth: readonly string[] };
  /** Whether the index row is a visit. */
  readonly visitIndex: boolean;
}

interface Kind {
  readonly name: string;
  readonly base: Text;
  readonly date: 'date' | 'datetime' | null;
  readonly end: boolean;
  /** Columns that are bare numbers. */
  readonly numbers: readonly string[];
  /** Columns that can be summarised or counted, and compared. */
  readonly columns: readonly string[];
  readonly ordered: readonly string[];
  /** Conditions on a row. */
  readonly conditions: Text;
}

const codesIcd = words('dx', 'ICD10 { "E10".."E14" }', 'ICD10 { "N18*", not "N18.4" }', 'ICD10 { "E11.9", "I10" }');

const visit: Kind = {
  name: 'visit',
  base: words('visit'),
  date: 'date',
  end: true,
  numbers: [],
  columns: ['date', 'end', 'kind'],
  ordered: ['date', 'end'],
  conditions: words('kind = "in"', 'kind in { "in", "out" }', 'date < end', 'end is known', 'kind not in { "out" }', '(kind) is missing'),
};
const diagnosis: Kind = {
  name: 'diagnosis',
  base: words('diagnosis'),
  date: 'date',
  end: false,
  numbers: [],
  columns: ['date', 'code', 'grade', 'main'],
  ordered: ['date', 'grade'],
  conditions: oneOf(
    text`code in ${codesIcd}`,
    text`code not in ${codesIcd}`,
    words('main', 'not main', 'grade >= "moderate"', 'grade between "mild" and "moderate"', 'code = "e11.9"', 'grade != "mild"'),
  ),
};
const procedure: Kind = {
  name: 'procedure',
  base: words('procedure'),
  date: 'datetime',
  end: true,
  numbers: ['cost'],
  columns: ['date', 'end', 'code', 'cost'],
  ordered: ['date', 'end', 'cost'],
  conditions: words(
    'cost > 2',
    'cost * 2 < 7',
    'end > date',
    'code in ICD9CM3 { "39.95" }',
    'cost between 1 and 3',
    'cost + 1 in { 2, 3 }',
  ),
};
const egfr: Kind = {
  name: 'egfr',
  base: words('lab(egfr)'),
  date: 'datetime',
  end: false,
  numbers: [],
  columns: ['date', 'value', 'method'],
  ordered: ['date', 'value'],
  conditions: words(
    'value < 60 mL/min/1.73m²',
    'value >= 30 mL/min/1.73m²',
    'value is missing',
    'method = "a"',
    'method contains "b"',
    'method starts with "a"',
  ),
};
const creatinine: Kind = {
  ...egfr,
  name: 'creatinine',
  base: words('lab(creatinine)'),
  conditions: words('value > 0.5 mg/dL', 'value < 90 µmol/L', 'value + 0.1 mg/dL > 60 umol/L', 'method != "a"'),
};
const score: Kind = {
  ...egfr,
  name: 'score',
  base: words('lab(score)'),
  numbers: ['value'],
  conditions: words('value > 2', 'value / 2 <= 1', 'sqrt(value) < 2', 'if_missing(value, 0) = 0'),
};
const prescription: Kind = {
  name: 'prescription',
  base: words('prescription'),
  date: 'date',
  end: true,
  numbers: ['packs'],
  columns: ['date', 'end', 'code', 'dose', 'packs'],
  ordered: ['date', 'end', 'dose', 'packs'],
  conditions: words(
    'packs >= 2',
    'dose < 0.5 g',
    'code in ATC { "A10*" }',
    'end >= date',
    'packs in { 1, 3 }',
    'days from date to end > 10',
  ),
};
const allergy: Kind = {
  name: 'allergy',
  base: words('allergy'),
  date: null,
  end: false,
  numbers: [],
  columns: ['substance', 'severity'],
  ordered: [],
  conditions: words('severity = "high"', 'substance starts with "P"', 'substance is known'),
};
const union: Kind = {
  name: 'union',
  base: words(
    'union(visit, prescription)',
    'union((visit where kind = "in"), visit)',
    'union((prescription where packs > 1), prescription, visit)',
  ),
  date: 'date',
  end: true,
  numbers: [],
  columns: ['date', 'end'],
  ordered: ['date', 'end'],
  conditions: words('date < end', 'end is missing', 'days from date to end > 3'),
};
const episodes: Kind = {
  name: 'episodes',
  base: words(
    'episodes(prescription, gap: 0 days)',
    'episodes(visit, gap: 10 days, plus: 3 days)',
    'episodes((prescription where packs > 1), gap: 30 days)',
    'episodes(visit, gap: 1 month, plus: 2 months)',
    'episodes(prescription, gap: 1 year, plus: 1 week, by: code)',
    'episodes(diagnosis, gap: 2 months, by: code)',
    'episodes(prescription, gap: 7 days, by: code)',
  ),
  date: 'date',
  end: true,
  numbers: ['rows'],
  columns: ['start', 'end', 'rows', '`codes`'],
  ordered: ['start', 'end', 'rows'],
  conditions: words('rows > 1', 'days from start to end > 5', 'end >= start + 3 days'),
};
const cohort: Kind = {
  name: 'cohort',
  base: words('cohort earlier'),
  date: 'date',
  end: true,
  numbers: [],
  columns: ['date', 'end'],
  ordered: ['date', 'end'],
  conditions: words('date < end', 'end > @2020-01-01'),
};
const word: Kind = {
  name: 'word',
  base: words('death', 'birth', 'start of observation', 'end of observation'),
  date: 'date',
  end: false,
  numbers: [],
  columns: ['date'],
  ordered: ['date'],
  conditions: words('date > @2020-01-01', 'year of date >= 2020'),
};

const kinds: readonly Kind[] = [visit, diagnosis, procedure, egfr, creatinine, score, prescription, allergy, union, episodes, cohort, word];
const dated = kinds.filter((kind) => kind.date !== null);

const length = words('1 day', '10 days', '30 days', '2 weeks', '1 month', '3 months', '1 year', 'pause');
const clock = words('1 hour', '12 hours', '90 minutes', '36 hours');
const literalDay = words('@2019-11-30', '@2019-12-31', '@2020-01-01', '@2020-02-29', '@2020-03-31', 'cut');
const small = words('0', '1', '2', '3');

const known = new Map<string, Text>();

/** The same arbitrary for the same place: the grammar is a graph, not a tree. */
function once(kind: string, scope: Scope, depth: number, make: () => Text): Text {
  const name = `${kind} ${depth} ${JSON.stringify(scope)}`;
  const found = known.get(name);
  if (found) return found;
  const made = make();
  known.set(name, made);
  return made;
}

/** A date (never a datetime), in parentheses where it needs them. */
export function day(scope: Scope, depth: number): Text {
  return once('day', scope, depth, () => {
    const base = ['birth', 'death', 'start of observation', 'end of observation', 'patient.enrolled', ...scope.lets.day].map(
      (name) => `(${name})`,
    );
    if (scope.entry) base.push('index', 'index');
    if (scope.exit) base.push('exit');
    if (scope.visitIndex) base.push('index.end');
    const simple = oneOf(words(...base), literalDay);
    if (depth === 0) return simple;
    const inner = day(scope, depth - 1);
    return oneOf(
      simple,
      simple,
      text`(${inner} + ${length})`,
      text`(${inner} - ${length})`,
      text`earliest(${inner}, ${inner})`,
      text`latest(${inner}, ${inner}, death)`,
      text`(if_missing(${inner}, ${inner}))`,
      ...[visit, diagnosis, prescription, union, cohort].map((kind) => text`(date of ${pick(kind, scope, depth - 1)})`),
      text`(end of ${pick(visit, scope, depth - 1)})`,
      text`(min of date of ${rows(visit, scope, depth - 1)})`,
    );
  });
}

/** A date with a time of day. */
function moment(scope: Scope, depth: number): Text {
  const simple = oneOf(words('@2020-01-01T08:00', '@2020-01-15T12:30'), text`(@2020-01-01T08:00 + ${clock})`);
  if (depth === 0) return simple;
  return oneOf(simple, text`(date of ${pick(procedure, scope, depth - 1)})`, text`(date of ${pick(egfr, scope, depth - 1)})`);
}

function window(kind: Kind, scope: Scope, depth: number): Text {
  if (kind.date === null) return words('');
  const at = day(scope, depth);
  const bounds = words('before', 'on or before', 'on', 'on the day of', 'on or after', 'after');
  const plain = [
    text` ${bounds} ${at}`,
    text` within ${length} ${words('before', 'on or before', 'after', 'on or after', 'of')} ${at}`,
    text` from ${at} to ${at}`,
  ];
  const ends = kind.end ? [text` ending ${bounds} ${at}`, text` overlapping ${at}`, text` overlapping ${at} to ${at}`] : [];
  const instants =
    kind.date === 'datetime'
      ? [text` ${words('before', 'on or after')} ${moment(scope, depth)}`, text` within ${clock} before ${moment(scope, depth)}`]
      : [];
  return oneOf(words(''), ...plain, ...plain, ...ends, ...instants);
}

function condition(kind: Kind, scope: Scope, depth: number): Text {
  const own = kind.conditions;
  if (depth === 0) return own;
  const name = `d${depth}`;
  const date = kind.name === 'episodes' ? 'start' : 'date';
  const correlated =
    kind.date === null
      ? []
      : [
          text`any (${words('diagnosis', 'visit', 'lab(egfr)')} within ${length} before ${words(date)})`,
          text`(count of (prescription where packs > 1 on or after ${words(date)})) >= ${small}`,
        ];
  return oneOf(
    own,
    own,
    text`(${own} or ${truth(scope, depth - 1)})`,
    text`(${own} and ${own})`,
    text`not (${own})`,
    ...correlated,
    ...(kind.date === null ? [] : [text`(${words(date)} ${words('<', '>=', '=')} ${day(scope, depth - 1)})`]),
    text`any (visit called ${words(name)} where ${words(`${name}.kind = "in"`, `${name}.end > ${name}.date`)}) = (${own})`,
  );
}

/** Event rows of a kind. */
function rows(kind: Kind, scope: Scope, depth: number): Text {
  return once(`rows ${kind.name}`, scope, depth, () => {
    const inner = Math.max(0, depth - 1);
    const filtered = text`${kind.base} where ${condition(kind, scope, inner)}`;
    return oneOf(
      text`(${kind.base}${window(kind, scope, inner)})`,
      text`(${filtered}${window(kind, scope, inner)})`,
      text`(${kind.base}${window(kind, scope, inner)}${window(kind, scope, inner)})`,
      ...(kind.date === null || depth === 0
        ? []
        : [
            text`(${kind.base} called ${words(`c${depth}`)} where any (diagnosis where date <= ${words(`c${depth}`)}.${words(kind.name === 'episodes' ? 'start' : 'date')}))`,
          ]),
    );
  });
}

function pick(kind: Kind, scope: Scope, depth: number): Text {
  const of = rows(kind, scope, depth);
  const extremes = kind.ordered.length === 0 ? [] : [text`${words('highest', 'lowest')} ${of} by ${words(...kind.ordered)}`];
  return oneOf(text`${words('first', 'last', '2nd')} ${of}`, text`${words('first', 'last')} ${of}`, ...extremes);
}

/** Event rows that have a date. */
export function datedRows(scope: Scope, depth: number): Text {
  return oneOf(...dated.map((kind) => rows(kind, scope, depth)));
}

/** Rows whose date is a day, for outcomes and indexes. */
export function dayRows(scope: Scope, depth: number): Text {
  return oneOf(...[visit, diagnosis, prescription, union, cohort].map((kind) => rows(kind, scope, depth)));
}

export const visitRows = (scope: Scope, depth: number): Text => rows(visit, scope, depth);
export const labRows = (scope: Scope, depth: number): Text => rows(egfr, scope, depth);

/** A bare number, whole or not. */
export function number(scope: Scope, depth: number): Text {
  return once('number', scope, depth, () => {
    const simple = oneOf(small, words('patient.children', '1.5', ...scope.lets.number, ...(scope.entry ? ['(age at index)'] : [])));
    if (depth === 0) return simple;
    const inner = number(scope, depth - 1);
    const at = day(scope, depth - 1);
    const counted = kinds.map((kind) => text`(count of ${rows(kind, scope, depth - 1)})`);
    const summed = kinds.flatMap((kind) =>
      kind.numbers.flatMap((column) => [
        text`(${words('mean', 'median', 'min', 'max', 'sum', 'sd')} of ${words(column)} of ${rows(kind, scope, depth - 1)})`,
        text`(${words(column)} of ${pick(kind, scope, depth - 1)})`,
      ]),
    );
    const distinct = kinds.map((kind) => text`(count of distinct ${words(...kind.columns)} of ${rows(kind, scope, depth - 1)})`);
    return oneOf(
      simple,
      text`(${inner} ${words('+', '-', '*', '/')} ${inner})`,
      text`(-${inner})`,
      text`${words('abs', 'floor', 'ceil')}(${inner})`,
      text`${words('sqrt', 'ln', 'round')}(${inner})`,
      text`(sd of ${words('packs')} of ${rows(prescription, scope, depth - 1)})`,
      text`(count of ${words('death', 'birth', 'start of observation', 'end of observation')})`,
      text`exp(${small})`,
      text`round(${inner} / 3, 2)`,
      text`${words('lowest_of', 'highest_of')}(${inner}, ${inner})`,
      text`if_missing(${inner}, ${small})`,
      text`(case when ${truth(scope, depth - 1)} then ${inner} when ${truth(scope, depth - 1)} then ${inner} else ${small} end)`,
      text`(case when ${truth(scope, depth - 1)} then ${inner} end)`,
      text`(${words('days', 'weeks', 'months', 'years')} from ${at} to ${at})`,
      text`(${words('hours', 'minutes')} from ${moment(scope, depth - 1)} to ${moment(scope, depth - 1)})`,
      text`(age at ${at})`,
      text`(${words('year', 'month')} of ${at})`,
      text`((1 m + patient.height) / 1 cm)`,
      text`((mean of value of ${rows(egfr, scope, depth - 1)}) / 1 mL/min/1.73m²)`,
      text`((value of ${pick(creatinine, scope, depth - 1)}) / 1 µmol/L)`,
      oneOf(...counted),
      oneOf(...summed),
      oneOf(...distinct),
      ...[visit, prescription, union, episodes].map((kind) => text`(days covered by ${rows(kind, scope, depth - 1)})`),
      text`(days covered by ${words('visit', 'prescription')} ${words('from', 'overlapping')} ${at} to ${at})`,
    );
  });
}

/** A condition, in parentheses. */
export function truth(scope: Scope, depth: number): Text {
  return once('truth', scope, depth, () => {
    const simple = words(
      'patient.smoker',
      '(patient.sex = "F")',
      '(patient.stage >= "2")',
      '(patient.sex is missing)',
      '(patient.village contains "st")',
      '(patient.children in { 1, 2 })',
      '(patient.children not in { })',
      '(patient.height > 1.6 m)',
      '(in cohort earlier)',
      ...scope.lets.truth,
    );
    if (depth === 0) return simple;
    const inner = truth(scope, depth - 1);
    const value = number(scope, depth - 1);
    const at = day(scope, depth - 1);
    const comparison = words('=', '!=', '<', '<=', '>', '>=');
    const some = kinds.map((kind) => text`(${words('any', 'no', 'at least 2', 'at most 1', 'exactly 1')} ${rows(kind, scope, depth - 1)})`);
    const spaced = dated.map(
      (kind) => text`(${words('at least 2', 'exactly 2', 'at most 1')} ${rows(kind, scope, depth - 1)} spaced ${length})`,
    );
    const days = dated.map((kind) => text`(${words('at least 2', 'exactly 1')} distinct days of ${rows(kind, scope, depth - 1)})`);
    return oneOf(
      simple,
      text`(${inner} ${words('and', 'or')} ${inner})`,
      text`(not ${inner})`,
      text`(${value} ${comparison} ${value})`,
      text`(${at} ${comparison} ${at})`,
      text`(${moment(scope, depth - 1)} ${words('<', '>=')} ${moment(scope, depth - 1)})`,
      text`(${value} between ${small} and ${value})`,
      text`(${words('any', 'all', 'none', 'at least 2', 'at most 1', 'exactly 1')} of (${inner}, ${inner}, ${inner}))`,
      text`(${oneOf(value, at)} ${words('is missing', 'is known')})`,
      text`(${inner} = ${inner})`,
      text`((code of ${pick(diagnosis, scope, depth - 1)}) in ${codesIcd})`,
      text`(observed ${length} before ${at})`,
      text`(observed from ${at} to ${at})`,
      oneOf(...some),
      oneOf(...some),
      oneOf(...spaced),
      oneOf(...days),
      text`(at least 2 (procedure) spaced ${clock})`,
    );
  });
}

/** Anything a variable may hold. */
export function value(scope: Scope, depth: number): Text {
  const columns = dated.flatMap((kind) => kind.columns.map((column) => text`${words(column)} of ${pick(kind, scope, depth - 1)}`));
  return oneOf(
    number(scope, depth),
    truth(scope, depth),
    day(scope, depth),
    oneOf(...columns),
    moment(scope, depth),
    text`(case when ${truth(scope, depth - 1)} then "x" else patient.village end)`,
    ...(scope.visitIndex ? [fc.constant('index.kind')] : []),
  );
}

/** Constructs that large grammars meet seldom: each equally likely. */
export function seldom(scope: Scope): Text {
  const inner = number(scope, 1);
  const whether = truth(scope, 0);
  const variables = scope.lets.number.filter((name) => name.startsWith('v'));
  return oneOf(
    text`(${whether} ${words('or', 'and')} ${whether})`,
    ...variables.map((name) => text`(${words(name)} ${words('+', '-')} ${inner})`),
    ...['abs', 'round', 'floor', 'ceil', 'sqrt', 'ln'].map((fn) => text`${words(fn)}(${inner})`),
    text`${words('at most 1', 'exactly 1')} of (${whether}, ${whether}, ${whether})`,
    text`${words('sd', 'sum', 'median')} of packs of ${rows(prescription, scope, 1)}`,
    ...['death', 'birth', 'start of observation', 'end of observation'].map(
      (name) => text`any ${words(name)} ${words('before', 'after')} ${day(scope, 0)}`,
    ),
    text`${words('highest_of', 'lowest_of')}(${inner}, ${inner})`,
    text`${words('min', 'max')} of grade of ${rows(diagnosis, scope, 1)}`,
  );
}
