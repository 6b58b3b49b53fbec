import { describe, expect, it } from 'vitest';
import { type Arrows, circlesIn } from './circles';
import { kernelRooms, layerOf } from './layers';
import { type Source, sourceAt, sources } from './sources';

const product = sources.filter((source) => !source.path.startsWith('tests/'));

describe('layers', () => {
  it('hold every source', () => {
    expect(product.filter((source) => layerOf(source.path) === null).map((source) => source.path)).toEqual([]);
  });

  it('import downwards only', () => {
    const wrong = product.flatMap((source) => {
      const layer = layerOf(source.path);
      return source.imports.flatMap((item) => {
        if (item.path === null || layer === null) return [];
        const target = layerOf(item.path) ?? layerOf(`${item.path}/`);
        if (!target || target.name === layer.name || layer.mayImport.includes(target.name)) return [];
        if (item.typeOnly && layer.mayImportTypes?.includes(target.name)) return [];
        return [`${source.path} (${layer.name}) imports ${item.target} (${target.name})`];
      });
    });
    expect(wrong).toEqual([]);
  });

  it('leave tests out of the product', () => {
    const wrong = product.filter(
      ({ path, imports }) =>
        !path.includes('.config.') && !path.startsWith('bench/') && imports.some((item) => item.path?.startsWith('tests/')),
    );
    expect(wrong.map((source) => source.path)).toEqual([]);
  });

  it('keep Prisma and the native drivers on the server', () => {
    const drivers = /^(?:@prisma\/|prisma(?:\/|$)|@duckdb\/node-api|@libsql\/|libsql|@node-rs\/argon2)/u;
    const wrong = product.filter(({ path, imports }) => {
      const allowed = /^(?:prisma|cli|bench)\/|^app\/_server\/|^analysis-kernel\/(?:engines\/|node\.ts)|\.config\.(?:ts|js)$/u.test(path);
      return !allowed && imports.some((item) => drivers.test(item.target) && !item.typeOnly);
    });
    expect(wrong.map((source) => source.path)).toEqual([]);
  });
});

describe('the pure libraries', () => {
  it('know no Node, DOM library, React or Next', () => {
    const outside = /^(?:node:|react|next|@prisma|@duckdb|server-only)/u;
    const wrong = product.filter(
      ({ path, imports }) =>
        /^(?:cohort-dsl|analysis-kernel)\//u.test(path) &&
        !/^analysis-kernel\/(?:engines\/|node\.ts|browser\.ts)/u.test(path) &&
        imports.some((item) => outside.test(item.target)),
    );
    expect(wrong.map((source) => source.path)).toEqual([]);
  });
});

describe('the kernel', () => {
  it('keeps its rooms in order, and its engines outside', () => {
    const wrong = product.flatMap((source) => {
      const [house, room] = source.path.split('/');
      const allowed = kernelRooms[room];
      if (house !== 'analysis-kernel' || !source.path.includes('/', house.length + 1) || room === 'engines') return [];
      return source.imports.flatMap((item) => {
        const [targetHouse, targetRoom, file] = item.path?.split('/') ?? [];
        if (targetHouse !== house || file === undefined || targetRoom === room) return [];
        const permitted = targetRoom !== 'engines' && (allowed === undefined || allowed.includes(targetRoom));
        return permitted ? [] : [`${source.path} imports ${item.target}`];
      });
    });
    expect(wrong).toEqual([]);
  });
});

describe('imports', () => {
  it('go in no circle, from file to file', () => {
    expect(circlesIn(arrows(product, (path) => path))).toEqual([]);
  });

  it.each([
    ['cohort-dsl', 2],
    ['analysis-kernel', 2],
    ['components', 2],
    ['app', 2],
    ['app/_server', 3],
  ])('go in no circle between the rooms of %s', (house, depth) => {
    const inside = product.filter(({ path }) => path.startsWith(`${house}/`));
    expect(circlesIn(arrows(inside, (path) => roomOf(path, depth)))).toEqual([]);
  });

  it('name files without an extension, and rooms by their address', () => {
    const wrong = product.flatMap((source) =>
      source.path.endsWith('.mjs')
        ? []
        : source.imports
            .filter(
              (item) =>
                /\.(?:ts|tsx)$/u.test(item.target) ||
                (item.path !== null && item.target.startsWith('..') && leavesRoom(source.path, item.path)),
            )
            .map((item) => `${source.path} imports ${item.target}`),
    );
    expect(wrong).toEqual([]);
  });
});

function leavesRoom(from: string, to: string): boolean {
  return from.split('/')[0] !== to.split('/')[0];
}

/** The room of a file: the folder `depth` levels down, or the file itself where it stands above. */
function roomOf(path: string, depth: number): string {
  const parts = path.split('/');
  return parts.length > depth ? parts.slice(0, depth).join('/') : path;
}

/** Imports as arrows between rooms of a house; what an import of a type needs counts too. */
function arrows(all: readonly Source[], room: (path: string) => string): Arrows {
  const found = new Map<string, Set<string>>();
  for (const source of all) {
    const from = found.get(room(source.path)) ?? new Set();
    found.set(room(source.path), from);
    for (const { path } of source.imports) {
      const target = path === null ? null : sourceAt(path);
      if (target && room(target.path) !== room(source.path)) from.add(room(target.path));
    }
  }
  return found;
}
