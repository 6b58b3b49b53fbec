import { walkExpr } from '../plan/children';
import type { Duration, Expr, Filter, RowSource, Rows } from '../plan/expressions';
import { columnOfRole } from '../schema/dictionary';
import { type Place, type Say, sameExpr } from './say-expression';
import { columnText, durationText, inSentence, listText, type Speech, say, tableOf } from './speech';

/** How rows are spoken of: one or many, by what word, and whether their value is meant rather than the record of it. */
export interface RowsForm {
  readonly many?: boolean;
  /** In Chinese the word that picks stands right before the noun: `首次`, `每次`. */
  readonly lead?: string;
  /** `last eGFR` instead of `last eGFR value`. */
  readonly asValue?: boolean;
}

/** What the rows of a source are called: an item's label, or the table's; in English of one row or of many. */
export function sourceText(speech: Speech, source: RowSource, express: Say, place: Place, form: RowsForm): string {
  const many = form.many ?? false;
  switch (source.kind) {
    case 'table': {
      const table = tableOf(speech, source.table);
      if (source.items === null) return noun(inSentence(table?.label[speech.lang] ?? source.table), speech, many);
      const items = source.items.names.map((name) => columnText(speech, table?.items.find((item) => item.name === name) ?? null, name));
      const list = listText(speech, items, 'or');
      return form.asValue ? list : say(speech, `${list} ${many ? 'values' : 'value'}`, `${list}结果`);
    }
    case 'word':
      return {
        birth: say(speech, 'birth', '出生'),
        death: say(speech, 'death', '死亡'),
        observationStart: say(speech, 'start of observation', '观察期开始'),
        observationEnd: say(speech, 'end of observation', '观察期结束'),
      }[source.word];
    case 'union':
      return listText(
        speech,
        source.parts.map(({ rows }) => rowsText(speech, rows, express, place, { many })),
        'or',
      );
    case 'episodes':
      return derivedText(speech, source.rows, many ? 'episodes' : 'episode', '治疗周期', express, place) + episodeRule(speech, source);
    case 'lines':
      return derivedText(speech, source.rows, many ? 'treatment lines' : 'treatment line', '治疗线', express, place);
    case 'cohort':
      return say(speech, `${many ? 'entries' : 'entry'} into cohort ${source.cohort}`, `队列 ${source.cohort} 的入组记录`);
  }
}

/** How rows become episodes: what joins them, how long each goes on, of what each is. */
function episodeRule(speech: Speech, { rows, gap, plus, by }: Extract<RowSource, { kind: 'episodes' }>): string {
  const apart = by === null ? '' : columnText(speech, rowColumnOf(speech, rows.source, by.column), by.column);
  const parts = [
    gap.count === 0
      ? ''
      : say(speech, `gaps of up to ${durationText(speech, gap)} joined`, `间隔不超过 ${durationText(speech, gap)}则合并`),
    plus.count === 0 ? '' : say(speech, `each going on for ${durationText(speech, plus)} more`, `每条延长 ${durationText(speech, plus)}`),
    by === null ? '' : say(speech, `each ${apart} apart`, `按${apart}分别计算`),
  ].filter(Boolean);
  return parts.length === 0 ? '' : say(speech, ` (${parts.join(', ')})`, `（${parts.join('，')}）`);
}

function derivedText(speech: Speech, rows: Rows, en: string, zh: string, express: Say, place: Place): string {
  const text = rowsText(speech, rows, express, place, { many: true });
  return say(speech, `${en} of ${text}`, `${text}的${zh}`);
}

/** A table's label for one row or many, whichever of the two the dictionary holds. */
function noun(label: string, { lang }: Speech, many: boolean): string {
  if (lang === 'zh') return label;
  const one = singular(label);
  if (!many) return one;
  if (one.endsWith('sis')) return `${one.slice(0, -2)}es`;
  if (/[^aeiou]y$/.test(one)) return `${one.slice(0, -1)}ies`;
  return /[a-z]$/.test(one) && !one.endsWith('s') ? `${one}s` : one;
}

function singular(label: string): string {
  if (/[a-z]oses$/.test(label)) return `${label.slice(0, -2)}is`;
  if (/[^aeiou]ies$/.test(label)) return `${label.slice(0, -3)}y`;
  return /[a-z]{2}s$/.test(label) && !/(ss|us|is|etes)$/.test(label) ? label.slice(0, -1) : label;
}

/** Rows in words: what they are, what must hold of them, and when. */
export function rowsText(speech: Speech, rows: Rows, express: Say, outer: Place, form: RowsForm = {}): string {
  const name = ownName(speech, rows, express, outer);
  const place: Place = {
    rows: new Map(outer.rows).set(rows.row, rows.source),
    inner: rows.row,
    called: name === null ? outer.called : new Map(outer.called).set(rows.row, name),
  };
  const all = rows.filters.flatMap((filter) => (filter.kind === 'where' ? conjuncts(filter.condition) : []));
  const ofValue = all.map((condition) => valueText(speech, rows, condition, express, place));
  const rest = all.flatMap((condition, at) =>
    ofValue[at] === null ? [conditionText(speech, condition, express, place, all.length > 1)] : [],
  );
  const values = ofValue.filter((text) => text !== null);
  const windows = windowTexts(speech, rows.filters, express, place);
  const noun = sourceText(speech, rows.source, express, outer, form);
  const called = name === null ? noun : withName(speech, noun, name);
  if (speech.lang === 'zh') {
    const before = [...windows, ...values, ...rest].join('、');
    return `${before}${before ? '的' : ''}${form.lead ?? ''}${called}`;
  }
  const parts = [called, values.join(' and '), rest.length > 0 ? `with ${rest.join(' and ')}` : '', ...windows];
  return parts.filter(Boolean).join(' ');
}

/** A row by its name: `eGFR value “a”`. */
export function withName(speech: Speech, noun: string, name: string): string {
  return say(speech, `${noun} “${name}”`, `${noun}“${name}”`);
}

/** The program's name for rows that stand inside of, or around, others that would be called by the same noun. */
function ownName(speech: Speech, rows: Rows, express: Say, outer: Place): string | null {
  if (rows.called === undefined) return null;
  const noun = (source: RowSource): string => sourceText(speech, source, express, outer, {});
  const own = noun(rows.source);
  const others = [...outer.rows].flatMap(([row, source]) => (row < 0 ? [] : [source]));
  const visitor = { rows: (inner: Rows) => void others.push(inner.source) };
  for (const filter of rows.filters) if (filter.kind === 'where') walkExpr(filter.condition, visitor);
  return others.some((source) => noun(source) === own) ? rows.called : null;
}

function conjuncts(condition: Expr): readonly Expr[] {
  return condition.kind === 'and' ? condition.args.flatMap(conjuncts) : [condition];
}

/** `below 60 mL/min/1.73m²`: a comparison of the value of rows of one item needs no name for what is compared; null of other conditions. */
function valueText(speech: Speech, { row, source }: Rows, condition: Expr, express: Say, place: Place): string | null {
  const written = condition.kind === 'case' && condition.means ? condition.means : condition;
  if (written.kind !== 'compare' || written.op === '=' || written.op === '!=' || written.right.kind !== 'literal') return null;
  const { left } = written;
  if (left.kind !== 'rowColumn' || left.row !== row || !isItemValue(speech, source, left.column)) return null;
  return withoutSubject(speech, written, left, express, place);
}

/** Whether a column is the value of rows of a single item. */
export function isItemValue(speech: Speech, source: RowSource, column: string): boolean {
  if (source.kind !== 'table' || source.items?.names.length !== 1) return false;
  const table = tableOf(speech, source.table);
  return table !== null && columnOfRole(table, 'value')?.name === column;
}

/** A condition without the words for its left side, with which it begins. */
function withoutSubject(speech: Speech, condition: Expr, left: Expr, express: Say, place: Place): string {
  return express(speech, condition, place)
    .slice(express(speech, left, place).length)
    .trim();
}

/** A condition after `with`: `kind of visit “Inpatient”`, where a sentence would say `is`. */
function conditionText(speech: Speech, condition: Expr, express: Say, place: Place, several: boolean): string {
  const text = express(speech, condition, place);
  if (condition.kind === 'or' && several) return say(speech, `(${text})`, `（${text}）`);
  const isEqual = condition.kind === 'compare' && condition.op === '=' && condition.as !== 'day' && condition.as !== 'instant';
  if (speech.lang === 'zh' || !(isEqual || condition.kind === 'inList')) return text;
  const left = isEqual ? condition.left : condition.kind === 'inList' ? condition.value : null;
  if (left === null) return text;
  return `${express(speech, left, place)} ${withoutSubject(speech, condition, left, express, place).replace(/^is /, '')}`;
}

type Bound = Extract<Filter, { kind: 'bound' }>;

/** Windows as they are written: two bounds around one date are one window. */
function windowTexts(speech: Speech, filters: readonly Filter[], express: Say, place: Place): string[] {
  const texts: string[] = [];
  const bounds = filters.filter((filter): filter is Bound => filter.kind === 'bound');
  const used = new Set<Bound>();
  for (const low of bounds) {
    if (used.has(low) || (low.op !== '>=' && low.op !== '>')) continue;
    for (const high of bounds) {
      if (used.has(high) || high.on !== low.on || (high.op !== '<' && high.op !== '<=')) continue;
      const text = pairText(speech, low, high, express, place);
      if (text === null) continue;
      used.add(low);
      used.add(high);
      texts.push(ending(speech, low, text));
      break;
    }
  }
  for (const bound of bounds) if (!used.has(bound)) texts.push(ending(speech, bound, singleText(speech, bound, express, place)));
  for (const filter of filters) {
    if (filter.kind === 'overlap') {
      const [from, to] = [express(speech, filter.from, place), express(speech, filter.to, place)];
      texts.push(
        from === to
          ? say(speech, `overlapping ${from}`, `与${from}重叠`)
          : say(speech, `overlapping the time from ${from} to ${to}`, `与${from}至${to}重叠`),
      );
    }
  }
  return texts;
}

function ending(speech: Speech, bound: Bound, text: string): string {
  return bound.on === 'end' ? say(speech, `ending ${text}`, `${text}结束`) : text;
}

function singleText(speech: Speech, { op, value }: Bound, express: Say, place: Place): string {
  const date = express(speech, value, place);
  switch (op) {
    case '<':
      return say(speech, `before ${date}`, `${date}之前`);
    case '<=':
      return say(speech, `on or before ${date}`, `${date}当天或之前`);
    case '=':
      return say(speech, `on ${date}`, `${date}当天`);
    case '>=':
      return say(speech, `on or after ${date}`, `${date}当天或之后`);
    case '>':
      return say(speech, `after ${date}`, `${date}之后`);
  }
}

/** The date a bound is built around and how far from it: `index − 180 days`. */
function anchor(value: Expr): { readonly date: Expr; readonly by: Duration | null } {
  return value.kind === 'shift' ? { date: value.value, by: value.by } : { date: value, by: null };
}

function pairText(speech: Speech, low: Bound, high: Bound, express: Say, place: Place): string | null {
  const [a, b] = [anchor(low.value), anchor(high.value)];
  if (sameExpr(a.date, high.value) && a.by && a.by.count < 0) {
    const [length, date] = [durationText(speech, a.by), express(speech, high.value, place)];
    return high.op === '<'
      ? say(speech, `in the ${length} before ${date}`, `${date}之前 ${length}内`)
      : say(speech, `in the ${length} before ${date} or on that day`, `${date}当天或之前 ${length}内`);
  }
  if (sameExpr(b.date, low.value) && b.by && b.by.count > 0) {
    const [length, date] = [durationText(speech, b.by), express(speech, low.value, place)];
    return low.op === '>'
      ? say(speech, `in the ${length} after ${date}`, `${date}之后 ${length}内`)
      : say(speech, `in the ${length} after ${date} or on that day`, `${date}当天或之后 ${length}内`);
  }
  if (a.by && b.by && sameExpr(a.date, b.date) && a.by.count === -b.by.count && a.by.unit === b.by.unit) {
    const [length, date] = [durationText(speech, a.by), express(speech, a.date, place)];
    return say(speech, `within ${length} of ${date}`, `${date}前后 ${length}内`);
  }
  if (low.op !== '>=' || high.op !== '<=') return null;
  const [from, to] = [express(speech, low.value, place), express(speech, high.value, place)];
  return say(speech, `from ${from} to ${to}`, `${from}至${to}`);
}

/** The dictionary's column that a row's column is, or null. */
export function rowColumnOf(speech: Speech, source: RowSource | undefined, column: string) {
  if (source?.kind !== 'table') return null;
  const table = tableOf(speech, source.table);
  const own = table?.columns.find((candidate) => candidate.name === column) ?? null;
  // The value of a single item is called by the item's name.
  if (table && own && columnOfRole(table, 'value')?.name === column && source.items?.names.length === 1) {
    return table.items.find((item) => item.name === source.items?.names[0]) ?? own;
  }
  return own;
}
