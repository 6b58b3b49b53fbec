/** The names a piece of JavaScript reads and does not declare itself. */
import type { Node, Program } from 'acorn';
import { analyze } from 'eslint-scope';

/** A place where a program reads a name that it does not declare. */
export interface FreeUse {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** It is a property's name too: `{ fit }`. */
  readonly shorthand: boolean;
}

/** Where a program that was parsed with ranges reads names it does not declare, in written order. */
export function freeUses(program: Program): readonly FreeUse[] {
  // Two descriptions of one tree: acorn's nodes are those of ESTree.
  const { globalScope } = analyze(program as unknown as Parameters<typeof analyze>[0], {
    ecmaVersion: 2023,
    sourceType: 'script',
    ignoreEval: true,
  });
  if (!globalScope) return [];
  const own = new Set(globalScope.variables.map(({ name }) => name));
  const free = globalScope.through.map(({ identifier }) => identifier).filter(({ name }) => !own.has(name));
  const shorthand = shorthandStarts(program);
  return free
    .map(({ name, range }) => ({ name, start: range?.[0] ?? 0, end: range?.[1] ?? 0, shorthand: shorthand.has(range?.[0] ?? -1) }))
    .toSorted((a, b) => a.start - b.start);
}

/** Free names of a program that was parsed with ranges, each once, in the order of first use. */
export function freeNames(program: Program): readonly string[] {
  return [...new Set(freeUses(program).map(({ name }) => name))];
}

function shorthandStarts(program: Program): ReadonlySet<number> {
  const starts = new Set<number>();
  for (let level: readonly unknown[] = [program]; level.length > 0; level = level.flatMap(childrenOf)) {
    for (const node of level) {
      const { type, shorthand, start } = node as { readonly type?: string; readonly shorthand?: boolean; readonly start?: number };
      if (type === 'Property' && shorthand && start !== undefined) starts.add(start);
    }
  }
  return starts;
}

/** How deep the program's nodes stand in one another, counted no further than `most`; without a call within a call, whatever the depth. */
export function depthOf(program: Program, most: number): number {
  let level: readonly unknown[] = [program];
  for (let depth = 0; depth <= most; depth += 1) {
    const below = level.flatMap(childrenOf);
    if (below.length === 0) return depth;
    level = below;
  }
  return most + 1;
}

/** The nodes that stand directly in a node. */
export function childrenOf(node: unknown): readonly Node[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.values(node)
    .flatMap((value) => (Array.isArray(value) ? value : [value]))
    .filter(isNode);
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}
