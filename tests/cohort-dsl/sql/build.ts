/** A tiny typed builder of plans over one small database, so that the printer can be tried without the parser. */
import type { Duration, Expr, Filter, Pick, RowSource, Rows, ValueType } from '@/cohort-dsl/plan/expressions';
import type { Plan } from '@/cohort-dsl/plan/nodes';

type Base = ValueType['base'];

export const type = (base: Base, more: Partial<ValueType> = {}): ValueType => ({ base, unit: null, category: null, system: null, ...more });
const boolean = type('boolean');

export const days = (count: number): Duration => ({ count, unit: 'days' });
export const months = (count: number): Duration => ({ count, unit: 'months' });
export const years = (count: number): Duration => ({ count, unit: 'years' });

export const number = (value: number | null): Expr => ({ kind: 'literal', type: type('number'), value });
export const integer = (value: string | null): Expr => ({ kind: 'literal', type: type('integer'), value });
export const text = (value: string | null): Expr => ({ kind: 'literal', type: type('text'), value });
export const date = (value: string | null): Expr => ({ kind: 'literal', type: type('date'), value });
export const truth = (value: boolean | null): Expr => ({ kind: 'literal', type: boolean, value });

export const index: Expr = { kind: 'entry', type: type('date'), field: 'index' };
export const exit: Expr = { kind: 'entry', type: type('date'), field: 'exit' };
export const death: Expr = { kind: 'patientDate', type: type('date'), which: 'death' };
export const observation = (which: 'start' | 'end'): Expr => ({ kind: 'observation', type: type('date'), which });
export const patientColumn = (column: string, base: Base): Expr => ({ kind: 'patientColumn', type: type(base), column });
export const indexColumn = (column: string, base: Base): Expr => ({ kind: 'indexColumn', type: type(base), column });
export const variable = (id: number, base: Base): Expr => ({ kind: 'variable', type: type(base), id });
export const letOf = (id: number, base: Base): Expr => ({ kind: 'let', type: type(base), id });
export const outcomeDate = (id: number): Expr => ({ kind: 'outcomeDate', type: type('date'), id });

export const shift = (value: Expr, by: Duration): Expr => ({ kind: 'shift', type: value.type, value, by });
export const back = (value: Expr, by: Duration): Expr => shift(value, { ...by, count: -by.count });
export const and = (...args: readonly Expr[]): Expr => ({ kind: 'and', type: boolean, args });
export const or = (...args: readonly Expr[]): Expr => ({ kind: 'or', type: boolean, args });
export const not = (value: Expr): Expr => ({ kind: 'not', type: boolean, value });
export const missing = (value: Expr): Expr => ({ kind: 'isMissing', type: boolean, value });
export const age = (at: Expr): Expr => ({ kind: 'age', type: type('integer'), at });
export const elapsed = (unit: Duration['unit'], from: Expr, to: Expr): Expr => ({ kind: 'elapsed', type: type('integer'), unit, from, to });
export const observed = (from: Expr, to: Expr): Expr => ({ kind: 'observed', type: boolean, from, to });

type Operator = '=' | '!=' | '<' | '<=' | '>' | '>=';
type Manner = 'value' | 'day' | 'instant' | 'rank' | 'code';

export function compare(left: Expr, op: Operator, right: Expr, as: Manner = 'value'): Expr {
  return { kind: 'compare', type: boolean, op, left, right, as };
}

export function arithmetic(left: Expr, op: '+' | '-' | '*' | '/', right: Expr, written = 'a b'): Expr {
  const whole = op !== '/' && left.type.base === 'integer' && right.type.base === 'integer';
  return { kind: 'arithmetic', type: type(whole ? 'integer' : 'number'), op, left, right, text: written };
}

export function call(fn: Extract<Expr, { kind: 'call' }>['fn'], base: Base, ...args: readonly Expr[]): Expr {
  return { kind: 'call', type: type(base), fn, args };
}

export function quantifier(mode: 'at least' | 'at most' | 'exactly', n: number, ...args: readonly Expr[]): Expr {
  return { kind: 'quantifier', type: boolean, mode, n, args };
}

// -------------------------------------------------------------------- tables

type TableSource = Extract<RowSource, { kind: 'table' }>;
export const severity = type('text', { category: { keys: ['mild', 'moderate', 'severe'], ordered: true } });

export const diagnosis: TableSource = {
  kind: 'table',
  table: 'diagnosis',
  key: 'patient_id',
  date: 'date',
  end: null,
  columns: [
    { name: 'date', type: type('date') },
    { name: 'code', type: type('text', { system: 'ICD10' }) },
    { name: 'severity', type: severity },
  ],
  items: null,
  sameDay: null,
};

export function lab(rule: 'last' | 'mean' | 'median' | 'highest' | 'lowest' | null, ...names: readonly string[]): TableSource {
  return {
    kind: 'table',
    table: 'lab',
    key: 'patient_id',
    date: 'date',
    end: null,
    columns: [
      { name: 'date', type: type('datetime') },
      { name: 'item', type: type('text') },
      { name: 'value', type: type('number') },
      { name: 'note', type: type('text') },
    ],
    items: names.length === 0 ? null : { column: 'item', names },
    sameDay: rule === null ? null : { value: 'value', item: 'item', rules: [{ item: null, rule }] },
  };
}

export const stay: TableSource = {
  kind: 'table',
  table: 'stay',
  key: 'patient_id',
  date: 'start',
  end: 'stop',
  columns: [
    { name: 'start', type: type('date') },
    { name: 'stop', type: type('date') },
    { name: 'ward', type: type('text') },
    { name: 'cost', type: type('integer') },
  ],
  items: null,
  sameDay: null,
};

let rowNumber = 0;

/** Event rows; filters may speak of the row by the number handed to them. */
export function rows(source: RowSource, ...filters: readonly ((row: number) => Filter)[]): Rows {
  rowNumber += 1;
  const row = rowNumber;
  return { kind: 'rows', row, source, filters: filters.map((filter) => filter(row)) };
}

export const bound =
  (op: '<' | '<=' | '=' | '>=' | '>', value: Expr, on: 'date' | 'end' = 'date', as: 'day' | 'instant' = 'day') =>
  (): Filter => ({ kind: 'bound', on, op, value, as });

export const where =
  (condition: (row: number) => Expr) =>
  (row: number): Filter => ({ kind: 'where', condition: condition(row) });

export const overlap = (from: Expr, to: Expr) => (): Filter => ({ kind: 'overlap', from, to });

export const column = (row: number, name: string, own: ValueType): Expr => ({ kind: 'rowColumn', type: own, row, column: name });
export const inCodes = (value: Expr, codes: number): Expr => ({ kind: 'inCodes', type: boolean, value, codes });

/** Diagnoses with a code of the plan's list of that number. */
export const coded = (codes: number): ((row: number) => Filter) =>
  where((row) => inCodes(column(row, 'code', type('text', { system: 'ICD10' })), codes));

interface PickOptions {
  readonly n?: number;
  readonly by?: string;
  readonly known?: boolean;
}

export function pick(which: Pick['which'], own: Rows, of: string, options: PickOptions = {}): Pick {
  const found = own.source.columns.find((candidate) => candidate.name === of);
  const known = options.known ?? (which === 'first' || which === 'last');
  return {
    kind: 'pick',
    type: found?.type ?? type('date'),
    which,
    n: options.n ?? 1,
    by: options.by ?? null,
    rows: own,
    column: of,
    known,
  };
}

interface TruthOptions {
  readonly spaced?: Duration;
  readonly distinctDays?: boolean;
}

export function rowTruth(mode: 'at least' | 'at most' | 'exactly', n: number, own: Rows, options: TruthOptions = {}): Expr {
  return {
    kind: 'rowTruth',
    type: boolean,
    mode,
    n,
    rows: own,
    spaced: options.spaced ?? null,
    distinctDays: options.distinctDays ?? false,
  };
}

export const any = (own: Rows): Expr => rowTruth('at least', 1, own);
export const no = (own: Rows): Expr => rowTruth('at most', 0, own);

export function rowValue(fn: Extract<Expr, { kind: 'rowNumber' }>['fn'], own: Rows, of: string | null = null): Expr {
  const source = own.source.columns.find((candidate) => candidate.name === of);
  const base: Base = fn.startsWith('count')
    ? 'integer'
    : fn === 'min' || fn === 'max' || fn === 'sum'
      ? (source?.type.base ?? 'number')
      : 'number';
  return {
    kind: 'rowNumber',
    type: source && base === source.type.base ? source.type : type(base),
    fn,
    column: of,
    as: 'value',
    rows: own,
    text: `${fn} of ${of}`,
  };
}

// --------------------------------------------------------------------- plans

export const icd = (...codes: readonly string[]): Plan['codes'][number] => ({
  system: 'ICD10',
  tests: codes.map((written) => {
    const not = written.startsWith('!');
    const code = not ? written.slice(1) : written;
    if (code.includes('..')) return { kind: 'range', not, from: code.split('..')[0], to: code.split('..')[1] };
    return code.endsWith('*') ? { kind: 'prefix', not, code: code.slice(0, -1) } : { kind: 'exact', not, code };
  }),
});

const base: Plan = {
  format: 1,
  database: 'small',
  release: '1',
  patient: { table: 'patient', key: 'patient_id', keyType: 'integer' },
  birth: { column: 'birth_date' },
  death: { column: 'death_date' },
  observation: { kind: 'table', table: 'observed', key: 'patient_id', start: 'start_date', end: 'end_date', through: '2024-12-31' },
  eventTables: [
    { table: 'diagnosis', key: 'patient_id', date: 'date', end: null },
    { table: 'lab', key: 'patient_id', date: 'date', end: null },
    { table: 'stay', key: 'patient_id', date: 'start', end: 'stop' },
  ],
  codes: [icd('N18*')],
  lets: [],
  index: { kind: 'date', value: date('2020-01-01') },
  indexColumns: [],
  steps: [],
  follow: [],
  origin: null,
  outcomes: [],
  variables: [],
  longTables: [],
  labels: { cohort: null, steps: [], outcomes: [], variables: [], codes: [] },
  places: { index: { start: 0, end: 0 }, steps: [], follow: null },
};

/** A plan that differs from the plainest one in what is given: everybody observed enters on 1 January 2020. */
export function plan(parts: Partial<Plan>): Plan {
  return { ...base, ...parts };
}

/** Everybody on 1 January 2020 with one variable for each expression: `v0`, `v1`, … */
export function variables(...values: readonly Expr[]): Plan {
  return plan({ variables: values.map((value, at) => ({ name: `v${at}`, value })) });
}
