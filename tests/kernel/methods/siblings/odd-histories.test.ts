/**
 * Matched sets and histories of awkward kinds (ties, tiny groups, no events, scales of 1e-8 and 1e8, constants, separation, half of it missing): a
 * result whose numbers are numbers and whose tables fit their declarations, or an error with a code and words in both languages.
 */
import { describe, expect, it } from 'vitest';
import { analysisTableFault } from '@/analysis-kernel/disclosure/declared-tables';
import { frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import type { Frame } from '@/analysis-kernel/frame/column';
import { parseAnalysis } from '@/analysis-kernel/registry/parse-analysis';
import { runMethod } from '@/analysis-kernel/registry/run-method';
import { readFixture } from '../../fixture';

interface Case {
  readonly kind: string;
  readonly data: Readonly<Record<'t' | 'e' | 'x' | 'k' | 'w' | 'y' | 'm', number[]>> & { readonly g: string[] };
}
const cases = readFixture<readonly Case[]>('methods/odd-data');

/** The rows as histories too: each of a patient from the stop of the one before, in the order they stand. */
function frameFrom({ g, ...numbers }: Case['data']): Frame {
  const known = (value: number) => (Number.isNaN(value) ? null : value);
  const id = numbers.t.map((_, row) => Math.floor(row / 3));
  const ends = numbers.t.map((_, row) =>
    numbers.t.slice(3 * id[row], row + 1).reduce((sum, one) => sum + (Number.isNaN(one) ? 1 : Math.abs(one)), 0),
  );
  return frameOf([
    ...Object.entries(numbers).map(([name, values]) =>
      numericColumn(name, values.map(known), ['e', 'k', 'w', 'y', 'm'].includes(name) ? 'integer' : 'number'),
    ),
    textColumn(
      'g',
      g.map((value) => (value === '' ? null : value)),
    ),
    numericColumn('id', id),
    numericColumn(
      'start',
      ends.map((_, row) => (row % 3 === 0 ? 0 : ends[row - 1])),
    ),
    numericColumn('stop', ends),
    numericColumn(
      'last',
      id.map((_, row) => Number(row % 3 === 2 && row % 2 === 0)),
    ),
  ]);
}

const CELLS = [
  'method: conditional_logistic\nformula: y ~ x + strata(id)',
  'method: conditional_logistic\nformula: y ~ x + g + strata(k)\nrobust: true',
  'method: conditional_logistic\nformula: y ~ x + strata(g)\nties: efron\nweights: {column: w, kind: sampling}',
  'method: conditional_logistic\nformula: e ~ m + strata(id)\nweights: {column: w, kind: frequency}\nexponentiate: true',
  'method: recurrent\nformula: Surv(start, stop, e) ~ x + g\nid: id',
  'method: recurrent\ntype: pwp_total\nformula: Surv(start, stop, e) ~ x\nid: id\nlast_stratum: 2\nrobust: false',
  'method: recurrent\ntype: pwp_gap\nformula: Surv(start, stop, e) ~ x + strata(g)\nid: id\nweights: {column: w, kind: sampling}',
  'method: recurrent\ntype: mean_cumulative\nformula: Surv(start, stop, e) ~ g\nid: id\nterminal: last\ntimes: [1, 1e9]',
  'method: recurrent\ntype: mean_cumulative\nformula: Surv(start, stop, e) ~ 1\nid: id\nconf_type: plain\nweights: {column: w, kind: inverse_probability}',
];

describe.each(cases.map((one, at) => [`${at + 1}, ${one.kind}`, one] as const))('%s', (_, one) => {
  it('gives numbers or a reason', async () => {
    const frame = frameFrom(one.data);
    for (const cell of CELLS) {
      const parsed = await parseAnalysis(`data: d\n${cell}\n`);
      if (!parsed.ok) throw new Error(parsed.errors[0].message.en);
      const result = await runMethod(parsed.analysis, frame);
      if (!result.ok) {
        expect(Object.keys(parsed.analysis.method.errors), cell).toContain(result.error.code);
        continue;
      }
      for (const [name, table] of result.output.tables) {
        const numbers = table.rows.flat().filter((value) => typeof value === 'number');
        expect(
          numbers.filter((value) => !Number.isFinite(value)),
          `${cell}: ${name}`,
        ).toEqual([]);
        expect(analysisTableFault(parsed.analysis.method.tables, new Set(), name, table), `${cell}: ${name}`).toBeNull();
      }
      expect(JSON.stringify([result.output.sentence, result.output.warnings])).not.toMatch(/NaN|undefined|Infinity/u);
    }
  });
});
