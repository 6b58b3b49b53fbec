// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { EMPTY_OUTCOME } from '@/analysis-kernel/cells/outcome';
import type { CommentsDto, ThreadDto } from '@/app/_contract/comments';
import type { CellDto } from '@/app/_contract/notebooks';
import { CommentsPanel } from '@/components/notebook/comments/comments-panel';
import { useCommentKeys } from '@/components/notebook/comments/use-comment-keys';
import { type CommentPorts, CommentStore } from '@/components/workbench/comments/comment-store';
import { CommentsContext, useComments } from '@/components/workbench/comments/comments-context';
import { openNotebook, stateOf } from '../open-notebook';

afterEach(cleanup);

const cell: CellDto = { id: 'c', kind: 'sql', name: 'grades', body: 'SELECT grade, count(*) AS n\nFROM t\nGROUP BY grade', version: 1 };
const table = {
  columns: ['grade', 'n'],
  types: ['integer' as const, 'integer' as const],
  rows: [
    [1, 12],
    [2, 30],
  ],
};
const outcome = {
  ...EMPTY_OUTCOME,
  tables: new Map([['table', table]]),
  totals: new Map([['table', 2]]),
  stored: new Map([['table', 'grades']]),
  aggregates: ['grades'],
};
const people = ['me', 'you'].map((account) => ({ account, name: account, legalName: `Dr ${account}`, isMember: true }));
const thread = (id: string, text: string | null, change: Partial<ThreadDto> = {}, by = 'you'): ThreadDto => ({
  id,
  cell: 'c',
  anchor: { on: 'cell' },
  resolved: null,
  comments: [{ id, by, at: '2026-01-01T00:00:00Z', text, edited: null, mentions: [] }],
  ...change,
});
const dto = (known: number, ...threads: ThreadDto[]): CommentsDto => ({ known, people, threads, mayComment: true });

function Beside() {
  useCommentKeys();
  return useComments(({ isOpen }) => isOpen) ? <CommentsPanel /> : null;
}

async function open(comments: CommentsDto, lang: 'en' | 'zh' = 'en') {
  const done = vi.fn(async (..._: unknown[]) => null);
  let ids = 0;
  const ports: CommentPorts = {
    read: async () => null,
    begin: done,
    reply: done,
    change: done,
    settle: done,
    drafts: { all: async () => [], write: async () => undefined },
    newId: () => {
      ids += 1;
      return `new-${ids}`;
    },
    later: () => () => undefined,
  };
  const store = new CommentStore(ports, 'me', comments);
  const page = await openNotebook({
    cells: [cell],
    lang,
    around: (shown) => (
      <CommentsContext value={store}>
        {shown}
        <Beside />
      </CommentsContext>
    ),
  });
  act(() => page.engine.tell(stateOf(cell, { freshness: 'fresh', outcome, key: 'k' })));
  return { ...page, store, done };
}

it.each([
  ['en', 'Reply', 'Resolve', 'This comment was deleted.'],
  ['zh', '回复', '解决', '该评论已删除。'],
] as const)('a thread is read, answered by the keyboard and resolved (%s)', async (lang, reply, resolve, deleted) => {
  const { store, done } = await open(dto(2, thread('t', 'Ask @me about it'), thread('gone', null)), lang);
  act(() => store.open('t'));
  const card = document.getElementById('comment-t') as HTMLElement;
  expect(document.activeElement).toBe(card);
  expect(within(card).getByText('@Dr me')).toBeTruthy();
  expect(screen.getByText(deleted)).toBeTruthy();
  fireEvent.click(within(card).getByRole('button', { name: reply }));
  const area = within(card).getByRole('textbox');
  expect(document.activeElement).toBe(area);
  fireEvent.change(area, { target: { value: 'Answered' } });
  fireEvent.keyDown(area, { key: 'Escape' });
  expect(within(card).queryByRole('textbox')).toBeNull();
  expect(store.snapshot().drafts.get('reply t')?.text).toBe('Answered');
  fireEvent.click(within(card).getAllByRole('button', { name: /reply|回复/iu })[0]);
  await act(async () => void fireEvent.keyDown(within(card).getByRole('textbox'), { key: 'Enter', ctrlKey: true }));
  expect(done).toHaveBeenCalledWith(expect.objectContaining({ text: 'Answered' }), 't');
  await act(async () => void fireEvent.click(within(card).getByRole('button', { name: resolve })));
  expect(done).toHaveBeenLastCalledWith(expect.any(String), 't', true);
});

it('one’s own comment alone can be changed, and a reader changes none', async () => {
  const { store } = await open({ ...dto(2, thread('t', 'Mine', {}, 'me'), thread('u', 'Yours')) });
  act(() => store.open());
  expect(screen.getAllByRole('button', { name: 'Edit or delete your comment' })).toHaveLength(1);
  cleanup();
  const reader = await open({ ...dto(2, thread('t', 'Mine', {}, 'me')), mayComment: false });
  act(() => reader.store.open());
  for (const name of ['Edit or delete your comment', 'Reply', 'Resolve']) expect(screen.queryByRole('button', { name })).toBeNull();
});

it('C on a cell begins a comment on it; @ offers members; Escape leaves it and gives the focus back', async () => {
  const { store } = await open(dto(0));
  const section = screen.getByRole('region', { name: 'SQL cell grades' });
  act(() => section.focus());
  fireEvent.keyDown(section, { key: 'c' });
  const area = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'New comment' });
  expect(document.activeElement).toBe(area);
  fireEvent.change(area, { target: { value: 'See @yo' } });
  expect(screen.getAllByRole('option').map(({ textContent }) => textContent)).toEqual(['Dr you (you)']);
  fireEvent.keyDown(area, { key: 'Enter' });
  expect(area.value).toBe('See @you ');
  fireEvent.keyDown(area, { key: 'Escape' });
  expect(store.snapshot()).toMatchObject({ isOpen: false });
  expect([...store.snapshot().drafts.values()].map(({ text }) => text)).toEqual(['See @you ']);
  expect(document.activeElement).toBe(section);
});

it('the focus goes back to where it came from once a comment was sent', async () => {
  const { store } = await open(dto(0));
  const section = screen.getByRole('region', { name: 'SQL cell grades' });
  act(() => section.focus());
  fireEvent.keyDown(section, { key: 'c' });
  const area = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'New comment' });
  fireEvent.change(area, { target: { value: 'Sent' } });
  await act(async () => void fireEvent.keyDown(area, { key: 'Enter', ctrlKey: true }));
  expect(store.snapshot().drafts.size).toBe(0);
  fireEvent.keyDown(document.activeElement as Element, { key: 'Escape' });
  expect(store.snapshot().isOpen).toBe(false);
  expect(document.activeElement).toBe(section);
});

it('a value has a corner and says so, wherever its row goes; a cell says how many threads are open', async () => {
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(400);
  const on = thread('t', 'Odd', { anchor: { on: 'value', table: 'table', key: [['grade', 2]], column: 'n' } });
  const { engine, store } = await open(dto(1, on));
  const marked = () => [...document.querySelectorAll<HTMLElement>('td[data-thread]')].map((td) => td.textContent);
  expect(marked()).toEqual(['30(1 comment)']);
  expect(screen.getByRole('button', { name: '1 open comment on grades' })).toBeTruthy();
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
  act(() => engine.tell(stateOf(cell, { freshness: 'fresh', outcome: sorted, key: 'l' })));
  expect(marked()).toEqual(['31(1 comment)']);
  fireEvent.click(document.querySelector('td[data-thread]') as HTMLElement);
  expect(store.snapshot()).toMatchObject({ isOpen: true, active: 't' });
  const without = { ...outcome, tables: new Map([['table', { ...table, rows: [[1, 12]] }]]) };
  act(() => engine.tell(stateOf(cell, { freshness: 'fresh', outcome: without, key: 'm' })));
  expect(marked()).toEqual([]);
  expect(screen.getByText('The row or column is gone from the result.')).toBeTruthy();
  vi.restoreAllMocks();
});

it('arrows go from value to value, and C comments on the one that has the focus', async () => {
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(400);
  const { store } = await open(dto(0));
  const region = document.querySelector<HTMLElement>('[data-result] section') as HTMLElement;
  act(() => region.focus());
  fireEvent.keyDown(region, { key: 'Enter' });
  for (const key of ['ArrowRight', 'ArrowDown']) fireEvent.keyDown(document.activeElement as Element, { key });
  expect(document.activeElement?.textContent).toBe('30');
  fireEvent.keyDown(document.activeElement as Element, { key: 'c' });
  await screen.findByRole('textbox', { name: 'New comment' });
  expect([...store.snapshot().drafts.values()][0]?.begin).toEqual({
    cell: 'c',
    anchor: { on: 'value', table: 'table', key: [['grade', 2]], column: 'n' },
    result: 'k',
  });
  vi.restoreAllMocks();
});

it('two hundred threads are listed by cell, those of a deleted cell apart', async () => {
  const many = Array.from({ length: 200 }, (_, at) => thread(`t${at}`, `Comment ${at}`, at === 7 ? { cell: 'removed' } : {}));
  const { store } = await open(dto(200, ...many));
  act(() => store.open());
  const articles = () => document.querySelectorAll('article').length;
  expect(articles()).toBe(200);
  expect(screen.getByText('On a deleted cell; they come back with it')).toBeTruthy();
  expect(screen.getByTitle('199 open comments on grades')).toBeTruthy();
  fireEvent.click(screen.getByText('Resolved'));
  expect(articles()).toBe(0);
});
