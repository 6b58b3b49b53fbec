/** Reading what a test is made of: samples, pairs, blocks, tables of counts, each from a formula or from columns. */
import type { Localised } from '@/cohort-dsl/source/localised';
import { asNumbers } from '../../../formula/call';
import { deparse } from '../../../formula/deparse';
import { noRows } from '../../../formula/design-errors';
import { Evaluator } from '../../../formula/evaluate';
import type { Expression } from '../../../formula/expression';
import { MissingRows } from '../../../formula/model-variables';
import { parseFormula } from '../../../formula/parse-formula';
import { groupFactor } from '../../../formula/specials';
import { findColumn } from '../../../frame/access';
import type { Frame } from '../../../frame/column';
import { gather } from '../../../frame/gather';
import { sizeFault } from '../../../numeric/size';
import { countText, rowsText } from '../../../results/format';
import { leaveOut, MethodError } from '../../../results/method-error';
import type { Rows, Warning } from '../../../results/result';
import { sizeText } from '../../../results/size-text';
import { columnLabels, levelSaid, saidOf } from '../../labels';
import { isDated, namedColumn } from '../../own-variables';
import { type Weights, weightedRows } from '../../weights';
import { TEST_ERRORS } from './errors';
import type { TestOptions } from './options';
import type { Sides, TestName } from './taken';
import { TEST_WORDS } from './words';

type Labels = Readonly<Record<string, Localised>>;

/** One side of what is tested. */
interface Side {
  readonly expression: Expression;
  readonly path: string;
  /** As the formula has it: a column, or what is made of one. */
  readonly name: string;
}

/** The values of a numeric side by row; NaN where missing. */
export interface Numbers {
  readonly name: string;
  readonly said: Localised;
  readonly path: string;
  readonly values: Float64Array;
}

/** The levels of a side by row; −1 where missing. */
export interface Levels {
  readonly name: string;
  readonly said: Localised;
  readonly path: string;
  readonly codes: Int32Array;
  readonly levels: readonly string[];
  /** What a level is called by itself, and with its column where the two would not be told apart. */
  readonly levelSaid: (code: number) => Localised;
}

/** Most levels of a grouping or of a side of a table. */
const MOST_LEVELS = 1000;
/** Rows that frequencies may make of the data. */
const MOST_ROWS = 20_000_000;

/** A mistake in what the test was given, at the option of this path. */
export function refuse(code: keyof typeof TEST_ERRORS, path: string, en: string, zh: string, fixes: readonly string[] = []): MethodError {
  const isIdle = code === 'option_not_of_test' || code === 'not_two_by_two';
  return new MethodError(TEST_ERRORS, code, { en, zh }, path, null, isIdle ? [...fixes, leaveOut(path)] : fixes);
}

function withItself({ name, path }: Side): MethodError {
  return refuse(
    'same_column',
    path,
    `${name} stands on both sides, and a column always agrees with itself. Choose another for one of them.`,
    `两边均为 ${name}，一列与其自身必然一致。请为其中一边另选一列。`,
  );
}

/** The data of a test: its sides are read first, then `rows` gives the rows that know them all, each as often as its frequency. */
export class TestData {
  readonly labels: Labels;
  readonly warnings: Warning[];
  /** The left side of the formula or x; the right side or y, null where there is none. */
  readonly first: Side;
  readonly second: Side | null;
  readonly fromFormula: boolean;
  private readonly frame: Frame;
  private readonly total: number;
  private readonly weights: Weights | null;
  private readonly evaluator: Evaluator;
  private readonly missing: MissingRows;
  /** Where samples are read apart, what each of them lacks. */
  private apart: readonly MissingRows[] = [];
  private used = 0;

  constructor(
    readonly options: TestOptions,
    given: Frame,
    sides: Sides,
  ) {
    const { frame, weights, warnings } = weightedRows(given, options.weights);
    if (weights !== null && weights.kind !== 'frequency') throw notFrequencies(weights.kind);
    this.total = given.length;
    this.frame = frame;
    this.weights = weights;
    this.warnings = [...warnings];
    this.labels = columnLabels(frame.columns);
    this.evaluator = new Evaluator(frame, new Map(), false);
    this.missing = new MissingRows(frame);
    const { x, y } = options;
    this.fromFormula = options.formula !== undefined;
    if (options.formula !== undefined) {
      if (x !== undefined || y !== undefined) throw twice(x === undefined ? 'y' : 'x');
      const { left, right } = sidesOf(options.formula);
      this.first = left;
      this.second = right;
    } else {
      if (x === undefined) throw unnamed(options.test, sides);
      this.first = this.columnSide(x, 'x');
      this.second = y === undefined ? null : this.columnSide(y, 'y');
    }
    if (this.second?.name === this.first.name) throw withItself(this.second);
    if (weights !== null) this.missing.add(weights.column, [weights.column], (row) => Number.isNaN(weights.values[row]));
  }

  columnSide(name: string, path: string): Side {
    namedColumn(this.frame, name, path);
    return { expression: { kind: 'name', name, offset: 0 }, path, name };
  }

  /** A side as numbers; throws MethodError `not_numeric` for words and dates. */
  numbers({ expression, path, name }: Side, missing: MissingRows | null = this.missing): Numbers {
    const column = expression.kind === 'name' ? findColumn(this.frame, expression.name) : null;
    const value = this.evaluator.column(expression);
    const values = column !== null && column.kind !== 'bigint' && isDated(column) ? null : asNumbers(value, this.frame.length);
    const said = this.said(name);
    if (value.kind === 'factor' && this.frame.length > 0 && value.codes.every((code) => code < 0)) {
      throw refuse('no_rows', path, `All values of ${name} are missing.`, `${name} 的所有取值均缺失。`);
    }
    if (values === null) {
      throw refuse(
        'not_numeric',
        path,
        `${name} holds words or dates; this test needs numbers. For categories take chisq, fisher or proportion.`,
        `${name} 为文字或日期；该检验需要数值。分类变量请用 chisq、fisher 或 proportion。`,
      );
    }
    missing?.addVariable(name, expression, value);
    return { name, said, path, values };
  }

  /** A side as levels; throws MethodError `too_many_values` where it has more than a table or a comparison can hold. */
  levels({ expression, path, name }: Side, most = MOST_LEVELS): Levels {
    const { label, codes, levels } = groupFactor(expression, this.frame, this.evaluator, this.missing);
    if (levels.length > most) {
      throw refuse(
        'too_many_values',
        path,
        `${name} has ${levels.length} different values; at most ${most} can be compared. Is it a key or a measurement? Group its values.`,
        `${name} 有 ${levels.length} 种取值；至多可比较 ${most} 种。它是主键或测量值吗？请先合并取值。`,
      );
    }
    return { name, said: this.said(name), path, codes, levels, levelSaid: (code) => levelSaid(label, levels[code], this.labels) };
  }

  /** Whether what a side's rows fall into has an order of its own: numbers, yes and no, or an order that the dictionary states. */
  isOrdered({ expression }: Side): boolean {
    const column = expression.kind === 'name' ? findColumn(this.frame, expression.name) : null;
    return column === null || column.kind !== 'text' || column.meta.ordered === true;
  }

  /** The unit of a column; null where it has none or the side is more than a column. UCUM. */
  unitOf({ expression }: Side): string | null {
    return (expression.kind === 'name' ? findColumn(this.frame, expression.name)?.meta.unit : null) ?? null;
  }

  said(name: string): Localised {
    return saidOf(name, this.labels);
  }

  /** The sides as samples beside one another, each of the rows that know it: they need not be of one length. */
  separate(sides: readonly Side[]): readonly { readonly side: Numbers; readonly rows: Int32Array }[] {
    const read = sides.map((side) => {
      const missing = new MissingRows(this.frame);
      const { weights } = this;
      if (weights !== null) missing.add(weights.column, [weights.column], (row) => Number.isNaN(weights.values[row]));
      return { side: this.numbers(side, missing), missing };
    });
    this.apart = read.map(({ missing }) => missing);
    const samples = read.map(({ side, missing }) => ({ side, rows: this.rows([side], missing) }));
    const anywhere = new Uint8Array(this.frame.length);
    for (const { rows } of samples) for (const row of rows) anywhere[row] = 1;
    this.used = anywhere.reduce((n, one) => n + one, 0);
    return samples;
  }

  /** The rows that know every side read so far, each as often as its frequency. Throws MethodError `no_rows`, `infinite_values`. */
  rows(numeric: readonly Numbers[] = [], missing: MissingRows = this.missing): Int32Array {
    const rows = missing.complete();
    if (rows.length === 0) throw noRows(this.frame.length, missing.list());
    for (const { name, path, values } of numeric) {
      const n = rows.reduce((count, row) => (Number.isFinite(values[row]) ? count : count + 1), 0);
      if (n > 0) {
        throw refuse(
          'infinite_values',
          path,
          `${name} is infinite in ${rowsText(n)}. Mend the values, or leave those rows out with where.`,
          `${name} 在 ${countText(n)} 行中为无穷大。请修正，或用 where 排除这些行。`,
        );
      }
      const fault = sizeFault(gather(values, rows));
      if (fault !== null) {
        const { en, zh } = sizeText(name, fault);
        throw refuse('infinite_values', path, en, zh);
      }
    }
    this.used = rows.length;
    return this.weights === null ? rows : repeated(rows, this.weights.values);
  }

  counts(): Rows {
    const counted = [this.missing, ...this.apart].flatMap((missing) => missing.list());
    const counts = new Map(counted.map((count) => [count.variable, count]));
    return { total: this.total, used: this.used, missing: [...counts.values()] };
  }
}

/** Each row as often as its frequency. */
function repeated(rows: Int32Array, weights: Float64Array): Int32Array {
  const total = rows.reduce((sum, row) => sum + weights[row], 0);
  if (total > MOST_ROWS) {
    throw refuse(
      'too_many_values',
      'weights.column',
      `The frequencies stand for ${total} rows; at most 20 million can be tested.`,
      `频数共代表 ${total} 行；至多可检验 2000 万行。`,
    );
  }
  const out = new Int32Array(total);
  let at = 0;
  for (const row of rows) {
    out.fill(row, at, at + weights[row]);
    at += weights[row];
  }
  return out;
}

/** Left and right of `y ~ group`; right is null in `y ~ 1`. Throws MethodError `formula_response`, `formula_term`. */
function sidesOf(text: string): { readonly left: Side; readonly right: Side | null } {
  const formula = parseFormula(text);
  const side = (expression: Expression): Side => ({ expression, path: 'formula', name: deparse(expression).replaceAll('`', '') });
  if (formula.left === null) {
    throw new MethodError(
      TEST_ERRORS,
      'formula_response',
      {
        en: 'Choose an outcome: the formula has nothing on its left (`outcome ~ group`).',
        zh: '请选择结局：公式左边为空（`结局 ~ 分组`）。',
      },
      'formula',
      0,
    );
  }
  const { right } = formula;
  if (right.kind === 'number' && right.value === 1) return { left: side(formula.left), right: null };
  const sum = right.kind === 'binary' && ['+', '-', '*', ':', '/', '^', '%in%'].includes(right.operator);
  if (sum || right.kind === 'number' || right.kind === 'text' || right.kind === 'logical') {
    throw new MethodError(
      TEST_ERRORS,
      'formula_term',
      {
        en: 'A test compares by one variable: write one column on the right, or 1 for none. For several take a regression (glm).',
        zh: '检验只按一个变量比较：右边写一列，没有分组时写 1。多个变量请用回归（glm）。',
      },
      'formula',
      right.offset,
    );
  }
  return { left: side(formula.left), right: side(right) };
}

function notFrequencies(kind: string): MethodError {
  return refuse(
    'weights_not_frequency',
    'weights.kind',
    `Weights of kind ${kind} have no exact or rank tests. Take kind: frequency for counts of equal rows, else a weighted regression (glm).`,
    `类型为 ${kind} 的权重没有相应的检验。相同行的行数请用 kind: frequency，其他权重请用加权回归（glm）。`,
    ['frequency'],
  );
}

function twice(path: string): MethodError {
  return refuse(
    'formula_and_columns',
    path,
    'Name the columns either by formula or by x and y, not both.',
    '请用 formula 或 x、y 之一指定列，不要同时使用。',
  );
}

function unnamed(test: TestName, { by, alone }: Sides): MethodError {
  const { en, zh } = TEST_WORDS[test];
  const [columns, written] =
    by === 'columns'
      ? [
          { en: 'a first and a second column', zh: '第一列与第二列' },
          { en: '`x: column` and `y: column`', zh: '`x: 列` 与 `y: 列`' },
        ]
      : [
          alone
            ? { en: 'an outcome, and groups to compare', zh: '结局，以及要比较的分组' }
            : { en: 'an outcome and groups', zh: '结局与分组' },
          { en: '`formula: outcome ~ group`', zh: '`formula: 结局 ~ 分组`' },
        ];
  return refuse(
    'variables_missing',
    'test',
    `Choose ${columns.en}: “${en}” has no columns yet. As text: ${written.en}.`,
    `请选择${columns.zh}：“${zh}”尚未指定列。写作文本：${written.zh}。`,
  );
}
