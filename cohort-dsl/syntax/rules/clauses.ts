import type { Clause, IndexArm, IndexForm, IntervalItem, LabelledDate, OutcomeClause, Until } from '../ast';
import type { Expr, Name, Text } from '../ast-expressions';
import { readCodeList } from './codes';
import { readDateTerm, readLength } from './dates';
import { readExamples } from './examples';
import { TAIL_STARTS } from './expressions';
import { EXPRESSION_STARTS } from './first';
import { readPickOf, startsPick } from './primaries';
import { type Reader, readLabel, readLabelIfAny, readName, textOf } from './reader';
import { type IndexRows, readEvents, readIndexRows } from './rows';

/** What the first lines of a program say. */
export interface HeaderLine {
  readonly kind: 'header';
  readonly cohort: { readonly name: Name; readonly label: Text | null } | null;
  readonly from: Name | null;
}

type Read = (reader: Reader) => Clause | HeaderLine;

/** Header: 'cohort' Name Label? ('from' Name)? | 'from' Name */
function readHeader(reader: Reader): HeaderLine {
  return reader.in('Header', () => {
    if (reader.take('from')) return { kind: 'header', cohort: null, from: readName(reader) };
    reader.expect('cohort');
    const cohort = { name: readName(reader), label: readLabelIfAny(reader) };
    return { kind: 'header', cohort, from: reader.take('from') ? readName(reader) : null };
  });
}

/** CodesClause: 'codes' Name Label? '=' (CodeList | 'import' Label) */
function readCodes(reader: Reader): Clause {
  return reader.in('CodesClause', () => {
    const { start } = reader.expect('codes');
    const name = readName(reader);
    const label = readLabelIfAny(reader);
    reader.expect('=');
    if (reader.take('import')) {
      const path = readLabel(reader);
      return { kind: 'codes', name, label, value: { kind: 'codeImport', path, span: path.span }, span: reader.spanFrom(start) };
    }
    if (!reader.is('SYSTEM')) reader.stop();
    return { kind: 'codes', name, label, value: readCodeList(reader), span: reader.spanFrom(start) };
  });
}

/** ParamClause: 'param' Name '=' Expression; LetClause: 'let' Name '=' Expression */
const named =
  (kind: 'param' | 'let', rule: string): Read =>
  (reader) =>
    reader.in(rule, () => {
      const { start } = reader.expect(kind);
      const name = readName(reader);
      reader.expect('=');
      const value = reader.rules.expression(reader);
      return { kind, name, value, span: reader.spanFrom(start) };
    });

/** IndexClause: 'index' ('at' IndexAt | 'from' IndexFrom) */
function readIndex(reader: Reader): Clause {
  return reader.in('IndexClause', () => {
    const { start } = reader.expect('index');
    if (reader.take('at')) {
      const form = readIndexAt(reader);
      return { kind: 'index', form, span: reader.spanFrom(start) };
    }
    if (!reader.take('from')) reader.stop();
    const table = reader.in('IndexFrom', () => readName(reader));
    return { kind: 'index', form: { kind: 'from', table, span: table.span }, span: reader.spanFrom(start) };
  });
}

/** IndexAt: IndexEach | IndexEvery | IndexFirstOf | IndexValue */
function readIndexAt(reader: Reader): IndexForm {
  return reader.in('IndexAt', () => {
    if (reader.is('each')) return readIndexEach(reader);
    if (reader.is('every')) return readIndexEvery(reader);
    if (reader.is('FIRST_OF')) return readIndexFirstOf(reader);
    return reader.isAny(EXPRESSION_STARTS) ? readIndexValue(reader) : reader.stop();
  });
}

/** IndexEach: 'each' Events */
function readIndexEach(reader: Reader): IndexForm {
  return reader.in('IndexEach', () => {
    const { start } = reader.expect('each');
    const rows = readIndexRows(reader, true);
    return { kind: 'each', ...rows, span: reader.spanFrom(start) };
  });
}

/** IndexEvery: 'every' Length 'from' DateTerm 'to' DateTerm */
function readIndexEvery(reader: Reader): IndexForm {
  return reader.in('IndexEvery', () => {
    const { start } = reader.expect('every');
    const every = readLength(reader);
    reader.expect('from');
    const from = readDateTerm(reader);
    reader.expect('to');
    const to = readDateTerm(reader);
    return { kind: 'every', every, from, to, span: reader.spanFrom(start) };
  });
}

/** IndexFirstOf: FIRST_OF 'of' '{' Arm (';' Arm)* '}' */
function readIndexFirstOf(reader: Reader): IndexForm {
  return reader.in('IndexFirstOf', () => {
    const { start } = reader.expect('FIRST_OF');
    reader.expect('of');
    reader.expect('{');
    const arms = reader.list(';', readArm);
    reader.expect('}');
    return { kind: 'firstOf', arms, span: reader.spanFrom(start) };
  });
}

/** Arm: Events ('as' Label)? */
function readArm(reader: Reader): IndexArm {
  return reader.in('Arm', () => {
    const { start } = reader;
    const { events, washout } = readIndexRows(reader, false);
    const label = reader.take('as') ? readLabel(reader) : null;
    return { events, washout, label, span: reader.spanFrom(start) };
  });
}

/** IndexValue: Expression; a pick alone may have a washout: `first E after N without F`. */
function readIndexValue(reader: Reader): IndexForm {
  return reader.in('IndexValue', () => {
    const { start } = reader;
    if (startsPick(reader)) {
      const mark = reader.mark();
      let washout: IndexRows['washout'] = null;
      const value = readPickOf(reader, (inner) => {
        const rows = readIndexRows(inner, false);
        ({ washout } = rows);
        return rows.events;
      });
      const span = reader.spanFrom(start);
      const pick = { ...value, span: { start, end: value.events.span.end } };
      if (!reader.isAny(TAIL_STARTS)) return washout ? { kind: 'washout', pick, washout, span } : { kind: 'at', value: pick, span };
      reader.rewind(mark);
    }
    return { kind: 'at', value: reader.rules.expression(reader), span: reader.spanFrom(start) };
  });
}

/** CriterionClause: ('include' | 'exclude') (CriterionLabel ':')? Expression; CriterionLabel: LABEL */
const criterion =
  (kind: 'include' | 'exclude'): Read =>
  (reader) =>
    reader.in('CriterionClause', () => {
      const { start } = reader.expect(kind);
      const token = reader.take('LABEL');
      if (token) reader.expect(':');
      const condition = reader.rules.expression(reader);
      return { kind, label: token ? textOf(reader, token) : null, condition, span: reader.spanFrom(start) };
    });

const WHICH: ReadonlySet<string> = new Set(['first', 'last']);

/** KeepClause: 'keep' ('first' | 'last') 'entry' */
function readKeep(reader: Reader): Clause {
  return reader.in('KeepClause', () => {
    const { start } = reader.expect('keep');
    const which = reader.expectAny(WHICH).type === 'first' ? 'first' : 'last';
    reader.expect('entry');
    return { kind: 'keep', which, span: reader.spanFrom(start) };
  });
}

/** MergeClause: 'merge' 'entries' 'within' Length */
function readMerge(reader: Reader): Clause {
  return reader.in('MergeClause', () => {
    const { start } = reader.expect('merge');
    reader.expect('entries');
    reader.expect('within');
    const within = readLength(reader);
    return { kind: 'merge', within, span: reader.spanFrom(start) };
  });
}

/** FollowClause: 'follow' 'until' Until */
function readFollow(reader: Reader): Clause {
  return reader.in('FollowClause', () => {
    const { start } = reader.expect('follow');
    reader.expect('until');
    const until = readUntil(reader);
    return { kind: 'follow', until, span: reader.spanFrom(start) };
  });
}

/** Until: 'earliest' '{' LabelledDate (';' LabelledDate)* '}' | PlainDate; PlainDate: Expression */
function readUntil(reader: Reader): Until {
  return reader.in('Until', () => {
    const { start } = reader;
    if (reader.is('earliest')) {
      const dates = readCauses(reader);
      return { braces: true, dates, span: reader.spanFrom(start) };
    }
    if (!reader.isAny(EXPRESSION_STARTS)) reader.stop();
    const value = reader.rules.expression(reader);
    const span = reader.spanFrom(start);
    return { braces: false, dates: [{ value, label: null, span }], span };
  });
}

/** 'earliest' '{' LabelledDate (';' LabelledDate)* '}' */
function readCauses(reader: Reader): LabelledDate[] {
  reader.expect('earliest');
  reader.expect('{');
  const dates = reader.list(';', readLabelledDate);
  reader.expect('}');
  return dates;
}

/** LabelledDate: Expression ('as' Label)? */
function readLabelledDate(reader: Reader): LabelledDate {
  return reader.in('LabelledDate', () => {
    const { start } = reader;
    const value = reader.rules.expression(reader);
    const label = reader.take('as') ? readLabel(reader) : null;
    return { value, label, span: reader.spanFrom(start) };
  });
}

/** TimeClause: 'time' 'from' Expression */
function readTime(reader: Reader): Clause {
  return reader.in('TimeClause', () => {
    const { start } = reader.expect('time');
    reader.expect('from');
    return { kind: 'time', from: reader.rules.expression(reader), span: reader.spanFrom(start) };
  });
}

/** OutcomeClause: 'outcome' Name Label? '=' OutcomeForm ('until' Until)? */
function readOutcome(reader: Reader): Clause {
  return reader.in('OutcomeClause', () => {
    const { start } = reader.expect('outcome');
    const name = readName(reader);
    const label = readLabelIfAny(reader);
    reader.expect('=');
    const form = readOutcomeForm(reader);
    const until = reader.take('until') ? readUntil(reader) : null;
    return { kind: 'outcome', name, label, form, until, span: reader.spanFrom(start) };
  });
}

/** OutcomeForm: OutcomeEach | OutcomeCauses | OutcomeDate */
function readOutcomeForm(reader: Reader): OutcomeClause['form'] {
  const { start } = reader;
  return reader.in('OutcomeForm', () => {
    // OutcomeEach: 'each' Events
    if (reader.take('each')) {
      const { events, spaced } = reader.in('OutcomeEach', () => readIndexRows(reader, true));
      return { kind: 'each', events, spaced, span: reader.spanFrom(start) };
    }
    // OutcomeCauses: 'earliest' '{' LabelledDate (';' LabelledDate)* '}'
    if (reader.is('earliest')) {
      const dates = reader.in('OutcomeCauses', () => readCauses(reader));
      return { kind: 'causes', dates, span: reader.spanFrom(start) };
    }
    // OutcomeDate: Expression
    if (!reader.isAny(EXPRESSION_STARTS)) reader.stop();
    return { kind: 'date', value: reader.rules.expression(reader), span: reader.spanFrom(start) };
  });
}

/** VariableClause: 'variable' Name Label? '=' Expression */
function readVariable(reader: Reader): Clause {
  return reader.in('VariableClause', () => {
    const { start } = reader.expect('variable');
    const name = readName(reader);
    const label = readLabelIfAny(reader);
    reader.expect('=');
    return { kind: 'variable', name, label, value: reader.rules.expression(reader), span: reader.spanFrom(start) };
  });
}

/** SeriesClause: 'series' Name Label? '=' Events COLUMNS_OPEN Name (',' Name)* '}' */
function readSeries(reader: Reader): Clause {
  return reader.in('SeriesClause', () => {
    const { start } = reader.expect('series');
    const name = readName(reader);
    const label = readLabelIfAny(reader);
    reader.expect('=');
    const events = readEvents(reader);
    reader.expect('COLUMNS_OPEN');
    const columns = reader.list(',', readName);
    reader.expect('}');
    return { kind: 'series', name, label, events, columns, span: reader.spanFrom(start) };
  });
}

/** IntervalsClause: 'intervals' Name '{' IntervalItem (';' IntervalItem)* '}' */
function readIntervals(reader: Reader): Clause {
  return reader.in('IntervalsClause', () => {
    const { start } = reader.expect('intervals');
    const name = readName(reader);
    reader.expect('{');
    const items = reader.list(';', readInterval);
    reader.expect('}');
    return { kind: 'intervals', name, items, span: reader.spanFrom(start) };
  });
}

/** IntervalItem: SplitItem | CarryItem | FlagItem; CarryItem: 'carry' Name '=' Expression; FlagItem: 'flag' Name '=' Expression */
function readInterval(reader: Reader): IntervalItem {
  const { start } = reader;
  return reader.in('IntervalItem', () => {
    if (reader.is('split')) return readSplit(reader);
    const kind = reader.take('carry') ? 'carry' : reader.take('flag') ? 'flag' : reader.stop();
    return reader.in(kind === 'carry' ? 'CarryItem' : 'FlagItem', () => {
      const name = readName(reader);
      reader.expect('=');
      return { kind, name, value: reader.rules.expression(reader), span: reader.spanFrom(start) };
    });
  });
}

/** SplitItem: 'split' ('at' ('age' Length | EACH_YEAR | 'each' Events | Expression) | 'every' Length) */
function readSplit(reader: Reader): IntervalItem {
  return reader.in('SplitItem', () => {
    const { start } = reader.expect('split');
    const length = (): { readonly length: Expr; readonly span: IntervalItem['span'] } => ({
      length: readLength(reader),
      span: reader.spanFrom(start),
    });
    if (reader.take('every')) {
      const { length: every, span } = length();
      return { kind: 'splitEvery', every, span };
    }
    if (!reader.take('at')) reader.stop();
    if (reader.take('age')) {
      const { length: age, span } = length();
      return { kind: 'splitAge', age, span };
    }
    if (reader.take('EACH_YEAR')) return { kind: 'splitEachYear', span: reader.spanFrom(start) };
    if (reader.take('each')) return { kind: 'splitEach', events: readEvents(reader), span: reader.spanFrom(start) };
    if (!reader.isAny(EXPRESSION_STARTS)) reader.stop();
    return { kind: 'splitAt', at: reader.rules.expression(reader), span: reader.spanFrom(start) };
  });
}

const CLAUSES: ReadonlyMap<string, Read> = new Map<string, Read>([
  ['cohort', readHeader],
  ['from', readHeader],
  ['codes', readCodes],
  ['param', named('param', 'ParamClause')],
  ['let', named('let', 'LetClause')],
  ['index', readIndex],
  ['include', criterion('include')],
  ['exclude', criterion('exclude')],
  ['keep', readKeep],
  ['merge', readMerge],
  ['follow', readFollow],
  ['time', readTime],
  ['outcome', readOutcome],
  ['variable', readVariable],
  ['series', readSeries],
  ['intervals', readIntervals],
  ['examples', readExamples],
]);

/** Clause: the first lines of a program, or one of its clauses. */
export function readClause(reader: Reader): Clause | HeaderLine {
  return reader.in('Clause', () => reader.choose(CLAUSES)(reader));
}
