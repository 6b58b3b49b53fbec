import { describe, expect, it } from 'vitest';
import { type CellOutcome, EMPTY_OUTCOME } from '@/analysis-kernel/cells/outcome';
import { asMarkdown, fill, filledMarkdown, placeholders } from '@/analysis-kernel/cells/text/placeholders';

const fit: CellOutcome = {
  ...EMPTY_OUTCOME,
  tables: new Map([
    [
      'coefficients',
      {
        columns: ['term', 'estimate', 'p_value'],
        types: ['text', 'number', 'number'],
        rows: [
          ['hormone', -0.314159, 0.00042],
          ['age', 12345.678, 0.2],
        ],
      },
    ],
    ['fit', { columns: ['n', 'concordance'], types: ['integer', 'number'], rows: [[2982, 0.61234]] }],
  ]),
};
const byGrade: CellOutcome = {
  ...EMPTY_OUTCOME,
  tables: new Map([
    [
      'table',
      {
        columns: ['grade', 'n', 'percent', 'exact'],
        types: ['integer', 'integer', 'number', 'decimal'],
        rows: [
          [2, 794, 26.626, '1.50'],
          [3, null, 73.3, '2.25'],
        ],
      },
    ],
  ]),
};
const outcomes = new Map<string, CellOutcome | null>([
  ['fit', fit],
  ['by_grade', byGrade],
  ['least', { ...EMPTY_OUTCOME, value: 65 }],
  ['later', null],
]);

function filled(markdown: string): string {
  let text = '';
  let from = 0;
  for (const placeholder of placeholders(markdown, (name) => outcomes.has(name))) {
    const result = fill(placeholder, outcomes.get(placeholder.cell) ?? null);
    text += markdown.slice(from, placeholder.start) + ('text' in result ? result.text : `<${result.problem}>`);
    from = placeholder.end;
  }
  return text + markdown.slice(from);
}

describe('results in prose', () => {
  it.each([
    ['{fit.coefficients["hormone"].estimate | 2}', '−0.31'],
    ["{ fit . coefficients [ 'hormone' ] . p_value | p }", '<0.001'],
    ['{fit.coefficients["age"].estimate}', '12\u202f346'],
    ['{fit.coefficients[2].term}', 'age'],
    ['{fit.fit.concordance}', '0.612'],
    ['{fit.coefficients.rows}', '2'],
    ['{by_grade["2"].percent | %}', '26.6'],
    ['{by_grade["2"].exact}', '1.50'],
    ['{by_grade["2"].exact | 1}', '1.5'],
    ['{by_grade[2].n}', '—'],
    ['{least}', '65'],
    ['{least | 1}', '65.0'],
    ['{later.x}', '<not_run>'],
    ['{fit.nothing["x"].y}', '<no_table>'],
    ['{fit.coefficients["nobody"].estimate}', '<no_row>'],
    ['{fit.coefficients["age"].nothing}', '<no_column>'],
    ['{fit.coefficients.estimate}', '<no_row>'],
    ['{fit}', '<no_value>'],
  ])('%s is %s', (markdown, text) => {
    expect(filled(`a ${markdown} b`)).toBe(`a ${text} b`);
  });

  it.each([
    '`{least}`',
    '``a ` {least}``',
    '$x_{least}$',
    '$$\n\\frac{least}{2}\n$$',
    '```\n{least}\n```',
    '~~~\n{least}\n~~~',
    '\\{least}',
    '{nobody}',
    '{least + 1}',
    '{"least": 1}',
  ])('leaves %s alone', (markdown) => {
    expect(filled(markdown)).toBe(markdown);
  });

  it.each([
    ['{nope.x}', '⟨nope: no such cell⟩', '⟨nope：没有此单元⟩'],
    ['{nope["a"].n | 2}', '⟨nope: no such cell⟩', '⟨nope：没有此单元⟩'],
    ['{nope | %}', '⟨nope: no such cell⟩', '⟨nope：没有此单元⟩'],
    ['{broken.n}', '⟨broken: in error⟩', '⟨broken：出错⟩'],
    ['{off.n}', '⟨off: not run⟩', '⟨off：未运行⟩'],
    ['{soon.n}', '…', '…'],
    ['{least}', '65', '65'],
    ['{nobody} `{nope.x}`', '{nobody} `{nope.x}`', '{nobody} `{nope.x}`'],
  ])('that is not there is said: %s', (markdown, en, zh) => {
    const cells = new Map([
      ['broken', { outcome: null, failed: true, coming: false }],
      ['off', { outcome: null, failed: false, coming: false }],
      ['soon', { outcome: null, failed: false, coming: true }],
      ['least', { outcome: outcomes.get('least') ?? null, failed: false, coming: false }],
    ]);
    expect(filledMarkdown(markdown, (name) => cells.get(name) ?? null, 'en')).toBe(en);
    expect(filledMarkdown(markdown, (name) => cells.get(name) ?? null, 'zh')).toBe(zh);
  });

  it('is filled beside money and code', () => {
    expect(filled('$5 for {least} and $6')).toBe('$5 for 65 and $6');
    expect(filled('`x` {least} `y`')).toBe('`x` 65 `y`');
    expect(filled('```\ncode\n```\n{least}')).toBe('```\ncode\n```\n65');
  });

  it('cannot turn into markup', () => {
    expect(asMarkdown('<b> [x](y) `z` $m$')).toBe('\\<b\\> \\[x\\](y) \\`z\\` \\$m\\$');
  });
});
