/** Which cell reads which: from names read and names made to an order of execution. Pure; nothing here runs. */
import type { CellReading } from '../cells/reading';
import { nameKey } from '../document/names';
import type { Notebook } from '../document/notebook';

export interface CellGraph {
  /** Cells a cell reads, by id, in file order. */
  readonly dependencies: ReadonlyMap<string, readonly string[]>;
  readonly dependents: ReadonlyMap<string, readonly string[]>;
  /** Every cell with a name, each after all it reads; cells of a circle stand in file order. */
  readonly order: readonly string[];
  /** Cells that lead back to themselves, a circle a list, each naming its next. */
  readonly cycles: readonly (readonly string[])[];
  /** Names a cell reads that no cell makes, by id. */
  readonly unresolved: ReadonlyMap<string, readonly CellReading['references'][number][]>;
}

/**
 * Builds the graph from the readings of all cells with a name.
 * @param tables names that stand without any cell: the database's tables, those of files
 */
export function buildGraph(notebook: Notebook, readings: ReadonlyMap<string, CellReading>, tables: readonly string[] = []): CellGraph {
  const cells = notebook.cells.filter((cell) => cell.name !== null);
  const makers = new Map<string, string>();
  const families: { readonly prefix: string; readonly id: string }[] = [];
  const inputs = new Map<string, string>();
  for (const cell of cells) {
    const key = nameKey(cell.name ?? '');
    for (const name of [key, ...(readings.get(cell.id)?.derived ?? []).map(nameKey)]) if (!makers.has(name)) makers.set(name, cell.id);
    if (cell.kind === 'input') inputs.set(key, cell.id);
    if (cell.kind === 'cohort' || cell.kind === 'analysis') families.push({ prefix: `${key}_`, id: cell.id });
  }
  // A cell whose text cannot be read still owns the names that begin with its own, but those of tables.
  families.sort((one, other) => other.prefix.length - one.prefix.length);
  const standing = new Set(tables.map(nameKey));
  const ownerOf = (key: string, reader: string) =>
    makers.get(key) ?? (standing.has(key) ? undefined : families.find(({ prefix, id }) => key.startsWith(prefix) && id !== reader)?.id);
  const dependencies = new Map<string, readonly string[]>();
  const dependents = new Map<string, string[]>(cells.map((cell) => [cell.id, []]));
  const unresolved = new Map<string, CellReading['references'][number][]>();
  const position = new Map(cells.map((cell, at) => [cell.id, at]));
  for (const cell of cells) {
    const found = new Set<string>();
    for (const reference of readings.get(cell.id)?.references ?? []) {
      const key = nameKey(reference.name);
      const id = reference.role === 'input' ? inputs.get(key) : ownerOf(key, cell.id);
      if (id !== undefined) found.add(id);
      else unresolved.set(cell.id, [...(unresolved.get(cell.id) ?? []), reference]);
    }
    const list = [...found].sort((one, other) => (position.get(one) ?? 0) - (position.get(other) ?? 0));
    dependencies.set(cell.id, list);
    for (const id of list) dependents.get(id)?.push(cell.id);
  }
  const ids = cells.map((cell) => cell.id);
  const components = stronglyConnected(ids, dependencies);
  const cycles = components.filter((part) => part.length > 1 || dependencies.get(part[0])?.includes(part[0]));
  return {
    dependencies,
    dependents,
    order: topologicalOrder(ids, dependencies),
    cycles: cycles.map((part) => circle(part, dependencies)),
    unresolved,
  };
}

/** All cells that a cell reads, directly or through others; without itself unless it is in a circle. */
export function ancestors(graph: CellGraph, id: string): ReadonlySet<string> {
  return reach(graph.dependencies, id);
}

/** All cells that read a cell, directly or through others. */
export function descendants(graph: CellGraph, id: string): ReadonlySet<string> {
  return reach(graph.dependents, id);
}

function reach(edges: ReadonlyMap<string, readonly string[]>, id: string): ReadonlySet<string> {
  const seen = new Set<string>();
  const open = [...(edges.get(id) ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    open.push(...(edges.get(next) ?? []));
  }
  return seen;
}

/** Depth first in file order, so that a cell moves up only where something before it needs it. */
function topologicalOrder(ids: readonly string[], dependencies: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const order: string[] = [];
  const entered = new Set<string>();
  for (const root of ids) {
    const stack: { readonly id: string; readonly rest: string[] }[] = [];
    enter(root);
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const next = top.rest.shift();
      if (next === undefined) {
        order.push(top.id);
        stack.pop();
      } else enter(next);
    }

    function enter(id: string): void {
      if (entered.has(id)) return;
      entered.add(id);
      stack.push({ id, rest: [...(dependencies.get(id) ?? [])] });
    }
  }
  return order;
}

/** Tarjan's components, without recursion. */
function stronglyConnected(ids: readonly string[], edges: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const onStack = new Set<string>();
  const stack: string[] = [];
  const components: string[][] = [];
  for (const root of ids) {
    if (index.has(root)) continue;
    const calls: { readonly id: string; at: number }[] = [];
    open(root);
    for (let call = calls.at(-1); call !== undefined; call = calls.at(-1)) {
      const targets = edges.get(call.id) ?? [];
      if (call.at < targets.length) {
        const target = targets[call.at];
        call.at += 1;
        if (!index.has(target)) open(target);
        else if (onStack.has(target)) lower(call.id, index.get(target) ?? 0);
        continue;
      }
      calls.pop();
      const parent = calls.at(-1);
      if (parent) lower(parent.id, low.get(call.id) ?? 0);
      if (low.get(call.id) === index.get(call.id)) {
        const part = stack.splice(stack.indexOf(call.id));
        for (const id of part) onStack.delete(id);
        components.push(part);
      }
    }

    function open(id: string): void {
      index.set(id, index.size);
      low.set(id, index.get(id) ?? 0);
      onStack.add(id);
      stack.push(id);
      calls.push({ id, at: 0 });
    }
  }
  return components;

  function lower(id: string, to: number): void {
    low.set(id, Math.min(low.get(id) ?? to, to));
  }
}

/** A shortest circle through the first cell of a component, in reading direction. */
function circle(part: readonly string[], edges: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const start = part[0];
  const before = new Map<string, string>();
  const queue = [start];
  for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
    for (const next of edges.get(id) ?? []) {
      if (next === start) {
        const path = [id];
        for (let step = before.get(id); step !== undefined; step = before.get(step)) path.unshift(step);
        return path;
      }
      if (part.includes(next) && !before.has(next)) {
        before.set(next, id);
        queue.push(next);
      }
    }
  }
  return part;
}
