import type { Expr, Pick, RowSource } from '../plan/nodes';
import { type Column, type Item, patientTable } from '../schema/dictionary';
import { callText } from './call-text';
import { comparisonText } from './comparison-text';
import { literalText } from './literal-text';
import { rowColumnOf, rowsText, sourceText } from './rows-text';
import { NOWHERE, type Place } from './say-expression';
import { columnText, durationText, listText, quote, type Speech, say, unitText } from './speech';

/** An expression in words, for attrition labels, reasons and the explanation. */
export function expressionText(speech: Speech, expr: Expr, place: Place = NOWHERE): string {
  const tell = (inner: Expr): string => expressionText(speech, inner, place);
  switch (expr.kind) {
    case 'literal':
      return literalText(speech, expr.value, expr.type);
    case 'entry':
      return {
        index: say(speech, 'the index date', '入组日期'),
        indexEnd: say(speech, 'the end of the index event', '入组事件结束日'),
        indexLabel: say(speech, 'the index label', '入组标签'),
        exit: say(speech, 'exit', '出组日期'),
        origin: say(speech, 'the time origin', '时间原点'),
      }[expr.field];
    case 'rowColumn':
      return rowColumn(speech, expr, place);
    case 'indexColumn':
    case 'patientColumn':
      return columnText(speech, dictionaryColumn(speech, expr, place), expr.column);
    case 'patientDate':
      return expr.which === 'birth' ? say(speech, 'birth', '出生日期') : say(speech, 'death', '死亡');
    case 'observation':
      return expr.which === 'start' ? say(speech, 'start of observation', '观察期开始') : say(speech, 'end of observation', '观察期结束');
    case 'let':
      return expressionText(speech, speech.lets[expr.id].value, place);
    case 'variable':
      return speech.variables[expr.id] ?? '';
    case 'outcomeDate':
      return say(speech, `the date of ${speech.outcomes[expr.id] ?? ''}`, `${speech.outcomes[expr.id] ?? ''}的日期`);
    case 'arithmetic':
      return `${operand(speech, expr.left, place)} ${expr.op === '*' ? '×' : expr.op === '/' ? '÷' : expr.op === '-' ? '−' : '+'} ${operand(speech, expr.right, place)}`;
    case 'negate':
      return `−${operand(speech, expr.value, place)}`;
    case 'convert':
    case 'day':
      return tell(expr.value);
    case 'shift': {
      const length = durationText(speech, expr.by);
      const value = tell(expr.value);
      return expr.by.count < 0
        ? say(speech, `${length} before ${value}`, `${value}前 ${length}`)
        : say(speech, `${length} after ${value}`, `${value}后 ${length}`);
    }
    case 'compare':
      return comparison(speech, expr, place);
    case 'and':
    case 'or':
      return listText(
        speech,
        expr.args.map((argument) => operand(speech, argument, place)),
        expr.kind,
      );
    case 'not': {
      const known = expr.value.kind === 'isMissing';
      const value = tell(expr.value.kind === 'isMissing' ? expr.value.value : expr.value);
      return known ? say(speech, `${value} is known`, `${value}已知`) : say(speech, `not (${value})`, `非（${value}）`);
    }
    case 'isMissing': {
      const value = tell(expr.value);
      return say(speech, `${value} is missing`, `${value}缺失`);
    }
    case 'inList': {
      const column = dictionaryColumn(speech, expr.value, place);
      const members = expr.members.map((member) =>
        member.kind === 'literal'
          ? literalText(speech, member.value, member.type.category ? member.type : expr.value.type, column)
          : tell(member),
      );
      const value = tell(expr.value);
      const list = listText(speech, members, 'or');
      return say(speech, `${value} is ${list}`, `${value}为${list}`);
    }
    case 'inCodes': {
      const value = tell(expr.value);
      const codes = codesText(speech, expr.codes);
      return say(speech, `${value} in ${codes}`, `${value}属于${codes}`);
    }
    case 'inCohort':
      return say(speech, `in cohort ${expr.cohort}`, `属于队列 ${expr.cohort}`);
    case 'match': {
      const [value, pattern] = [tell(expr.value), tell(expr.pattern)];
      return expr.op === 'contains'
        ? say(speech, `${value} contains ${pattern}`, `${value}包含${pattern}`)
        : say(speech, `${value} starts with ${pattern}`, `${value}以${pattern}开头`);
    }
    case 'case': {
      if (expr.means) return tell(expr.means);
      const branches = expr.branches.map((branch) => {
        const [when, then] = [tell(branch.when), tell(branch.then)];
        return say(speech, `${then} when ${when}`, `${when}时为${then}`);
      });
      const otherwise = expr.otherwise === null ? null : tell(expr.otherwise);
      if (otherwise !== null) branches.push(say(speech, `otherwise ${otherwise}`, `否则为${otherwise}`));
      return branches.join(say(speech, '; ', '；'));
    }
    case 'call':
      return callText(speech, expr.fn, expr.args.map(tell));
    case 'quantifier':
      return quantifier(speech, expr, place);
    case 'rowTruth':
      return rowTruth(speech, expr, place);
    case 'rowNumber':
      return rowNumber(speech, expr, place);
    case 'covered': {
      const rows = rowsText(speech, expr.rows, expressionText, place, true);
      return say(speech, `days covered by ${rows}`, `${rows}的覆盖天数`);
    }
    case 'pick':
      return pickText(speech, expr, place);
    case 'elapsed': {
      const [from, to, unit] = [tell(expr.from), tell(expr.to), unitText(speech, expr.unit)];
      return say(speech, `completed ${unit} from ${from} to ${to}`, `${from}至${to}的整${unit}数`);
    }
    case 'age': {
      const at = tell(expr.at);
      return say(speech, `age at ${at}`, `${at}时的年龄`);
    }
    case 'datePart': {
      const of = tell(expr.of);
      return say(speech, `the ${expr.part} of ${of}`, `${of}的${expr.part === 'year' ? '年份' : '月份'}`);
    }
    case 'observed':
      return observed(speech, expr, place);
  }
}

/** A column of the row the words are about, or of a row around it, which is then named. */
function rowColumn(speech: Speech, expr: Extract<Expr, { kind: 'rowColumn' }>, place: Place): string {
  const column = columnText(speech, dictionaryColumn(speech, expr, place), expr.column);
  const source = place.rows.get(expr.row);
  if (place.inner === expr.row || source === undefined) return column;
  const outer = sourceText(speech, source, expressionText, place, false);
  return say(speech, `${column} of that ${outer}`, `该${outer}的${column}`);
}

/** A part of a larger expression, in parentheses where it would else be read wrongly. */
function operand(speech: Speech, expr: Expr, place: Place): string {
  const text = expressionText(speech, expr, place);
  return expr.kind === 'and' || expr.kind === 'or' || (expr.kind === 'arithmetic' && (expr.op === '+' || expr.op === '-'))
    ? say(speech, `(${text})`, `（${text}）`)
    : text;
}

function comparison(speech: Speech, expr: Extract<Expr, { kind: 'compare' }>, place: Place): string {
  const column = dictionaryColumn(speech, expr.left, place);
  const left = expressionText(speech, expr.left, place);
  const right =
    expr.right.kind === 'literal'
      ? literalText(
          speech,
          expr.right.value,
          expr.left.type.category || expr.right.type.unit !== null
            ? { ...expr.left.type, unit: expr.right.type.unit ?? expr.left.type.unit }
            : { ...expr.right.type, unit: expr.left.type.unit },
          column,
        )
      : expressionText(speech, expr.right, place);
  return comparisonText(speech, expr, left, right);
}

function quantifier(speech: Speech, expr: Extract<Expr, { kind: 'quantifier' }>, place: Place): string {
  const parts = listText(
    speech,
    expr.args.map((argument) => operand(speech, argument, place)),
    'and',
  );
  if (expr.mode === 'at most' && expr.n === 0) return say(speech, `none of ${parts}`, `以下均不成立：${parts}`);
  if (expr.mode === 'at least' && expr.n === expr.args.length) return say(speech, `all of ${parts}`, `以下全部成立：${parts}`);
  if (expr.mode === 'at least' && expr.n === 1) return say(speech, `any of ${parts}`, `以下任一成立：${parts}`);
  return say(speech, `${expr.mode} ${expr.n} of ${parts}`, `以下${atLeastZh(expr.mode)} ${expr.n} 项成立：${parts}`);
}

function atLeastZh(mode: 'at least' | 'at most' | 'exactly'): string {
  return { 'at least': '至少', 'at most': '至多', exactly: '恰好' }[mode];
}

function rowTruth(speech: Speech, expr: Extract<Expr, { kind: 'rowTruth' }>, place: Place): string {
  const rows = rowsText(speech, expr.rows, expressionText, place, expr.n > 1 || expr.distinctDays);
  const apart = expr.spaced
    ? say(speech, `, at least ${durationText(speech, expr.spaced)} apart`, `，彼此至少相隔 ${durationText(speech, expr.spaced)}`)
    : '';
  if (expr.distinctDays)
    return say(speech, `${expr.mode} ${expr.n} distinct days of ${rows}`, `${rows}${atLeastZh(expr.mode)} ${expr.n} 个不同日期`);
  if (expr.mode === 'at least' && expr.n === 1) return say(speech, `any ${rows}${apart}`, `有${rows}${apart}`);
  if (expr.mode === 'at most' && expr.n === 0) return say(speech, `no ${rows}${apart}`, `无${rows}${apart}`);
  return say(speech, `${expr.mode} ${expr.n} ${rows}${apart}`, `${atLeastZh(expr.mode)} ${expr.n} 次${rows}${apart}`);
}

function rowNumber(speech: Speech, expr: Extract<Expr, { kind: 'rowNumber' }>, place: Place): string {
  const rows = rowsText(speech, expr.rows, expressionText, place, true);
  const column = expr.column === null ? '' : columnText(speech, rowColumnOf(speech, expr.rows.source, expr.column), expr.column);
  switch (expr.fn) {
    case 'count':
      return say(speech, `number of ${rows}`, `${rows}的次数`);
    case 'count distinct':
      return say(speech, `number of distinct ${column} of ${rows}`, `${rows}中不同${column}的个数`);
    default: {
      const name = {
        mean: ['mean', '均数'],
        median: ['median', '中位数'],
        min: ['lowest', '最小值'],
        max: ['highest', '最大值'],
        sum: ['sum', '总和'],
        sd: ['standard deviation', '标准差'],
      }[expr.fn];
      return say(speech, `${name[0]} ${column} of ${rows}`, `${rows}的${column}${name[1]}`);
    }
  }
}

/** The row of a pick, or its column where that is not the date. */
function pickText(speech: Speech, expr: Pick, place: Place): string {
  const rows = rowsText(speech, expr.rows, expressionText, place);
  const by = expr.by === null ? '' : columnText(speech, rowColumnOf(speech, expr.rows.source, expr.by), expr.by);
  const ordinal = say(speech, `${expr.n}${expr.n === 2 ? 'nd' : expr.n === 3 ? 'rd' : 'th'}`, `第 ${expr.n} 次`);
  const which = {
    first: say(speech, `first ${rows}`, `首次${rows}`),
    last: say(speech, `last ${rows}`, `末次${rows}`),
    nth: say(speech, `${ordinal} ${rows}`, `${ordinal}${rows}`),
    highest: say(speech, `${rows} with the highest ${by}`, `${by}最高的${rows}`),
    lowest: say(speech, `${rows} with the lowest ${by}`, `${by}最低的${rows}`),
  }[expr.which];
  const { source } = expr.rows;
  const isDate = 'date' in source && source.date === expr.column;
  if (isDate) return which;
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
