import type { Expr, Pick, RowSource } from '../plan/expressions';
import { type Column, type Item, patientTable } from '../schema/dictionary';
import { callText } from './call-text';
import { comparisonText } from './comparison-text';
import { literalText } from './literal-text';
import { isItemValue, rowColumnOf, rowsText, sourceText, withName } from './rows-text';
import { NOWHERE, type Place, sameExpr } from './say-expression';
import { columnText, durationText, listText, quote, type Speech, say, unitText } from './speech';

/** An expression in words, for attrition labels, reasons and the explanation. */
export function expressionText(speech: Speech, expr: Expr, place: Place = NOWHERE): string {
  const tell = TELLING[expr.kind] as Telling<Expr['kind']>;
  return tell(expr, speech, place);
}

type Of<K extends Expr['kind']> = Expr & { readonly kind: K };
type Telling<K extends Expr['kind']> = (expr: Of<K>, speech: Speech, place: Place) => string;

/** How each kind of expression is put in words. */
const TELLING: { readonly [K in Expr['kind']]: Telling<K> } = {
  literal: (expr, speech) => literalText(speech, expr.value, expr.type),
  entry: (expr, speech) => entryText(expr, speech),
  rowColumn: (expr, speech, place) => rowColumn(speech, expr, place),
  indexColumn: columnOfOne,
  patientColumn: columnOfOne,
  patientDate: (expr, speech) => (expr.which === 'birth' ? say(speech, 'birth', '出生日期') : say(speech, 'death', '死亡')),
  observation: (expr, speech) =>
    expr.which === 'start' ? say(speech, 'start of observation', '观察期开始') : say(speech, 'end of observation', '观察期结束'),
  let: (expr, speech, place) => expressionText(speech, speech.lets[expr.id].value, place),
  variable: (expr, speech) => speech.variables[expr.id] ?? '',
  outcomeDate: (expr, speech) => say(speech, `the date of ${speech.outcomes[expr.id] ?? ''}`, `${speech.outcomes[expr.id] ?? ''}的日期`),
  arithmetic: (expr, speech, place) =>
    `${operand(speech, expr.left, place)} ${SIGNS[expr.op]} ${rightOperand(speech, expr.op, expr.right, place)}`,
  negate: (expr, speech, place) => `−${operand(speech, expr.value, place)}`,
  convert: valueText,
  day: valueText,
  shift: shiftText,
  compare: (expr, speech, place) => comparison(speech, expr, place),
  and: (expr, speech, place) => (isBetween(expr.args) ? betweenText(speech, expr.args, place) : joined(expr, speech, place)),
  or: joined,
  not: notText,
  isMissing: (expr, speech, place) => {
    const value = expressionText(speech, expr.value, place);
    return say(speech, `${value} is missing`, `${value}缺失`);
  },
  inList: inListText,
  inCodes: (expr, speech, place) => {
    const value = expressionText(speech, expr.value, place);
    const codes = codesText(speech, expr.codes);
    return say(speech, `${value} in ${codes}`, `${value}属于${codes}`);
  },
  inCohort: (expr, speech) => say(speech, `in cohort ${expr.cohort}`, `属于队列 ${expr.cohort}`),
  match: matchText,
  case: caseText,
  call: (expr, speech, place) =>
    callText(
      speech,
      expr.fn,
      expr.args.map((argument) => expressionText(speech, argument, place)),
    ),
  quantifier: (expr, speech, place) => quantifier(speech, expr, place),
  rowTruth: (expr, speech, place) => rowTruth(speech, expr, place),
  rowNumber: (expr, speech, place) => rowNumber(speech, expr, place),
  covered: (expr, speech, place) => {
    const rows = rowsText(speech, expr.rows, expressionText, place, { many: true });
    return say(speech, `days covered by ${rows}`, `${rows}的覆盖天数`);
  },
  pick: (expr, speech, place) => pickText(speech, expr, place),
  elapsed: elapsedText,
  age: (expr, speech, place) => {
    const at = expressionText(speech, expr.at, place);
    return say(speech, `age at ${at}`, `${at}时的年龄`);
  },
  datePart: (expr, speech, place) => {
    const of = expressionText(speech, expr.of, place);
    return say(speech, `the ${expr.part} of ${of}`, `${of}的${expr.part === 'year' ? '年份' : '月份'}`);
  },
  observed: (expr, speech, place) => observed(speech, expr, place),
};

function entryText(expr: Of<'entry'>, speech: Speech): string {
  return {
    index: say(speech, 'the index date', '入组日期'),
    indexEnd: say(speech, 'the end of the index event', '入组事件结束日'),
    indexLabel: say(speech, 'the index label', '入组标签'),
    exit: say(speech, 'exit', '出组日期'),
    origin: say(speech, 'the time origin', '时间原点'),
  }[expr.field];
}

function columnOfOne(expr: Of<'indexColumn' | 'patientColumn'>, speech: Speech, place: Place): string {
  return columnText(speech, dictionaryColumn(speech, expr, place), expr.column);
}

function valueText(expr: Of<'convert' | 'day'>, speech: Speech, place: Place): string {
  return expressionText(speech, expr.value, place);
}

function shiftText(expr: Of<'shift'>, speech: Speech, place: Place): string {
  const length = durationText(speech, expr.by);
  const value = expressionText(speech, expr.value, place);
  return expr.by.count < 0
    ? say(speech, `${length} before ${value}`, `${value}前 ${length}`)
    : say(speech, `${length} after ${value}`, `${value}后 ${length}`);
}

function joined(expr: Of<'and' | 'or'>, speech: Speech, place: Place): string {
  return listText(
    speech,
    expr.args.map((argument) => operand(speech, argument, place)),
    expr.kind,
  );
}

function notText(expr: Of<'not'>, speech: Speech, place: Place): string {
  const known = expr.value.kind === 'isMissing';
  const value = expressionText(speech, expr.value.kind === 'isMissing' ? expr.value.value : expr.value, place);
  return known ? say(speech, `${value} is known`, `${value}已知`) : say(speech, `not (${value})`, `非（${value}）`);
}

function inListText(expr: Of<'inList'>, speech: Speech, place: Place): string {
  const column = dictionaryColumn(speech, expr.value, place);
  const members = expr.members.map((member) =>
    member.kind === 'literal'
      ? literalText(speech, member.value, member.type.category ? member.type : expr.value.type, column)
      : expressionText(speech, member, place),
  );
  const value = expressionText(speech, expr.value, place);
  const list = listText(speech, members, 'or');
  return say(speech, `${value} is ${list}`, `${value}为${list}`);
}

function matchText(expr: Of<'match'>, speech: Speech, place: Place): string {
  const [value, pattern] = [expressionText(speech, expr.value, place), expressionText(speech, expr.pattern, place)];
  return expr.op === 'contains'
    ? say(speech, `${value} contains ${pattern}`, `${value}包含${pattern}`)
    : say(speech, `${value} starts with ${pattern}`, `${value}以${pattern}开头`);
}

function caseText(expr: Of<'case'>, speech: Speech, place: Place): string {
  const tell = (inner: Expr): string => expressionText(speech, inner, place);
  if (expr.means) return tell(expr.means);
  const branches = expr.branches.map((branch) => {
    const [when, then] = [tell(branch.when), tell(branch.then)];
    return say(speech, `${then} when ${when}`, `${when}时为${then}`);
  });
  const otherwise = expr.otherwise === null ? null : tell(expr.otherwise);
  if (otherwise !== null) branches.push(say(speech, `otherwise ${otherwise}`, `否则为${otherwise}`));
  return branches.join(say(speech, '; ', '；'));
}

function elapsedText(expr: Of<'elapsed'>, speech: Speech, place: Place): string {
  const [from, to, unit] = [expressionText(speech, expr.from, place), expressionText(speech, expr.to, place), unitText(speech, expr.unit)];
  return say(speech, `completed ${unit} from ${from} to ${to}`, `${from}至${to}的整${unit}数`);
}

type Compare = Extract<Expr, { kind: 'compare' }>;

/** Whether two conditions are the bounds of one value, as `between` makes them. */
function isBetween(args: readonly Expr[]): args is readonly [Compare, Compare] {
  const [low, high] = args;
  if (args.length !== 2 || low.kind !== 'compare' || high.kind !== 'compare' || low.op !== '>=' || high.op !== '<=') return false;
  return low.as === 'value' && sameExpr(low.left, high.left);
}

function betweenText(speech: Speech, [low, high]: readonly [Compare, Compare], place: Place): string {
  const left = expressionText(speech, low.left, place);
  const [from, to] = [sideText(speech, low, place), sideText(speech, high, place)];
  return say(speech, `${left} between ${from} and ${to}`, `${left}在 ${from} 至 ${to} 之间`);
}

/** A column of the row the words are about, or of a row around it, which is then named. */
function rowColumn(speech: Speech, expr: Extract<Expr, { kind: 'rowColumn' }>, place: Place): string {
  const column = columnText(speech, dictionaryColumn(speech, expr, place), expr.column);
  const source = place.rows.get(expr.row);
  if (place.inner === expr.row || source === undefined) return column;
  const outer = sourceText(speech, source, expressionText, place, {});
  const name = place.called?.get(expr.row);
  if (name !== undefined)
    return say(speech, `${column} of ${withName(speech, outer, name)}`, `${withName(speech, outer, name)}的${column}`);
  return say(speech, `${column} of that ${outer}`, `该${outer}的${column}`);
}

/** A part of a larger expression, in parentheses where it would else be read wrongly. */
function operand(speech: Speech, expr: Expr, place: Place): string {
  const text = expressionText(speech, expr, place);
  const rounded = expr.kind === 'call' && expr.args.some((argument) => argument.kind === 'arithmetic');
  return expr.kind === 'and' || expr.kind === 'or' || rounded || (expr.kind === 'arithmetic' && (expr.op === '+' || expr.op === '-'))
    ? say(speech, `(${text})`, `（${text}）`)
    : text;
}

const SIGNS = { '+': '+', '-': '−', '*': '×', '/': '÷' } as const;

/** After `−` and `÷` every sum or product of the right side stands in parentheses. */
function rightOperand(speech: Speech, op: keyof typeof SIGNS, expr: Expr, place: Place): string {
  const product = expr.kind === 'arithmetic' && (expr.op === '*' || expr.op === '/');
  if (!product || op === '+' || op === '-') return operand(speech, expr, place);
  return say(speech, `(${expressionText(speech, expr, place)})`, `（${expressionText(speech, expr, place)}）`);
}

function comparison(speech: Speech, expr: Compare, place: Place): string {
  return comparisonText(speech, expr, expressionText(speech, expr.left, place), sideText(speech, expr, place));
}

/** The right side of a comparison: a literal in the words and unit of the left. */
function sideText(speech: Speech, { left, right }: Compare, place: Place): string {
  if (right.kind !== 'literal') return expressionText(speech, right, place);
  const unit = right.type.unit ?? left.type.unit;
  const type = left.type.category || right.type.unit !== null ? { ...left.type, unit } : { ...right.type, unit };
  return literalText(speech, right.value, type, dictionaryColumn(speech, left, place));
}

function quantifier(speech: Speech, expr: Extract<Expr, { kind: 'quantifier' }>, place: Place): string {
  const words = expr.args.map((argument) => expressionText(speech, argument, place));
  const parts = say(speech, `(${words.join('; ')})`, `（${words.join('；')}）`);
  if (expr.mode === 'at most' && expr.n === 0) return say(speech, `none of ${parts}`, `以下均不成立：${parts}`);
  if (expr.mode === 'at least' && expr.n === expr.args.length) return say(speech, `all of ${parts}`, `以下全部成立：${parts}`);
  if (expr.mode === 'at least' && expr.n === 1) return say(speech, `any of ${parts}`, `以下任一成立：${parts}`);
  return say(speech, `${expr.mode} ${expr.n} of ${parts}`, `以下${atLeastZh(expr.mode)} ${expr.n} 项成立：${parts}`);
}

function atLeastZh(mode: 'at least' | 'at most' | 'exactly'): string {
  return { 'at least': '至少', 'at most': '至多', exactly: '恰好' }[mode];
}

function rowTruth(speech: Speech, expr: Extract<Expr, { kind: 'rowTruth' }>, place: Place): string {
  const rows = rowsText(speech, expr.rows, expressionText, place, { many: expr.n > 1 || expr.distinctDays });
  const apart = expr.spaced
    ? say(speech, `, at least ${durationText(speech, expr.spaced)} apart`, `，彼此至少相隔 ${durationText(speech, expr.spaced)}`)
    : '';
  if (expr.distinctDays)
    return say(speech, `${expr.mode} ${expr.n} distinct days of ${rows}`, `${rows}${atLeastZh(expr.mode)} ${expr.n} 个不同日期`);
  if (expr.mode === 'at least' && expr.n === 1)
    return say(speech, `any ${rows}${apart}`, `${place.inner === undefined ? '有' : '存在'}${rows}${apart}`);
  if (expr.mode === 'at most' && expr.n === 0) return say(speech, `no ${rows}${apart}`, `无${rows}${apart}`);
  return say(speech, `${expr.mode} ${expr.n} ${rows}${apart}`, `${rows}${atLeastZh(expr.mode)} ${expr.n} 次${apart}`);
}

function rowNumber(speech: Speech, expr: Extract<Expr, { kind: 'rowNumber' }>, place: Place): string {
  const { source } = expr.rows;
  const asValue = expr.column !== null && isItemValue(speech, source, expr.column);
  const rows = rowsText(speech, expr.rows, expressionText, place, { many: true, asValue });
  const column = expr.column === null ? '' : columnText(speech, rowColumnOf(speech, source, expr.column), expr.column);
  switch (expr.fn) {
    case 'count':
      return say(speech, `number of ${rows}`, `${rows}次数`);
    case 'count distinct':
      return say(speech, `number of distinct ${column} of ${rows}`, `${rows}中不同${column}的个数`);
    default: {
      const name = {
        mean: ['mean', '均数'],
        median: ['median', '中位数'],
        min: ['lowest', '最小值'],
        max: ['highest', '最大值'],
        sum: ['sum of', '总和'],
        sd: ['standard deviation of', '标准差'],
      }[expr.fn];
      return asValue
        ? say(speech, `${name[0]} ${rows}`, `${rows}的${name[1]}`)
        : say(speech, `${name[0]} ${column} of ${rows}`, `${rows}的${column}${name[1]}`);
    }
  }
}

/** The row of a pick, or its column where that is not the date; the value of an item is called by the item alone. */
function pickText(speech: Speech, expr: Pick, place: Place): string {
  const { source } = expr.rows;
  const ordinal = say(speech, `${expr.n}${expr.n === 2 ? 'nd' : expr.n === 3 ? 'rd' : 'th'}`, `第 ${expr.n} 次`);
  const lead = {
    first: say(speech, 'first', '首次'),
    last: say(speech, 'last', '末次'),
    nth: ordinal,
    highest: say(speech, 'highest', '最高'),
    lowest: say(speech, 'lowest', '最低'),
  }[expr.which];
  const isValue = isItemValue(speech, source, expr.column);
  const byValue = expr.by === null || isItemValue(speech, source, expr.by);
  const rows = (asValue: boolean, word: string) => {
    const text = rowsText(speech, expr.rows, expressionText, place, { asValue, lead: word });
    return say(speech, `${word}${word && ' '}${text}`, text);
  };
  const by = expr.by === null ? '' : columnText(speech, rowColumnOf(speech, source, expr.by), expr.by);
  const which = byValue
    ? rows(isValue, lead)
    : say(speech, `${rows(false, '')} with the ${lead} ${by}`, `${by}${lead}的${rows(false, '')}`);
  const isDate = 'date' in source && source.date === expr.column && expr.by === null;
  if (isDate || (isValue && byValue)) return which;
  const column = columnText(speech, rowColumnOf(speech, source, expr.column), expr.column);
  return say(speech, `${column} of the ${which}`, `${which}的${column}`);
}

function observed(speech: Speech, expr: Extract<Expr, { kind: 'observed' }>, place: Place): string {
  const to = expressionText(speech, expr.to, place);
  if (expr.from.kind === 'shift' && expr.from.by.count < 0 && JSON.stringify(expr.from.value) === JSON.stringify(expr.to)) {
    return say(
      speech,
      `observed for the ${durationText(speech, expr.from.by)} before ${to}`,
      `${to}之前连续观察 ${durationText(speech, expr.from.by)}`,
    );
  }
  const from = expressionText(speech, expr.from, place);
  return say(speech, `observed from ${from} to ${to}`, `${from}至${to}连续观察`);
}

/** A code list by its label or name; one written in place by its codes. */
export function codesText(speech: Speech, place: number): string {
  const label = speech.labels?.codes[place];
  if (label?.label) return quote(speech, label.label);
  if (label?.name) return label.name;
  return label?.written ?? `${speech.codes[place].system} { … }`;
}

function dictionaryColumn(speech: Speech, expr: Expr, place: Place): Column | Item | null {
  switch (expr.kind) {
    case 'rowColumn':
      return rowColumnOf(speech, place.rows.get(expr.row), expr.column);
    case 'pick':
      return rowColumnOf(speech, expr.rows.source, expr.column);
    case 'patientColumn':
      return patientTable(speech.dictionary).columns.find(({ name }) => name === expr.column) ?? null;
    case 'indexColumn':
      return indexColumn(speech, place.rows, expr.column);
    case 'let':
      return dictionaryColumn(speech, speech.lets[expr.id].value, place);
    default:
      return null;
  }
}

/** Columns of the index row are looked up in the rows that were put under this number for the whole plan. */
export const INDEX_ROW = -1;

function indexColumn(speech: Speech, rows: ReadonlyMap<number, RowSource>, column: string): Column | Item | null {
  return rowColumnOf(speech, rows.get(INDEX_ROW), column);
}
