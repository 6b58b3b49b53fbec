import type { Expr, Window } from '../ast-expressions';
import { readDateTerm, readLength } from './dates';
import type { Reader } from './reader';

/** What a window begins with. */
export const WINDOW_STARTS: ReadonlySet<string> = new Set(['ending', 'before', 'after', 'on', 'within', 'from', 'overlapping']);

const SIDES: ReadonlySet<string> = new Set(['before', 'after']);

type Side = 'before' | 'after';

/** 'before' | 'after' */
function readSide(reader: Reader): Side {
  return reader.expectAny(SIDES).type === 'before' ? 'before' : 'after';
}

/**
 * Window: 'ending'? ('before' DAY_OF? DateTerm | 'after' DAY_OF? DateTerm | 'on' ('or' ('before' | 'after'))? DAY_OF? DateTerm | Within |
 * 'from' DateTerm 'to' DateTerm | 'overlapping' DateTerm ('to' DateTerm)?)
 */
export function readWindow(reader: Reader): Window {
  return reader.in('Window', () => {
    const { start } = reader;
    const ending = reader.take('ending') !== null;
    const day = (): boolean => reader.take('DAY_OF') !== null;
    const whole = (form: Window['form'], day: boolean, date: Expr, length: Expr | null = null, to: Expr | null = null): Window => ({
      kind: 'window',
      ending,
      day,
      form,
      length,
      date,
      to,
      span: reader.spanFrom(start),
    });
    if (reader.take('before')) return whole('before', day(), readDateTerm(reader));
    if (reader.take('after')) return whole('after', day(), readDateTerm(reader));
    if (reader.take('on')) {
      const form = reader.take('or') ? (`on or ${readSide(reader)}` as const) : 'on';
      return whole(form, day(), readDateTerm(reader));
    }
    if (reader.take('within')) {
      const length = readLength(reader);
      const form = readRelation(reader);
      return whole(form, day(), readDateTerm(reader), length);
    }
    if (reader.take('from')) {
      const date = readDateTerm(reader);
      reader.expect('to');
      return whole('from to', false, date, null, readDateTerm(reader));
    }
    if (!reader.take('overlapping')) reader.stop();
    const date = readDateTerm(reader);
    const to = reader.take('to') ? readDateTerm(reader) : null;
    return whole(to ? 'overlapping to' : 'overlapping', false, date, null, to);
  });
}

/** Within: 'within' Length ('before' | 'after' | 'of' | 'on' 'or' ('before' | 'after')) DAY_OF? DateTerm */
function readRelation(reader: Reader): Window['form'] {
  if (reader.take('of')) return 'within of';
  if (reader.take('on')) {
    reader.expect('or');
    return `within on or ${readSide(reader)}`;
  }
  return `within ${readSide(reader)}`;
}
