/** Every kind of cell: how it is read, and how it runs. A new kind is a file beside this one and a line here. */

import { nameKey } from '../../document/names';
import type { Cell, CellKind } from '../../document/notebook';
import type { Value } from '../../results/result';
import type { Compilers, RunContext } from '../context';
import { type CellOutcome, EMPTY_OUTCOME } from '../outcome';
import { type CellReading, NOTHING_READ } from '../reading';
import { readAnalysis, runAnalysis } from './analysis';
import { readCode, runCode } from './code';
import { readCohort, runCohort } from './cohort';
import { readSql, runSql } from './sql';

/** What a cell is read with. */
interface ReadGround {
  readonly compilers: Compilers;
  /** Values of input cells, by lower-case name. */
  readonly values: ReadonlyMap<string, Value>;
  /** The same, and values from outside: those a cohort's parameters may take. */
  readonly parameters: ReadonlyMap<string, Value>;
  /** Names of the cohort cells. */
  readonly cohorts: readonly string[];
}

/** What a cell runs with. */
interface RunGround {
  readonly reading: CellReading;
  readonly context: RunContext;
  /** Names it reads and a cell or the database provides. */
  readonly provided: readonly string[];
}

interface Kind {
  /** What is known of a cell with a name from its text; input cells come before all others and are read by the session. */
  readonly read: (cell: Cell, name: string, ground: ReadGround) => CellReading | Promise<CellReading>;
  /** @throws CellFailure for a mistake in the cell, AbortError when it is called off */
  readonly run: (cell: Cell, name: string, ground: RunGround) => CellOutcome | Promise<CellOutcome>;
}

const code = (kind: 'chart' | 'code'): Kind => ({
  read: (cell) => readCode(cell),
  run: (cell, name, { provided, context }) => runCode(cell, name, kind, provided, context),
});

/** The kinds by their names. */
export const cellKinds: Readonly<Record<CellKind, Kind>> = {
  text: { read: () => NOTHING_READ, run: () => EMPTY_OUTCOME },
  input: {
    read: () => NOTHING_READ,
    run: (_, name, { context }) => ({ ...EMPTY_OUTCOME, value: context.values.get(nameKey(name)) ?? null }),
  },
  cohort: {
    read: (cell, name, { compilers, parameters, cohorts }) => readCohort(cell, name, compilers.cohort, parameters, cohorts),
    run: (cell, name, { reading, context }) => runCohort(cell, name, reading.cohort, context),
  },
  sql: { read: (cell) => readSql(cell.body), run: (cell, name, { context }) => runSql(cell, name, context) },
  analysis: {
    read: (cell, name, { compilers, values }) => readAnalysis(cell, name, compilers.analysis, values),
    run: (cell, name, { reading, context }) => runAnalysis(cell, name, reading.analysis, context),
  },
  chart: code('chart'),
  code: code('code'),
};
