/** Criteria and the entries they leave, follow-up and the merging of entries. */
import type { Expr } from '../plan/expressions';
import { boundReasons, type Step } from '../plan/nodes';
import { addStage, column, type Level, type Printing, part, Scope } from './context';
import { day, printExpr } from './expressions';
import { hold, withLets } from './hold';
import { all, as, from, type Query, type Relation, select } from './tree';
import { conjuncts, mayBeMissing } from './walk';

/** Entries whose index lies in an observation period, with that period. */
export function printObservation(printing: Printing, entries: Level, periods: Relation): Level {
  const { quote } = printing.dialect;
  const on = `p.key = e.${quote(column.key)} AND e.${quote(column.index)} BETWEEN p.first_day AND p.last_day`;
  const items = [all('e'), as('p.first_day', quote(column.observedFrom)), as('p.last_day', quote(column.observedTo))];
  const query = select(items, { from: from(entries.relation, 'e', [{ kind: 'inner', relation: periods, as: 'p', on }]) });
  return { ...entries, relation: addStage(printing, 'observed', 'index within a period of observation', query) };
}

/** One include, exclude or keep clause. */
export function printStep(printing: Printing, entries: Level, step: Exclude<Step, { kind: 'merge' }>, number: number, note: string): Level {
  if (step.kind === 'keep') {
    const { quote } = printing.dialect;
    const [key, index] = [quote(column.key), quote(column.index)];
    const best = as(`${step.which === 'first' ? 'min' : 'max'}(e.${index})`, 'day');
    const one = part(printing, select([as(`e.${key}`, key), best], { from: from(entries.relation, 'e'), groupBy: ['1'] }));
    const joined = { kind: 'inner', relation: one, as: 'k', on: `k.${key} = e.${key} AND k.day = e.${index}` } as const;
    const query = select([all('e')], { from: from(entries.relation, 'e', [joined]) });
    return { ...entries, relation: addStage(printing, `step${number}`, note, query), held: new Map() };
  }
  const ready = withLets(printing, entries, [step.condition]);
  const scope = new Scope(printing, ready);
  // `include` keeps what is true, so its conjuncts stand alone; `exclude` removes what is true and keeps what is missing.
  const where =
    step.kind === 'include'
      ? conjuncts(step.condition).map((own) => printExpr(own, scope))
      : [`(${printExpr(step.condition, scope)}) IS DISTINCT FROM true`];
  const query = select([all('e')], { from: scope.from(), where });
  return { ...ready, relation: addStage(printing, `step${number}`, note, query), held: new Map() };
}

/** Of the entries before a criterion, how many it leaves open, since what it needs is missing; null where it never does. */
export function printUnknown(printing: Printing, entries: Level, { condition }: { readonly condition: Expr }): Query | null {
  if (!mayBeMissing(condition)) return null;
  const scope = new Scope(printing, withLets(printing, entries, [condition]));
  const where = [`(${printExpr(condition, scope)}) IS NULL`];
  return select([as('count(*)', 'n')], { from: scope.from(), where });
}

/** Exit and its reason; entries whose exit (or time origin) is before (after) the index leave. */
export function printFollowUp(printing: Printing, entries: Level): Level {
  const { plan, dialect } = printing;
  const { quote } = dialect;
  const values: Expr[] = [...plan.follow.map((reason) => reason.value), ...(plan.origin ? [plan.origin] : [])];
  const ready = hold(printing, entries, values);
  const scope = new Scope(printing, ready);
  const ends = plan.follow.map((reason) => day(reason.value, scope));
  const death = scope.field(column.death);
  const observed = scope.field(column.observedTo);
  const items = [
    all('e'),
    as(dialect.least([observed, death, ...ends]), quote(column.exit)),
    ...ends.map((end, place) => as(end, quote(`_end${place}`))),
    ...(plan.origin ? [as(day(plan.origin, scope), quote(column.origin))] : []),
  ];
  const exits = part(printing, select(items, { from: scope.from() }));
  const exit = `e.${quote(column.exit)}`;
  const cases = plan.follow.map(({ label }, place) => `WHEN e.${quote(`_end${place}`)} = ${exit} THEN ${dialect.text(label)}`);
  const reason = `CASE ${[...cases, `WHEN ${death} = ${exit} THEN ${dialect.text(boundReasons.death.en)}`].join(' ')} ELSE ${dialect.text(boundReasons.observation.en)} END`;
  const index = `e.${quote(column.index)}`;
  const where = [`${exit} >= ${index}`, ...(plan.origin ? [`e.${quote(column.origin)} <= ${index}`] : [])];
  const passing = [...ready.held.values(), ...ends.map((_, place) => `_end${place}`)].map(quote);
  const query = select([all('e', passing), as(reason, quote(column.reason))], { from: from(exits, 'e'), where });
  return { ...ready, relation: addStage(printing, 'followed', 'follow-up', query), held: new Map() };
}

/** Entries of a patient that follow one another closely become one. */
export function printMerge(printing: Printing, entries: Level, step: Extract<Step, { kind: 'merge' }>): Level {
  const { dialect } = printing;
  const { quote, dates } = dialect;
  const [key, index, exit, reason] = [column.key, column.index, column.exit, column.reason].map(quote);
  // Periods of a patient never meet, so their first day names them.
  const patient = `${key}, ${quote(column.observedFrom)}`;
  const order = `PARTITION BY ${patient} ORDER BY ${index}`;
  const soFar = `max(${exit}) OVER (${order} ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)`;
  const reached = part(printing, select([all(), as(soFar, '_so_far')], { from: from(entries.relation) }));
  const apart = `_so_far IS NULL OR ${index} > ${dates.advance('_so_far', step.within, 'date')}`;
  const run = `sum(CAST(${apart} AS INTEGER)) OVER (${order} ROWS UNBOUNDED PRECEDING)`;
  const runs = part(printing, select([all(), as(run, '_run')], { from: from(reached) }));
  const whole = `PARTITION BY ${patient}, _run`;
  const last = `first_value(${reason}) OVER (${whole} ORDER BY ${exit} DESC, ${index} ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)`;
  const anew = [as(`max(${exit}) OVER (${whole})`, exit), as(last, reason)];
  const nth = as(`row_number() OVER (${whole} ORDER BY ${index})`, '_nth');
  const merged = part(printing, select([all('e', [], anew), nth], { from: from(runs, 'e') }));
  const query = select([all('e', ['_so_far', '_run', '_nth'])], { from: from(merged, 'e'), where: ['_nth = 1'] });
  return { ...entries, relation: addStage(printing, 'merged', 'entries that follow closely are one', query), held: new Map() };
}
