import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadMethods } from '@/analysis-kernel/registry/registry';
import { sources } from './sources';

const methods = await loadMethods();

const METHODS = 'analysis-kernel/registry/methods/';
const STATS = 'analysis-kernel/stats/';
const product = sources.filter(({ path }) => !path.startsWith('tests/') && !path.startsWith('bench/') && !path.startsWith('data/'));
const outside = product.filter(({ path }) => !path.startsWith(METHODS));
const ids = readdirSync(METHODS);
/** Names of the tables and columns of all results, and of the kinds of figures. */
const words = new Set([
  // A word of the cohort language too: tables whose items have different rules of a day.
  'mixed',
  ...methods.flatMap(({ tables }) =>
    tables.flatMap(({ name, columns, added = [] }) => [name, ...[...columns, ...added].map((one) => one.name)]),
  ),
  ...readdirSync('analysis-kernel/figures').map((file) => file.replace(/\.ts$/u, '')),
]);

describe('an analysis method', () => {
  it.each(ids)('%s is known by its name in its own folder only', (id) => {
    // Where a column or table of results is called like a method, its name is no sign of the method unless it is compared with one.
    const named = new RegExp(words.has(id) ? `\\b(?:method|findMethod|id)\\b[^'"\`\n]*(['"\`])${id}\\1` : `(['"\`])${id}\\1`, 'u');
    expect(outside.filter(({ text }) => named.test(text)).map(({ path }) => path)).toEqual([]);
  });

  it.each(ids)('%s is reached from elsewhere by the registry only', (id) => {
    const imported = new RegExp(`methods/${id}/`, 'u');
    expect(outside.filter(({ text }) => imported.test(text)).map(({ path }) => path)).toEqual(['analysis-kernel/registry/registry.ts']);
  });

  it.each(ids)('%s knows no other', (id) => {
    const own = product.filter(({ path }) => path.startsWith(`${METHODS}${id}/`));
    const foreign = (path: string | null) => path?.startsWith(METHODS) === true && !path.startsWith(`${METHODS}${id}/`);
    expect(own.filter(({ imports }) => imports.some((item) => foreign(item.path))).map(({ path }) => path)).toEqual([]);
  });
});

describe('what methods share', () => {
  const rooms = readdirSync(STATS);

  it.each(rooms)('%s stands in stats because two methods use it at least', (room) => {
    const uses = (id: string) =>
      product.some(
        ({ path, imports }) => path.startsWith(`${METHODS}${id}/`) && imports.some((item) => item.path?.startsWith(`${STATS}${room}/`)),
      );
    expect(ids.filter(uses).length).toBeGreaterThan(1);
  });
});

describe('the columns of a cohort', () => {
  it('are known by their meta: nobody but the language makes or reads their names', () => {
    const byName = /[}'"`]_(?:days|event|cause|exit_reason)['"`]/u;
    const wrong = product.filter(({ path, text }) => !path.startsWith('cohort-dsl/') && byName.test(text));
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  it('come from programs that the language alone reads: nobody else looks into one by a pattern', () => {
    const clause = /\/[^/\n]*(?:cohort|from|index|include|exclude|follow|param|outcome|variable|series)\\+[sb][^\n]*\//u;
    const wrong = product.filter(({ path, text }) => !path.startsWith('cohort-dsl/') && clause.test(text));
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });
});
