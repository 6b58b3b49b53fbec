/** Criteria and the entries they leave, follow-up and the merging of entries. */
import type { Expr, Step } from '../plan/nodes';
import { addStage, column, type Level, type Printing, Query, Scope, whereClause } from './context';
import type { Sql } from './dialects/dialect';
import { day, printExpr } from './expressions';
import { hold, withLets } from './hold';
import { conjuncts } from './walk';

/** Entries whose index lies in an observation period, with that period. */
export function printObservation(printing: Printing, entries: Level, periods: Sql): Level {
  const { quote } = printing.dialect;
  const relation = addStage(
    printing,
    'observed',
    'index within a period of observation',
    [
      `SELECT e.*, p.first_day AS ${quote(column.observedFrom)}, p.last_day AS ${quote(column.observedTo)}`,
      `FROM ${entries.relation} AS e`,
      `JOIN ${periods} AS p ON p.key = e.${quote(column.key)} AND e.${quote(column.index)} BETWEEN p.first_day AND p.last_day`,
    ].join('\n'),
  );
  return { ...entries, relation };
}

/** One include, exclude or keep clause. */
export function printStep(printing: Printing, entries: Level, step: Exclude<Step, { kind: 'merge' }>, number: number, note: string): Level {
  const query = new Query(printing);
  if (step.kind === 'keep') {
    const { quote } = printing.dialect;
    const [key, index] = [quote(column.key), quote(column.index)];
    const one = query.add(
      `SELECT e.${key}, ${step.which === 'first' ? 'min' : 'max'}(e.${index}) AS day\nFROM ${entries.relation} AS e\nGROUP BY 1`,
    );
    const kept = `SELECT e.*\nFROM ${entries.relation} AS e\nJOIN ${one} AS k ON k.${key} = e.${key} AND k.day = e.${index}`;
    return { ...entries, relation: addStage(printing, `step${number}`, note, query.write(kept)), held: new Map() };
  }
  const ready = withLets(query, entries, [step.condition]);
  const scope = new Scope(query, ready);
  // `include` keeps what is true, so its conjuncts stand alone; `exclude` removes what is true and keeps what is missing.
  const conditions =
    step.kind === 'include'
      ? conjuncts(step.condition).map((own) => printExpr(own, scope))
      : [`(${printExpr(step.condition, scope)}) IS NOT TRUE`];
  const relation = addStage(printing, `step${number}`, note, query.write(`SELECT e.*\n${scope.from()}${whereClause(conditions)}`));
  return { ...ready, relation, held: new Map() };
}

/** Fixed reasons of exits. */
export const boundReasons = { death: 'death', observation: 'end of observation' } as const;

/** Exit and its reason; entries whose exit (or time origin) is before (after) the index leave. */
export function printFollowUp(printing: Printing, entries: Level): Level {
  const { plan, dialect } = printing;
  const { quote } = dialect;
  const query = new Query(printing);
  const values: Expr[] = [...plan.follow.map((reason) => reason.value), ...(plan.origin ? [plan.origin] : [])];
  const ready = hold(query, entries, values);
  const scope = new Scope(query, ready);
  const ends = plan.follow.map((reason) => day(reason.value, scope));
  const death = scope.field(column.death);
  const observed = scope.field(column.observedTo);
  const select = [
    'e.*',
    `least(${[observed, death, ...ends].join(', ')}) AS ${quote(column.exit)}`,
    ...ends.map((end, place) => `${end} AS ${quote(`_end${place}`)}`),
    ...(plan.origin ? [`${day(plan.origin, scope)} AS ${quote(column.origin)}`] : []),
  ];
  const exits = query.add(`SELECT ${select.join(', ')}\n${scope.from()}`);
  const exit = `e.${quote(column.exit)}`;
  const cases = plan.follow.map(({ label }, place) => `WHEN e.${quote(`_end${place}`)} = ${exit} THEN ${dialect.text(label)}`);
  const reason = `CASE ${[...cases, `WHEN ${death} = ${exit} THEN ${dialect.text(boundReasons.death)}`].join(' ')} ELSE ${dialect.text(boundReasons.observation)} END`;
  const index = `e.${quote(column.index)}`;
  const conditions = [`${exit} >= ${index}`, ...(plan.origin ? [`e.${quote(column.origin)} <= ${index}`] : [])];
  const passing = [...ready.held.values(), ...ends.map((_, place) => `_end${place}`)].map(quote);
  const text = query.write(
    `SELECT ${dialect.allBut('e', passing)}, ${reason} AS ${quote(column.reason)}\nFROM ${exits} AS e${whereClause(conditions)}`,
  );
  return { ...ready, relation: addStage(printing, 'followed', 'follow-up', text), held: new Map() };
}

/** Entries of a patient that follow one another closely become one. */
export function printMerge(printing: Printing, entries: Level, step: Extract<Step, { kind: 'merge' }>): Level {
  const { dialect } = printing;
  const { quote, dates } = dialect;
  const query = new Query(printing);
  const [key, index, exit, reason] = [column.key, column.index, column.exit, column.reason].map(quote);
  const order = `PARTITION BY ${key} ORDER BY ${index}`;
  const reached = query.add(
    `SELECT *, max(${exit}) OVER (${order} ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS _so_far\nFROM ${entries.relation}`,
  );
  const apart = `_so_far IS NULL OR ${index} > ${dates.advance('_so_far', step.within, 'date')}`;
  const runs = query.add(`SELECT *, sum(CAST(${apart} AS INTEGER)) OVER (${order} ROWS UNBOUNDED PRECEDING) AS _run\nFROM ${reached}`);
  const whole = `PARTITION BY ${key}, _run`;
  const last = `first_value(${reason}) OVER (${whole} ORDER BY ${exit} DESC, ${index} ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)`;
  const replaced = dialect.allWith('e', [
    { name: exit, sql: `max(${exit}) OVER (${whole})` },
    { name: reason, sql: last },
  ]);
  const merged = query.add(`SELECT ${replaced}, row_number() OVER (${whole} ORDER BY ${index}) AS _nth\nFROM ${runs} AS e`);
  const kept = `SELECT ${dialect.allBut('e', ['_so_far', '_run', '_nth'])}\nFROM ${merged} AS e\nWHERE _nth = 1`;
  const relation = addStage(printing, 'merged', 'entries that follow closely are one', query.write(kept));
  return { ...entries, relation, held: new Map() };
}
