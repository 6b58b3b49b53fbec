/** Texts from outside never end in an exception without a code, nor without end: formulas, analyses, settings, notebooks, CSV files. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readInput } from '@/analysis-kernel/cells/kinds/input';
import { FrontMatterError } from '@/analysis-kernel/document/front-matter';
import { NotebookTooLargeError, readNotebook } from '@/analysis-kernel/document/read-notebook';
import { writeNotebook } from '@/analysis-kernel/document/write-notebook';
import { buildDesign } from '@/analysis-kernel/formula/design-matrix';
import { formulaColumns, parseFormula } from '@/analysis-kernel/formula/parse-formula';
import { expandTerms } from '@/analysis-kernel/formula/terms';
import { frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import { FileTableError, openNodeEngine } from '@/analysis-kernel/node';
import { EngineError } from '@/analysis-kernel/ports/query-engine';
import { parseAnalysis } from '@/analysis-kernel/registry/parse-analysis';
import { MethodError } from '@/analysis-kernel/results/method-error';

const times = (part: string, number: number, between = '') => Array.from({ length: number }, () => part).join(between);
const names = (number: number, sign: string) => Array.from({ length: number }, (_, at) => `x${at}`).join(sign);

const frame = frameOf([
  numericColumn('t', [1, 2, 3, 4, 5, 6]),
  numericColumn('e', [1, 0, 1, 1, 0, 1], 'integer'),
  numericColumn('x', [1, 2, 1, null, 2, 3]),
  textColumn('g', ['a', 'b', 'a', 'b', null, 'c']),
]);

/** What a formula comes to: null where it builds a design, else the code of the error and whether its place is in the text. */
function outcome(text: string): { code: string; inside: boolean } | null {
  try {
    buildDesign(parseFormula(text), frame, { response: 'survival', intercept: 'coded', cause: null, also: [] });
    return null;
  } catch (error) {
    if (!(error instanceof MethodError)) throw error;
    expect(error.text.zh).toMatch(/[一-鿿]/u);
    return { code: error.code, inside: error.offset === null || (error.offset >= 0 && error.offset <= text.length) };
  }
}

describe('a formula', () => {
  it.each([
    ['10 000 signs', `Surv(t, e) ~ ${times('+', 10_000)}x`, 'formula_syntax'],
    ['10 000 minus signs', `Surv(t, e) ~ ${times('-', 10_000)}x`, 'formula_syntax'],
    ['10 000 negations', `Surv(t, e) ~ ${times('!', 10_000)}x`, 'formula_syntax'],
    ['10 000 terms', `Surv(t, e) ~ ${names(10_000, '+')}`, 'formula_syntax'],
    ['nested parentheses', `Surv(t, e) ~ ${times('(', 10_000)}x${times(')', 10_000)}`, 'formula_syntax'],
    ['nested calls', `Surv(t, e) ~ ${times('log(', 10_000)}x${times(')', 10_000)}`, 'formula_syntax'],
    ['powers of powers', `Surv(t, e) ~ x${times('^-', 5000)}2`, 'formula_syntax'],
    ['a long chain of products', `Surv(t, e) ~ ${names(1500, '*')}`, 'formula_term'],
    ['products of products', `Surv(t, e) ~ (${names(13, '*')}) : (${names(13, '*').replaceAll('x', 'y')})`, 'formula_term'],
    ['the same products again', `Surv(t, e) ~ ((${names(13, '*')}) : (${names(13, '*')})) ^ 20`, 'formula_term'],
    ['a power', `Surv(t, e) ~ (${names(500, '+')}) ^ 20`, 'formula_term'],
    ['many tildes', `Surv(t, e) ${times('~', 10_000)} x`, 'formula_tilde'],
    ['an open quote', `Surv(t, e) ~ "${times('x', 10_000)}`, 'formula_unclosed'],
  ])('has bounds, and its error a place: %s', (_, text, code) => {
    expect(outcome(text)).toEqual({ code, inside: true });
    expect(Array.isArray(formulaColumns(text))).toBe(true);
  });

  it('holds no more columns than can be fitted', () => {
    const n = 3000;
    const rows = Array.from({ length: n }, (_, at) => at);
    const keys = frameOf([
      numericColumn(
        't',
        rows.map((at) => at + 1),
      ),
      numericColumn(
        'e',
        rows.map((at) => at % 2),
        'integer',
      ),
      textColumn(
        'id',
        rows.map((at) => `p${at}`),
      ),
      textColumn(
        'half',
        rows.map((at) => `h${at % 1500}`),
      ),
    ]);
    const code = (text: string) => {
      try {
        return buildDesign(parseFormula(text), keys, { response: 'survival', intercept: 'coded', cause: null, also: [] }).p;
      } catch (error) {
        return error instanceof MethodError ? error.code : error;
      }
    };
    expect(code('Surv(t, e) ~ half')).toBe(1499);
    expect(code('Surv(t, e) ~ id')).toBe('formula_too_wide');
    expect(code('Surv(t, e) ~ half:id')).toBe('formula_too_wide');
  });

  it('of as many terms as there may be signs has them all', () => {
    expect(expandTerms(parseFormula(`y ~ ${names(1900, '+')} - x7`).right, []).terms).toHaveLength(1899);
  });

  it('of ten thousand columns by a dot has its terms, of more an error', () => {
    const dots = (number: number) => Array.from({ length: number }, (_, at) => `c${at}`);
    const { right } = parseFormula('y ~ .');
    expect(expandTerms(right, dots(1000)).terms).toHaveLength(1000);
    expect(() => expandTerms(right, dots(10_001))).toThrow(MethodError);
    expect(() => expandTerms(parseFormula('y ~ .^2').right, dots(5000))).toThrow(MethodError);
  });

  it('of any pieces builds a design or says what is wrong, at a place within it', () => {
    const piece = fc.constantFrom(
      ...'Surv( ( ) , + - * / : ^ ~ ! & | == < %in% 1 0 2 0.5 1e400 x g t e nothing "a" TRUE `x` log( factor( strata( cluster( offset( rcs(x, poly(x,'.split(
        ' ',
      ),
      ...['ns(x, 3)', 'I(x^2)', 'relevel(g, "b")', 'Surv(t, e)', 'c(1, 2)', '.', '-1', '=', 'event = 1', '～', '（', '\n', '\u0000', '😀'],
    );
    const texts = fc.oneof(
      fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(' ')),
      fc.array(piece, { maxLength: 8 }).map((pieces) => `Surv(t, e) ~ ${pieces.join(' ')}`),
      fc.string({ unit: 'binary', maxLength: 40 }),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const found = outcome(text);
        expect(found === null || found.inside, text).toBe(true);
        expect(Array.isArray(formulaColumns(text))).toBe(true);
      }),
      { numRuns: 1500, seed: 11 },
    );
  });
});

/** Lines of YAML in every state: aliases, anchors, tags, quotes left open, tabs, documents within documents. */
const yamlLine = fc.oneof(
  fc.constantFrom(
    ...[
      'method: cox',
      'method: [cox]',
      'data: d',
      'formula: Surv(t, e) ~ x',
      'times: [1, 2',
      'a: *b',
      'a: &x 1',
      'b: *x',
      '<<: *x',
      '- a',
      '? a',
      ': b',
    ],
    ...[
      '!!binary x',
      '!tag a: b',
      '"open',
      "'open",
      '\tx: 1',
      '---',
      '...',
      '{a: {b: {c: [',
      '|',
      '>-',
      'method:',
      'where: |',
      '%YAML 1.1',
      '__proto__: 1',
    ],
    ...[
      'type: slider',
      'default: .nan',
      'min: 1e999',
      'options: {a: 1}',
      'constructor: x',
      'weights: {column: w, kind: frequency}',
      'title: [1]',
      '\u0000',
    ],
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
);
const yaml = fc.array(yamlLine, { maxLength: 8 }).map((lines) => lines.join('\n'));

describe('YAML', () => {
  it('of an analysis is read, or its errors have code, words in both languages and a place in it', async () => {
    await fc.assert(
      fc.asyncProperty(yaml, async (text) => {
        const read = await parseAnalysis(text);
        const lines = text.split('\n').length;
        for (const { code, message, line, column } of read.ok ? [] : read.errors) {
          expect(code).toMatch(/^[a-z_]+$/u);
          expect(message.zh).toMatch(/[一-鿿]/u);
          expect(line !== null && line >= 1 && line <= lines && column !== null && column >= 1, `${line}:${column} of ${text}`).toBe(true);
        }
      }),
      { numRuns: 1500, seed: 12 },
    );
  });

  it('of an input too', () => {
    fc.assert(
      fc.property(yaml, (text) => {
        const { errors } = readInput(text);
        for (const { message } of errors) expect(message.zh).toMatch(/[一-鿿]/u);
      }),
      { numRuns: 1000, seed: 13 },
    );
  });

  it('of the settings is read, or its error says the line in both languages', () => {
    fc.assert(
      fc.property(yaml, (text) => {
        try {
          readNotebook(`---\n${text}\n---\n\ntext\n`);
        } catch (error) {
          if (!(error instanceof FrontMatterError)) throw error;
          expect(error.says.zh).toMatch(/^第 \d+ 行：.*[一-鿿]/u);
          expect(error.says.en).toMatch(/^Line \d+: /u);
          expect(error.line).toBeGreaterThanOrEqual(1);
          expect(error.line).toBeLessThanOrEqual(text.split('\n').length + 3);
        }
      }),
      { numRuns: 1000, seed: 14 },
    );
  });

  it.each([
    ['title: [', 2, '设置'],
    ['a: 1\na: 2', 3, '两次'],
    ['a: 1\n\tb: 2', 3, '制表符'],
    ['database: x\ntitle: {a: 1}', 3, 'title'],
    ['title: *nothing', 2, ''],
    ['- a', 2, 'key: value'],
  ])('of the settings says what is wrong where: %j', (text, line, word) => {
    const fault = (() => {
      try {
        readNotebook(`---\n${text}\n---\n`);
      } catch (error) {
        return error;
      }
    })();
    expect(fault).toBeInstanceOf(FrontMatterError);
    expect((fault as FrontMatterError).line).toBe(line);
    expect((fault as FrontMatterError).says.zh).toContain(word);
  });
});

it('a notebook of any lines is read and written back letter for letter, or refused by name', () => {
  const line = fc.oneof(
    fc.constantFrom(
      '---',
      '```',
      '````',
      '~~~',
      '```sql name=a',
      '```cox',
      '```analysis name=b id=x',
      '<!-- cell id=q -->',
      '- item',
      '  ```sql name=c',
      '',
    ),
    fc.constantFrom(
      '{"cells": [], "nbformat": 4}',
      '\uFEFF',
      '\r',
      '```sql name=',
      '```sql name="',
      '> ```sql name=d',
      'title: x',
      '\u0000',
      '<!-- cell',
    ),
    yamlLine,
  );
  const text = fc.tuple(fc.array(line, { maxLength: 14 }), fc.constantFrom('\n', '\r\n')).map(([lines, end]) => lines.join(end));
  fc.assert(
    fc.property(text, (source) => {
      try {
        const notebook = readNotebook(source);
        expect(new Set(notebook.cells.map(({ id }) => id)).size).toBe(notebook.cells.length);
        if (!/\r(?!\n)/u.test(source) && !/(?<!\r)\n/u.test(source.includes('\r\n') ? source : ''))
          expect(writeNotebook(notebook)).toBe(source);
      } catch (error) {
        if (!(error instanceof FrontMatterError) && !(error instanceof NotebookTooLargeError)) throw error;
      }
    }),
    { numRuns: 2000, seed: 15 },
  );
});

it('a CSV file of any bytes is a table, or refused in words', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'coho-fuzz-'));
  const cell = fc.constantFrom('1', 'a', '"', '""', '"a,b"', '1,5', '.', 'NA', '', ' ', '03/04/2020', '中', '\u0000', '#', '1e999', "'");
  const line = fc.constantFrom('\n', '\r\n', '\r');
  const tables = fc
    .tuple(fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 6 }), fc.constantFrom(',', ';', '\t', '|'), line)
    .map(([rows, by, end]) => Buffer.from(rows.map((row) => row.join(by)).join(end), 'utf8'));
  const bytes = fc.uint8Array({ maxLength: 60 }).map((array) => Buffer.from(array));
  const preamble = fc.constantFrom('', '\uFEFF', 'sep=;\n', '# made by x\n', '\n\n').map((text) => Buffer.from(text, 'utf8'));
  try {
    await fc.assert(
      fc.asyncProperty(preamble, fc.oneof(tables, bytes), async (head, body) => {
        const file = join(folder, 'x.csv');
        await writeFile(file, Buffer.concat([head, body]));
        try {
          const engine = await openNodeEngine({ tables: [{ name: 'x', file }] });
          await engine.close();
        } catch (error) {
          if (!(error instanceof EngineError) && !(error instanceof FileTableError)) throw error;
          expect(error.message).not.toMatch(/internal|undefined|\n\s+at /iu);
        }
      }),
      { numRuns: 80, seed: 16 },
    );
  } finally {
    await rm(folder, { recursive: true });
  }
});
