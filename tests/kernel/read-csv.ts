/** Reads the fixtures' CSV files as the command line reads tables: empty and NA missing, types by all values. */
import { readFileSync } from 'node:fs';
import { frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import type { Column, Frame } from '@/analysis-kernel/frame/column';

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

export function readCsv(name: string): Frame {
  const text = readFileSync(new URL(`../fixtures/data/${name}.csv`, import.meta.url), 'utf8');
  return parseCsv(text);
}

export function parseCsv(text: string): Frame {
  const [header, ...lines] = text.split(/\r?\n/).filter((line) => line !== '');
  const cells = lines.map(splitLine);
  return frameOf(
    splitLine(header).map((name, j) =>
      columnOf(
        name ?? '',
        cells.map((row) => row[j] ?? null),
      ),
    ),
  );
}

function splitLine(line: string): (string | null)[] {
  return line.split(',').map((cell) => {
    const value = cell.replace(/^"(.*)"$/, '$1');
    return value === '' || value === 'NA' ? null : value;
  });
}

function columnOf(name: string, values: (string | null)[]): Column {
  if (!values.every((value) => value === null || NUMBER.test(value))) return textColumn(name, values);
  const numbers = values.map((value) => (value === null ? null : Number(value)));
  const whole = values.every((value) => value === null || /^[+-]?\d+$/.test(value));
  return numericColumn(name, numbers, whole ? 'integer' : 'number');
}
