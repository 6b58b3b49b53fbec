import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSql } from '@/analysis-kernel/cells/kinds/sql';
import type { CellReading } from '@/analysis-kernel/cells/reading';
import { readNotebook } from '@/analysis-kernel/document/read-notebook';
import { ancestors, buildGraph, descendants } from '@/analysis-kernel/graph/graph';

function graphOf(cells: Record<string, readonly string[]>) {
  const source = Object.entries(cells)
    .map(([name, reads]) => `\`\`\`sql name=${name}\nSELECT 1 AS x${reads.length > 0 ? ` FROM ${reads.join(', ')}` : ''}\n\`\`\`\n`)
    .join('');
  const notebook = readNotebook(source);
  const readings = new Map<string, CellReading>(notebook.cells.map((cell) => [cell.id, readSql(cell.body)]));
  return buildGraph(notebook, readings);
}

describe('the graph', () => {
  it('orders cells by what they read, else as they stand', () => {
    const graph = graphOf({ d: ['b', 'c'], c: ['a'], a: [], b: ['A', 'lung'], e: [] });
    expect(graph.order).toEqual(['a', 'c', 'b', 'd', 'e']);
    expect(graph.dependencies.get('d')).toEqual(['c', 'b']);
    expect(graph.unresolved.get('b')?.map((reference) => reference.name)).toEqual(['lung']);
    expect([...ancestors(graph, 'd')].sort()).toEqual(['a', 'b', 'c']);
    expect([...descendants(graph, 'a')].sort()).toEqual(['b', 'c', 'd']);
    expect(graph.cycles).toEqual([]);
  });

  it('names circles in reading direction', () => {
    expect(graphOf({ a: ['b'], b: ['c'], c: ['a'], d: ['a'] }).cycles).toEqual([['a', 'b', 'c']]);
    expect(graphOf({ a: ['a'] }).cycles).toEqual([['a']]);
    expect(graphOf({ a: ['b'], b: ['a'], c: ['d'], d: ['c'] }).cycles.map((cycle) => [...cycle].sort())).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });

  it('takes a name that begins with that of a cohort or analysis as theirs', () => {
    const notebook = readNotebook(
      '```analysis name=fit\n(\n```\n```analysis name=fit_2\n(\n```\n```sql name=a\nFROM fit_coefficients, FIT_2_zph\n```\n```sql name=b\nFROM fitting\n```\n',
    );
    const nothing: CellReading = { references: [], derived: [], errors: [], volatile: false };
    const readings = new Map(notebook.cells.map((cell) => [cell.id, cell.kind === 'sql' ? readSql(cell.body) : nothing]));
    const graph = buildGraph(notebook, readings);
    expect(graph.dependencies.get('a')).toEqual(['fit', 'fit_2']);
    expect(graph.dependencies.get('b')).toEqual([]);
  });

  it('puts each cell after all it reads, in any graph without circles', () => {
    const arbitrary = fc.array(fc.array(fc.nat(30), { maxLength: 4 }), { minLength: 1, maxLength: 31 });
    fc.assert(
      fc.property(arbitrary, fc.integer(), (edges, turn) => {
        const names = edges.map((_, at) => `n${at}`);
        // Edges to earlier numbers only; the file has the cells in a turned order.
        const cells = names.map((name, at) => [name, edges[at].filter((to) => to < at).map((to) => `n${to}`)] as const);
        const by = Math.abs(turn) % cells.length;
        const graph = graphOf(Object.fromEntries([...cells.slice(by), ...cells.slice(0, by)]));
        expect(graph.cycles).toEqual([]);
        expect([...graph.order].sort()).toEqual([...names].sort());
        for (const [name, reads] of cells)
          for (const read of reads) expect(graph.order.indexOf(read)).toBeLessThan(graph.order.indexOf(name));
      }),
      { seed: 20261122, numRuns: 60 },
    );
  });
});
