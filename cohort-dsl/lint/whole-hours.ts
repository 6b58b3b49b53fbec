import type { Expr, Rows } from '../plan/expressions';
import type { CheckedProgram } from '../types/program';
import { writeInstead } from '../types/reporter';
import type { Lint } from './lint';
import { everything } from './look';

/** `hours from A to B`, compared with a number. */
interface Bounded {
  readonly elapsed: Extract<Expr, { kind: 'elapsed' }>;
  readonly number: Expr;
  /** Whether at most that many pass, else more than that many. */
  readonly atMost: boolean;
}

/** Comparisons that look at the part of an hour after the last whole one: `<= N` and `> N`, from either side. */
function boundedOf(expr: Expr): Bounded | null {
  if (expr.kind !== 'compare') return null;
  const clock = (side: Expr) => (side.kind === 'elapsed' && (side.unit === 'hours' || side.unit === 'minutes') ? side : null);
  const [left, right] = [clock(expr.left), clock(expr.right)];
  if (left && (expr.op === '<=' || expr.op === '>')) return { elapsed: left, number: expr.right, atMost: expr.op === '<=' };
  if (right && (expr.op === '>=' || expr.op === '<')) return { elapsed: right, number: expr.left, atMost: expr.op === '>=' };
  return null;
}

/** The window that was meant, where one end of the time is the date of the rows whose whole condition the comparison is. */
function windowOf(program: CheckedProgram, { elapsed, atMost }: Bounded, length: string, rows: Rows): string | null {
  const isDate = (side: Expr): boolean => side.kind === 'rowColumn' && side.row === rows.row && side.column === rows.source.date;
  const [from, to] = [program.spanOf(elapsed.from), program.spanOf(elapsed.to)];
  if (!atMost || !from || !to) return null;
  if (isDate(elapsed.to) && !isDate(elapsed.from)) return `within ${length} on or after ${asTerm(program.text(from))}`;
  if (isDate(elapsed.from) && !isDate(elapsed.to)) return `within ${length} on or before ${asTerm(program.text(to))}`;
  return null;
}

/** Whether the first parenthesis is closed by the last. */
function isOnePair(text: string): boolean {
  let depth = 0;
  const closes = [...text].findIndex((mark) => {
    depth += mark === '(' ? 1 : mark === ')' ? -1 : 0;
    return depth === 0;
  });
  return text.startsWith('(') && closes === [...text].length - 1;
}

/** A date as it may stand in a window. */
function asTerm(text: string): string {
  if (isOnePair(text)) return text;
  return /^[\p{L}_@`][^ ]*$/u.test(text) || /^(start|end) of observation$/.test(text) ? text : `(${text})`;
}

/** `hours from A to B <= 6` counts whole hours: 6 hours and 59 minutes pass. */
export const wholeHours: Lint = (program, warn) => {
  const { exprs, rows } = everything(program);
  const homes = new Map<Expr, Rows>();
  for (const own of rows) for (const filter of own.filters) if (filter.kind === 'where') homes.set(filter.condition, own);
  for (const expr of exprs) {
    const bounded = boundedOf(expr);
    const [span, number] = bounded ? [program.spanOf(expr), program.spanOf(bounded.number)] : [null, null];
    if (!bounded || !span || !number) continue;
    const { unit, from, to } = bounded.elapsed;
    const count = program.text(number);
    const fixes = /^[1-9]\d*$/.test(count) ? mends(`${count} ${count === '1' ? unit.slice(0, -1) : unit}`) : [];
    warn('lint-whole-hours', span, { text: program.text(span), unit, count }, fixes);

    function mends(length: string) {
      if (!bounded || !span) return [];
      const home = homes.get(expr);
      const where = home?.filters.find((filter) => filter.kind === 'where');
      const whole = where ? program.spanOf(where) : null;
      const window = home && whole ? windowOf(program, bounded, length, home) : null;
      if (window !== null && whole) return [writeInstead(whole, window)];
      const [start, end] = [program.spanOf(from), program.spanOf(to)];
      if (!start || !end) return [];
      const operator = bounded.atMost ? '<=' : '>';
      return [writeInstead(span, `${asTerm(program.text(end))} ${operator} ${asTerm(program.text(start))} + ${length}`)];
    }
  }
};
