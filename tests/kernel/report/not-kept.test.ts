/** A kept result has no tables of single rows: what is drawn from them is said to be missing, and never drawn as nothing. */
import { expect, it } from 'vitest';
import { EMPTY_OUTCOME } from '@/analysis-kernel/cells/outcome';
import { answerContent } from '@/analysis-kernel/content/content';
import { readNotebook } from '@/analysis-kernel/document/read-notebook';
import { notKeptText } from '@/analysis-kernel/report/not-kept';
import { reportHtml } from '@/analysis-kernel/report/report';
import { REPORT_STYLE } from '@/analysis-kernel/report/style';
import type { CellState } from '@/analysis-kernel/session/state';
import type { View } from '@/analysis-kernel/views/kinds';

const view = (table: string, en: string, folded: boolean): View => ({
  kind: 'table',
  table,
  title: { en, zh: en },
  folded,
  notes: [],
  columns: {},
});

const outcome = {
  ...EMPTY_OUTCOME,
  tables: new Map([['fit', { columns: ['n'], types: ['integer' as const], rows: [[3]] }]]),
  figures: [
    {
      kind: 'incidence' as const,
      name: 'curve',
      title: { en: 'Predicted incidence', zh: '预测发生率' },
      table: 'curve',
      confLevel: 0.95,
      shownTime: { unit: null, length: 1 },
      leastAtRisk: 0,
      note: null,
      causeColumn: 'cause',
    },
  ],
  views: [view('fit', 'Fit', false), view('curve', 'Curve', true), view('predictions', 'Predicted risks', false)],
};

it('names the figures and tables that are missing, a figure for its data, and how they are had', () => {
  expect(notKeptText(outcome, 'en')).toBe(
    'A kept result holds nothing about single rows. Without them: Predicted incidence, Predicted risks. Run the cell to have them.',
  );
  expect(notKeptText(outcome, 'zh')).toBe('保存的结果不含逐行的内容，缺少：预测发生率、Predicted risks。运行该单元即可得到。');
  expect(notKeptText({ ...outcome, figures: [], views: outcome.views.slice(0, 2) }, 'en')).toBeNull();
});

it('a report is made of what is there, numbers no figure that is not, and says what is missing', async () => {
  const notebook = readNotebook('```analysis name=risks\nmethod: finegray\n```\n');
  const state: CellState = {
    ...{ id: notebook.cells[0].id, kind: 'analysis', name: 'risks', body: notebook.cells[0].body },
    ...{ freshness: 'fresh', activity: 'idle', key: 'k', outcome, error: null, materialised: false, keepable: true },
    ...{ duration: null, since: null, progress: null, waitsFor: [], held: null },
  };
  const page = await reportHtml({
    notebook,
    file: 'a.md',
    states: [state],
    lang: 'en',
    database: null,
    engine: 'none',
    facts: { question: null, author: null, date: null },
    content: answerContent,
    draw: (figure) => {
      throw new RangeError(`the figure "${figure.name}" has no table`);
    },
  });
  expect(page).not.toContain('Figure 1.');
  expect(page).toContain('Without them: Predicted incidence, Predicted risks.');
  expect(page).toContain('Fit');
});

it('on paper a caption keeps the figure above it, and not what comes after', () => {
  const print = REPORT_STYLE.slice(REPORT_STYLE.indexOf('@media print'));
  const rules = [...print.matchAll(/([^{}]+)\{([^{}]*)\}/gu)].filter(([, names]) => names.includes('figcaption'));
  expect(rules.map(([, , rule]) => rule.trim())).toEqual(['break-before: avoid;']);
});
