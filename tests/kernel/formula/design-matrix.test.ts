import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { harrellKnots } from '@/analysis-kernel/formula/basis/rcs';
import { buildDesign, encodeRows } from '@/analysis-kernel/formula/design-matrix';
import { parseFormula } from '@/analysis-kernel/formula/parse-formula';
import { findColumn, numbersOf, takeRows } from '@/analysis-kernel/frame/access';
import { booleanColumn } from '@/analysis-kernel/frame/build';
import type { Frame } from '@/analysis-kernel/frame/column';
import { numberText } from '@/analysis-kernel/frame/number-text';
import { expectClose, type RNumber } from '../close';
import { readCsv } from '../read-csv';

interface Case {
  data: string;
  formula: string;
  n: number;
  names: string[];
  labels: string[];
  sums: RNumber[];
  squares: RNumber[];
  weighted: RNumber[];
  first: RNumber[];
}

const fixture = JSON.parse(readFileSync(new URL('./formula.json', import.meta.url), 'utf8')) as {
  cases: Case[];
  cox: Case[];
  knots: { data: string; column: string; nk: number; knots: RNumber[] | null }[];
  numbers: { values: number[]; texts: string[] };
};
const frames = new Map<string, Frame>();

function frameNamed(name: string): Frame {
  let frame = frames.get(name);
  if (frame === undefined) {
    frame = readCsv(name);
    if (name === 'pbc') {
      const time = numbersOf(findColumn(frame, 'time') ?? frame.columns[0]) ?? new Float64Array();
      frame = {
        ...frame,
        columns: [
          ...frame.columns,
          booleanColumn(
            'late',
            Array.from(time, (t) => t > 1000),
          ),
        ],
      };
    }
    frames.set(name, frame);
  }
  return frame;
}

const one = { cause: null, also: [] } as const;

describe('design matrices equal model.matrix', () => {
  it.each(fixture.cases)('$data $formula', (expected) => {
    const design = buildDesign(parseFormula(expected.formula), frameNamed(expected.data), {
      ...one,
      response: 'none',
      intercept: 'as-written',
    });
    expect(design.n).toBe(expected.n);
    expect([...design.names]).toEqual(expected.names);
    expect([...design.termLabels]).toEqual(expected.labels);
    compareColumns(design, expected, ['sums', 'squares', 'weighted', 'first']);
  });

  it.each(fixture.cox)('as coxph: $data $formula', (expected) => {
    const design = buildDesign(parseFormula(expected.formula), frameNamed(expected.data), {
      ...one,
      response: 'survival',
      intercept: 'coded',
    });
    expect(design.n).toBe(expected.n);
    expect([...design.names]).toEqual(expected.names);
    compareColumns(design, expected, ['sums', 'weighted']);
  });
});

function compareColumns(
  design: { n: number; p: number; x: Float64Array; names: readonly string[] },
  expected: Case,
  which: (keyof Case)[],
): void {
  for (let j = 0; j < design.p; j++) {
    const column = design.x.subarray(j * design.n, (j + 1) * design.n);
    const size = Math.sqrt(column.reduce((sum, x) => sum + x * x, 0) * design.n);
    const values: Record<string, number> = {
      sums: column.reduce((sum, x) => sum + x, 0),
      squares: column.reduce((sum, x) => sum + x * x, 0),
      weighted: column.reduce((sum, x, i) => sum + (x * (i + 1)) / design.n, 0),
      first: column[0],
    };
    for (const key of which) {
      const wanted = expected[key];
      if (Array.isArray(wanted)) expectClose(values[key], wanted[j], 1e-11, `${key} of ${design.names[j]}`, key === 'first' ? 1e-3 : size);
    }
  }
}

describe('knots of restricted cubic splines', () => {
  it.each(fixture.knots)('$nk knots of $column in $data', ({ data, column, nk, knots }) => {
    const values = numbersOf(findColumn(frameNamed(data), column) ?? frameNamed(data).columns[0]) ?? new Float64Array();
    const placed = harrellKnots(values.filter((x) => !Number.isNaN(x)).sort(), nk);
    if (knots === null) expect(placed).toBe('too-few-knots');
    else {
      if (typeof placed === 'string') throw new Error(placed);
      expect(placed.length).toBe(knots.length);
      placed.forEach((knot, i) => {
        expectClose(knot, knots[i], 1e-14, `knot ${i + 1}`);
      });
    }
  });
});

describe('numbers as R writes them', () => {
  it('agrees with as.character', () => {
    expect(fixture.numbers.values.map(numberText)).toEqual(fixture.numbers.texts);
  });
});

describe('encoding other rows', () => {
  it('keeps knots, polynomials and levels of the fit', () => {
    const frame = frameNamed('colon');
    const formula = parseFormula('~ rcs(nodes, 4) * rx + poly(age, 2) + ns(age, df = 3) + relevel(rx, "Obs"):factor(differ)');
    const design = buildDesign(formula, frame, { ...one, response: 'none', intercept: 'coded' });
    const picked = [3, 0, 700, 12];
    const fresh = encodeRows(
      design.encoding,
      takeRows(
        frame,
        Array.from(picked, (i) => design.rows[i]),
      ),
    );
    expect(fresh.rows.length).toBe(4);
    for (let j = 0; j < design.p; j++) {
      picked.forEach((i, k) => {
        expect(fresh.x[j * 4 + k]).toBe(design.x[j * design.n + i]);
      });
    }
  });
});
