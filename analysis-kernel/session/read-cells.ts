/** The static half of a session: every cell read, the graph built, what cannot run found and said. */
import type { Compilers, DatabaseFacts } from '../cells/context';
import { type Input, inputValue, readInput } from '../cells/kinds/input';
import { cellKinds } from '../cells/kinds/kinds';
import { cellError, placeOf } from '../cells/messages';
import { type CellReading, NOTHING_READ } from '../cells/reading';
import { type NameProblem, nameKey, nameProblems } from '../document/names';
import type { Cell, Notebook } from '../document/notebook';
import { nearestNames } from '../formula/nearest-name';
import { buildGraph, type CellGraph } from '../graph/graph';
import type { CellError, Value } from '../results/result';

export interface NotebookReading {
  readonly readings: ReadonlyMap<string, CellReading>;
  readonly graph: CellGraph;
  /** What keeps a cell from running, by id. */
  readonly errors: ReadonlyMap<string, CellError>;
  /** Input cells, by id, and their values now, by lower-case name. */
  readonly inputs: ReadonlyMap<string, Input>;
  readonly values: ReadonlyMap<string, Value>;
  /** Values a cohort's parameters may take, by name: those from outside and those of input cells. */
  readonly parameters: ReadonlyMap<string, Value>;
  /** Names of the cohort cells. */
  readonly cohorts: readonly string[];
  /** Readings by what was read. */
  readonly memory: ReadonlyMap<string, CellReading>;
}

/**
 * Reads a notebook.
 * @param settings values from outside, by lower-case name of the input
 * @param before an earlier reading with the same compilers: cells that have not changed are taken from it
 */
export async function readCells(
  notebook: Notebook,
  compilers: Compilers,
  database: DatabaseFacts,
  settings: ReadonlyMap<string, string>,
  before: NotebookReading | null = null,
): Promise<NotebookReading> {
  const readings = new Map<string, CellReading>();
  const memory = new Map<string, CellReading>();
  const inputs = new Map<string, Input>();
  const values = new Map<string, Value>();
  for (const cell of notebook.cells) {
    if (cell.kind === 'input' && cell.name !== null) readings.set(cell.id, readInputCell(cell, cell.name));
  }
  const cohorts = notebook.cells.flatMap(({ kind, name }) => (kind === 'cohort' && name !== null ? [name] : []));
  const parameters = new Map<string, Value>([...settings, ...values]);
  for (const cell of notebook.cells) {
    if (cell.name === null || cell.kind === 'input') continue;
    // Analyses and cohorts read the values of inputs; of cohorts the compiler itself remembers what it read.
    const question = JSON.stringify([cell.kind, cell.name, cell.body, cell.kind === 'analysis' ? [...values] : null]);
    const remembered = cell.kind === 'cohort' ? undefined : before?.memory.get(question);
    const reading = remembered ?? (await readSafely(cell, cell.name));
    if (cell.kind !== 'cohort' && isRead(reading)) memory.set(question, reading);
    readings.set(cell.id, reading);
  }
  const graph = buildGraph(notebook, readings, database.tables);
  return {
    readings,
    graph,
    errors: await staticErrors(notebook, readings, graph, database.tables),
    inputs,
    values,
    parameters,
    cohorts,
    memory,
  };

  function readInputCell(cell: Cell, name: string): CellReading {
    const { input, errors } = readInput(cell.body);
    if (input === null) return { ...NOTHING_READ, errors };
    inputs.set(cell.id, input);
    const asked = settings.get(nameKey(name));
    const value = asked === undefined ? { value: input.value } : inputValue(input, asked);
    if ('expected' in value) {
      return {
        ...NOTHING_READ,
        errors: [cellError('input_value', { value: `${name} = ${asked}`, expected: value.expected }, { line: 1, column: 1 })],
      };
    }
    values.set(nameKey(name), value.value);
    return NOTHING_READ;
  }

  /** A text that our own reader stumbles over is that cell's error, not the notebook's. */
  async function readSafely(cell: Cell, name: string): Promise<CellReading> {
    try {
      return await cellKinds[cell.kind].read(cell, name, { compilers, values, parameters, cohorts });
    } catch (error) {
      const message = error instanceof Error ? error.message.split('\n')[0] : String(error);
      return { ...NOTHING_READ, errors: [cellError('unexpected', { message }, { line: 1, column: 1 })] };
    }
  }
}

/** What is wrong with cells before any runs: names, circles, texts that cannot be read, values from inputs that are not there. */
async function staticErrors(
  notebook: Notebook,
  readings: ReadonlyMap<string, CellReading>,
  graph: CellGraph,
  tables: DatabaseFacts['tables'],
): Promise<ReadonlyMap<string, CellError>> {
  const errors = new Map<string, CellError>();
  const cells = new Map(notebook.cells.map((cell) => [cell.id, cell]));
  const derived = new Map([...readings].map(([id, reading]) => [id, reading.derived]));
  for (const [id, problem] of nameProblems(notebook, derived, tables)) errors.set(id, nameError(problem));
  for (const cycle of graph.cycles) {
    for (const [at, id] of cycle.entries()) {
      // Each cell's message begins with itself.
      const turned = [...cycle.slice(at), ...cycle.slice(0, at), id].flatMap((member) => cells.get(member) ?? []);
      if (!errors.has(id)) errors.set(id, await cycleError(turned, notebook));
    }
  }
  const inputNames = notebook.cells.filter((cell) => cell.kind === 'input').map((cell) => cell.name ?? '');
  for (const cell of notebook.cells) {
    const reading = readings.get(cell.id);
    if (errors.has(cell.id) || reading === undefined) continue;
    // A cohort's parameter has a value of its own; `$name` has none without its input cell.
    const missing = cell.kind === 'cohort' ? undefined : graph.unresolved.get(cell.id)?.find((reference) => reference.role === 'input');
    const error = reading.errors[0] ?? (missing ? unknownInput(cell, missing.name, inputNames) : undefined);
    if (error) errors.set(cell.id, error);
  }
  return errors;
}

/** Whether a reading says what its text says: what kept our own reader from it, or the code of a method away, may be gone the next time. */
export function isRead({ errors }: CellReading): boolean {
  return errors.every(({ code }) => code !== 'unexpected' && code !== 'method_unavailable');
}

/** A circle, told by its first cell at the name of the second; the last is the first again. */
async function cycleError(circle: readonly Cell[], notebook: Notebook): Promise<CellError> {
  const { firstMention } = await import('../cells/rename');
  const [first, second] = circle;
  const at = firstMention(notebook, first, second);
  const names = circle.slice(0, -1).map(({ name }) => name ?? '');
  return cellError('cycle', { names }, at === null ? { line: 1, column: 1 } : placeOf(first.body, at));
}

function unknownInput(cell: Cell, name: string, inputs: readonly string[]): CellError {
  const candidates = nearestNames(name, inputs).slice(0, 3);
  const at = cell.body.indexOf(`$${name}`);
  return cellError(
    'unknown_input',
    { name, candidates },
    at < 0 ? null : placeOf(cell.body, at),
    candidates.map((candidate) => `$${candidate}`),
  );
}

function nameError(problem: NameProblem): CellError {
  const place = { line: 1, column: 1 };
  if (problem.kind === 'invalid') return cellError('name_invalid', { name: problem.name }, place);
  if (problem.kind === 'database_table') return cellError('name_database_table', { name: problem.name }, place);
  return cellError('name_duplicate', { name: problem.name, other: problem.otherName }, place);
}
