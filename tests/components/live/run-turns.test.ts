import { describe, expect, it } from 'vitest';
import { EMPTY_OUTCOME } from '@/analysis-kernel/cells/outcome';
import type { CellState } from '@/analysis-kernel/session/state';
import { RunTurns } from '@/components/workbench/live/run-turns';
import { stateOf } from '../open-notebook';
import { cellNamed } from '../server-model';
import { ann } from './live-model';

const none = new Set<string>();
const cell = (id: string, change: Partial<CellState> = {}) =>
  stateOf(cellNamed(id, `SELECT '${id}'`), { freshness: 'stale_code', ...change });
const fresh = (id: string) => cell(id, { freshness: 'fresh' });
const nothing = { elsewhere: [], unasked: [], late: [] };

describe('whose turn it is', () => {
  it('is everybody’s own where nobody else is there, or others only read', () => {
    const turns = new RunTurns();
    turns.changedByOthers(['a']);
    expect(turns.decide(0, [cell('a')], [], new Set(['a']))).toEqual(nothing);
    turns.changedByOthers(['a']);
    expect(turns.decide(0, [cell('a')], [{ ...ann, mayEdit: false, running: ['a'] }], new Set(['a']))).toEqual(nothing);
  });

  it('is of whoever changed a cell, for what reads it too; one’s own changes run here', () => {
    const turns = new RunTurns();
    turns.decide(0, [fresh('a'), fresh('b'), cell('slow')], [ann], none);
    turns.changedByOthers(['a']);
    expect(turns.decide(1, [cell('a'), cell('b'), cell('slow')], [ann], new Set(['a'])).elsewhere).toEqual(['a', 'b']);
    // Their cell changed here: it is run here.
    expect(turns.decide(2, [cell('a'), cell('b'), cell('slow')], [ann], new Set(['a'])).elsewhere).toEqual(['b']);
  });

  it('ends with the result', () => {
    const turns = new RunTurns();
    turns.changedByOthers(['a']);
    turns.decide(0, [cell('a')], [ann], new Set(['a']));
    expect(turns.decide(1000, [fresh('a'), cell('b')], [ann], none)).toEqual(nothing);
  });

  it('lasts as long as somebody says that the cell runs, and some seconds more; then the server is asked once and the cell run here', () => {
    const turns = new RunTurns();
    turns.changedByOthers(['a']);
    turns.decide(0, [cell('a')], [ann], new Set(['a']));
    const runs = [{ ...ann, running: ['a'] }];
    for (const now of [1000, 30_000, 60_000]) expect(turns.decide(now, [cell('a')], runs, none).elsewhere).toEqual(['a']);
    expect(turns.decide(63_000, [cell('a')], [ann], none).elsewhere).toEqual(['a']);
    expect(turns.decide(65_000, [cell('a')], [ann], none)).toEqual({ elsewhere: [], unasked: [], late: [cell('a').key] });
    expect(turns.decide(66_000, [cell('a')], [ann], none)).toEqual(nothing);
  });

  it('is of whoever has begun to run a cell, whoever changed it', () => {
    const turns = new RunTurns();
    expect(turns.decide(0, [cell('a'), cell('b')], [{ ...ann, running: ['b'] }], none).elsewhere).toEqual(['b']);
  });

  it('never comes for rows that travel to nobody, but where something here reads them', () => {
    const turns = new RunTurns();
    const rows = cell('rows', { outcome: EMPTY_OUTCOME });
    const groups = cell('groups', { outcome: { ...EMPTY_OUTCOME, aggregates: ['groups'] } });
    turns.changedByOthers(['rows', 'groups']);
    turns.decide(0, [rows, groups], [ann], new Set(['rows', 'groups']));
    expect(turns.decide(6000, [rows, groups], [ann], none)).toEqual({ elsewhere: [], unasked: ['rows'], late: [groups.key] });
    expect(turns.decide(60_000, [rows], [ann], none).unasked).toEqual(['rows']);
  });

  it('is everybody’s own again when the others have left', () => {
    const turns = new RunTurns();
    turns.changedByOthers(['a']);
    turns.decide(0, [cell('a')], [ann], new Set(['a']));
    expect(turns.decide(1000, [cell('a')], [], none)).toEqual(nothing);
  });
});
