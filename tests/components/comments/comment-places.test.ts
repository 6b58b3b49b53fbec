// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { anchorText } from '@/analysis-kernel/anchors/text-anchor';
import { EMPTY_OUTCOME } from '@/analysis-kernel/cells/outcome';
import { newCell } from '@/analysis-kernel/document/notebook';
import type { CommentAnchor, CommentPerson, ThreadDto } from '@/app/_contract/comments';
import { mentionsIn } from '@/app/_contract/mentions';
import { marksOf } from '@/components/notebook/comments/line-comments';
import { offeredFor } from '@/components/notebook/comments/mention-list';
import { lineAt, onWords, placeInFocus, wordsIn } from '@/components/notebook/comments/place-in-focus';
import { threadsOnValues } from '@/components/notebook/comments/table-places';
import { inOrder } from '@/components/notebook/comments/thread-order';
import { placeOfValue } from '@/components/notebook/comments/value-place';
import { standingOf } from '@/components/workbench/comments/found-place';

const BODY = 'index at first surgery\n  include "Adult": age at index >= 18\n\nvariable grade = index.grade';
const cell = newCell('c', { kind: 'cohort', name: 'adults', body: BODY });
const thread = (id: string, anchor: CommentAnchor, of = 'c'): ThreadDto => ({ id, cell: of, anchor, resolved: null, comments: [] });
const onLine = (line: string): CommentAnchor => ({
  on: 'words',
  ...anchorText(BODY, BODY.indexOf(line), BODY.indexOf(line) + line.length),
});

const table = {
  columns: ['grade', 'n'],
  types: ['integer' as const, 'integer' as const],
  rows: [
    [1, 12],
    [2, 30],
  ],
};
const outcome = { ...EMPTY_OUTCOME, tables: new Map([['table', table]]), stored: new Map([['table', 'q']]), aggregates: ['q'] };

describe('a comment is about', () => {
  it('the words of a line, without the blanks before them', () => {
    const { from, to } = lineAt(BODY, BODY.indexOf('age'));
    expect(BODY.slice(from, to)).toBe('include "Adult": age at index >= 18');
    expect(lineAt('', 0)).toEqual({ from: 0, to: 0 });
    expect(lineAt('a\nb', 3)).toEqual({ from: 2, to: 3 });
  });

  it('the cell where no words are chosen', async () => {
    expect(onWords(cell, lineAt(BODY, BODY.indexOf('\n\n') + 1)).anchor).toEqual({ on: 'cell' });
    expect((await placeInFocus(cell)).valueOf()).toEqual({ cell: 'c', anchor: { on: 'cell' }, result: null });
  });

  it('the Markdown that shown words were set from', () => {
    const body = '# Aim\n\nWomen with **node-positive** disease,\n_treated_ with hormones.';
    const found = wordsIn(body, 'node-positive disease, treated');
    expect(found && body.slice(found.from, found.to)).toBe('node-positive** disease,\n_treated');
    expect(wordsIn('**淋巴结**阳性患者', '淋巴结阳性')).toEqual({ from: 2, to: 9 });
    expect(wordsIn(body, 'not there')).toBeNull();
    expect(wordsIn(body, '** **')).toBeNull();
  });

  it('a value by its row and column; of single patients, none', () => {
    const place = { cell: 'c', outcome, key: 'k' };
    const anchor = { on: 'value', table: 'table', key: [['grade', 2]], column: 'n' };
    expect(placeOfValue(place, 'table', { row: 1, column: 'n' })).toEqual({ cell: 'c', anchor, result: 'k' });
    expect(placeOfValue(place, 'table', null)).toEqual({ cell: 'c', anchor: { on: 'table', table: 'table' }, result: null });
    expect(placeOfValue({ ...place, outcome: { ...outcome, aggregates: [] } }, 'table', { row: 1, column: 'n' })).toBe('patients');
    expect(placeOfValue(place, 'rows', { row: 1, column: 'n' })).toBe('patients');
    const alike = {
      ...outcome,
      tables: new Map([
        [
          'table',
          {
            ...table,
            rows: [
              [1, 1],
              [1, 1],
            ],
          },
        ],
      ]),
    };
    expect(placeOfValue({ ...place, outcome: alike }, 'table', { row: 1, column: 'n' })).toBe('alike');
  });
});

describe('marks stand', () => {
  it('on the line the words are on now, and not for those that are resolved or gone', () => {
    const adult = thread('t', onLine('include "Adult": age at index >= 18'));
    const grade = thread('u', onLine('variable grade = index.grade'));
    const marks = marksOf(
      [adult, grade, { ...adult, resolved: { by: 'x', at: '' } }],
      `# New\n${BODY.replace('variable grade = index.grade', '')}`,
    );
    expect([...marks].map(([line, own]) => [line, own.map(({ id }) => id)])).toEqual([[2, ['t']]]);
  });

  it('on the value, wherever its row is', () => {
    const on = thread('t', { on: 'value', table: 'table', key: [['grade', 2]], column: 'n' });
    const sorted = {
      ...outcome,
      tables: new Map([
        [
          'table',
          {
            ...table,
            rows: [
              [2, 31],
              [1, 12],
            ],
          },
        ],
      ]),
    };
    expect([...threadsOnValues([on], 'table', outcome).keys()]).toEqual(['1 n']);
    expect([...threadsOnValues([on], 'table', sorted).keys()]).toEqual(['0 n']);
    expect(threadsOnValues([on, { ...on, resolved: { by: 'x', at: '' } }], 'other', outcome).size).toBe(0);
  });
});

it('a thread says what of its place is gone', () => {
  const standing = (anchor: CommentAnchor, body = BODY, result: typeof outcome | null = outcome) => standingOf(anchor, body, result);
  expect(standing({ on: 'cell' })).toBe('there');
  expect(standing(onLine('variable grade = index.grade'))).toBe('there');
  expect(standing(onLine('variable grade = index.grade'), BODY.replace('= index.grade', '= index.stage'))).toBe('changed');
  expect(standing(onLine('variable grade = index.grade'), 'SELECT 1')).toBe('words');
  expect(standing({ on: 'table', table: 'table' })).toBe('there');
  expect(standing({ on: 'table', table: 'gone' })).toBe('table');
  expect(standing({ on: 'table', table: 'gone' }, BODY, null)).toBe('unknown');
  expect(standing({ on: 'figure', figure: 'curve' })).toBe('figure');
  expect(standing({ on: 'value', table: 'table', key: [['grade', 3]], column: 'n' })).toBe('row');
  expect(standing({ on: 'value', table: 'table', key: [['grade', 1]], column: 'n' })).toBe('there');
});

it('threads stand in the order of the notebook, those of deleted cells last', () => {
  const threads = [
    thread('gone', { on: 'cell' }, 'x'),
    thread('below', onLine('variable grade = index.grade')),
    thread('value', { on: 'value', table: 't', key: [['a', 1]], column: 'a' }),
    thread('above', onLine('index at first surgery')),
    thread('first', { on: 'cell' }, 'b'),
    thread('whole', { on: 'cell' }),
  ];
  const drafts = [['new d', { id: 'd', text: '', begin: { cell: 'b', anchor: { on: 'cell' as const }, result: null } }]] as const;
  const groups = inOrder(['b', 'c'], threads, drafts);
  expect(groups.map((group) => [group.cell, group.threads.map(({ id }) => id), group.drafts.length])).toEqual([
    ['b', ['first'], 1],
    ['c', ['whole', 'above', 'below', 'value'], 0],
    ['x', ['gone'], 0],
  ]);
});

describe('people', () => {
  const person = (name: string, legalName: string, isMember = true): CommentPerson => ({ account: name, name, legalName, isMember });
  const people = [person('li.wei', '李伟'), person('li', 'Li Na'), person('ann@a.org', 'Ann Lee'), person('left', 'Left Li', false)];

  it('are offered by sign-in name, then by name, members alone', () => {
    expect(offeredFor('', people).map(({ name }) => name)).toEqual(['li.wei', 'li', 'ann@a.org']);
    expect(offeredFor('LI', people).map(({ name }) => name)).toEqual(['li.wei', 'li']);
    expect(offeredFor('lee', people).map(({ name }) => name)).toEqual(['ann@a.org']);
    expect(offeredFor('伟', people).map(({ name }) => name)).toEqual(['li.wei']);
  });

  it('are mentioned by the longest name that stands there, not within an address or another name', () => {
    const named = (text: string) => mentionsIn(text, people).flatMap((part) => part.person?.name ?? []);
    expect(named('请@li.wei和@li看。')).toEqual(['li.wei', 'li']);
    expect(named('@li. @LI, @lis @li.we x@li')).toEqual(['li', 'li']);
    expect(named('@ann@a.org')).toEqual(['ann@a.org']);
    for (const text of ['', '@', 'a @li b', '@li@li', '@left.'])
      expect(
        mentionsIn(text, people)
          .map((part) => part.text)
          .join(''),
      ).toBe(text);
  });
});
