// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { loadMethod } from '@/analysis-kernel/registry/registry';
import type { CellDto } from '@/app/_contract/notebooks';
import { messagesOf } from '@/app/_messages/messages';
import { Announcer } from '@/components/notebook/announcer';
import { SaveStatus } from '@/components/notebook/save-status';
import { TitleConflictNote } from '@/components/notebook/title-conflict';
import { openNotebook, stateOf } from './open-notebook';
import { openTab, ServerModel } from './server-model';

// Fetched by a browser with the first renaming.
beforeAll(() => Promise.all([import('@/analysis-kernel/cells/rename'), import('@/analysis-kernel/cells/rename-columns')]));
afterEach(cleanup);

const sql: CellDto = { id: 'cell-sql1', kind: 'sql', name: 'counts', body: 'SELECT 1 AS n', version: 1 };
const note: CellDto = { id: 'cell-note', kind: 'text', name: null, body: 'Background', version: 1 };
const fit: CellDto = { id: 'cell-fit1', kind: 'analysis', name: 'fit', body: 'method: describe\ndata: counts\n', version: 1 };

const region = (name: RegExp) => screen.getByRole('region', { name });

describe.each(['en', 'zh'] as const)('in %s', (lang) => {
  const words = messagesOf(lang).notebook;

  it('an empty notebook says what to begin with', async () => {
    const { store } = await openNotebook({ cells: [], lang });
    expect(screen.getByText(words.empty.title)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: words.empty.text }));
    expect(store.snapshot().notebook.cells).toMatchObject([{ kind: 'text', body: '' }]);
  });

  it('a conflict shows both texts until one is chosen', async () => {
    const server = new ServerModel(sql);
    const { store, type } = await openNotebook({ cells: [sql], server, lang });
    const colleague = await openTab(server, undefined, 'bob');
    colleague.type(sql.id, 'SELECT 2 AS theirs');
    await colleague.store.flush();
    act(() => type(sql.id, 'SELECT 3 AS mine'));
    await act(() => store.flush());
    const alert = within(await screen.findByRole('alert'));
    expect(alert.getByText(words.conflict.title)).toBeTruthy();
    const texts = alert.getByRole('region');
    expect(texts.textContent).toContain('SELECT 2 AS theirs');
    // What is typed while it stands is the own text, and overwrites nothing.
    act(() => type(sql.id, 'SELECT 4 AS mine'));
    await act(() => store.flush());
    expect(texts.textContent).toContain('SELECT 4 AS mine');
    expect(server.body(sql.id)).toBe('SELECT 2 AS theirs');
    fireEvent.click(alert.getByRole('button', { name: words.conflict.keepMine }));
    await act(() => store.flush());
    expect(screen.queryByRole('alert')).toBeNull();
    expect(server.body(sql.id)).toBe('SELECT 4 AS mine');
  });

  it('says above that something waits for a decision, and leads to it; a conflict with oneself says so', async () => {
    const server = new ServerModel(sql);
    const around = (shown: ReactNode) => (
      <>
        <SaveStatus />
        <TitleConflictNote />
        {shown}
      </>
    );
    const { store, type, controller } = await openNotebook({ cells: [sql], server, lang, around });
    const other = await openTab(server);
    other.type(sql.id, 'SELECT 2');
    other.store.dispatch({ kind: 'title', from: null, title: 'Other' });
    await other.store.flush();
    act(() => {
      type(sql.id, 'SELECT 3');
      store.dispatch({ kind: 'title', from: null, title: 'Own' });
    });
    await act(() => store.flush());
    const [titles, alert] = screen.getAllByRole('alert').map((one) => within(one));
    expect(alert.getByText(words.conflict.ownTitle)).toBeTruthy();
    expect(titles.getByText(words.conflict.ownNotebookTitle)).toBeTruthy();
    fireEvent.click(titles.getByRole('button', { name: words.conflict.useTitle.replace('{title}', 'Other') }));
    expect(screen.queryByText(words.save.saved)).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: lang === 'en' ? '1 change waits for your decision' : '1 处修改待您选择' }));
    expect(controller.focus.snapshot().id).toBe(sql.id);
    fireEvent.click(alert.getByRole('button', { name: words.conflict.keepMine }));
    await act(() => store.flush());
    expect(screen.getByText(words.save.saved)).toBeTruthy();
    act(() => void store.undo());
    expect(store.snapshot().cells.get(sql.id)?.body).toBe('SELECT 2');
  });

  it('a cell removed here and changed elsewhere comes back with the question', async () => {
    const server = new ServerModel(sql);
    const { store, controller } = await openNotebook({ cells: [sql], server, lang });
    const colleague = await openTab(server, undefined, 'bob');
    colleague.store.dispatch({ kind: 'rename', id: sql.id, base: 1, name: 'kept' });
    await colleague.store.flush();
    act(() => controller.edits.remove(sql.id));
    expect(screen.queryByRole('region')).toBeNull();
    await act(() => store.flush());
    const alert = within(await screen.findByRole('alert'));
    expect(alert.getByText(words.conflict.removed)).toBeTruthy();
    fireEvent.click(alert.getByRole('button', { name: words.conflict.keepIt }));
    expect(screen.queryByRole('alert')).toBeNull();
    expect(screen.getByDisplayValue('kept')).toBeTruthy();
  });

  it('an error is said with its place, and its mend is a button', async () => {
    const { engine, store } = await openNotebook({ cells: [sql], lang });
    const message = { en: 'There is no column n.', zh: '没有列 n。' };
    const error = { code: 'unknown_column', message, line: 1, column: 13, fixes: ['patients'] };
    act(() => engine.tell(stateOf(sql, { error, activity: 'failed' })));
    const cell = within(region(/counts/u));
    expect(cell.getByText(new RegExp(message[lang].replace('.', '\\.'), 'u'))).toBeTruthy();
    fireEvent.click(cell.getByRole('button', { name: words.error.fix.replace('{fix}', 'patients') }));
    expect(store.snapshot().notebook.cells[0].body).toBe('SELECT 1 AS patients');
  });

  it('a cell that failed for an old name offers the new one, though the renaming is known only later', async () => {
    const rows: CellDto = { id: 'cell-rows', kind: 'sql', name: 'rows', body: 'SELECT 1 AS age', version: 1 };
    const read: CellDto = { ...sql, body: 'SELECT age FROM rows' };
    const { controller, engine, store } = await openNotebook({ cells: [rows, read], lang });
    const columns = (name: string) =>
      [
        {
          name: 'rows',
          cell: 'rows',
          columns: [{ name, type: 'integer', label: null, unit: null, use: 'numeric', outcome: null, causes: null, levels: null }],
        },
      ] as const;
    controller.names.columns.note(columns('age'));
    const message = { en: 'Nothing is called age.', zh: '没有名为 age 的内容。' };
    const error = { code: 'unknown', message, line: null, column: null, endColumn: null, fixes: [], by: null, key: null };
    act(() => engine.tell(stateOf(read, { error: error as never, activity: 'failed' })));
    const mend = words.error.renamed.replace('{old}', 'age').replace('{now}', 'years');
    expect(screen.queryByRole('button', { name: mend })).toBeNull();
    act(() => controller.names.columns.note(columns('years')));
    fireEvent.click(await screen.findByRole('button', { name: mend }));
    expect(store.snapshot().cells.get(read.id)?.body).toBe('SELECT years FROM rows');
  });

  it('a renaming that cannot follow code says so at the cell, which is not up to date until the person has looked', async () => {
    const people: CellDto = { id: 'cell-people', kind: 'cohort', name: 'people', body: 'variable age = 1', version: 1 };
    const drawn: CellDto = { id: 'cell-drawn', kind: 'chart', name: 'drawn', body: 'Plot.barX(people, {\n sort: "-age" })', version: 1 };
    const { controller, engine, store } = await openNotebook({ cells: [people, drawn], lang });
    act(() => engine.tell(stateOf(drawn, { freshness: 'fresh' })));
    const rename = (from: string, to: string) =>
      act(async () => {
        const columns = new Map([[from, to]]);
        await controller.names.renameColumns(
          people.id,
          { from: `variable ${from} = 1`, to: `variable ${to} = 1` },
          { columns, table: null },
        );
      });
    const status = () => region(/drawn/u).getAttribute('data-status');
    await rename('age', 'years');
    expect(status()).toBe('doubted');
    expect(within(region(/drawn/u)).getByRole('alert').textContent).toContain('2');
    act(() => void store.undo());
    expect([status(), screen.queryByRole('alert')]).toEqual(['fresh', null]);
    act(() => void store.redo());
    expect(status()).toBe('doubted');
    fireEvent.click(screen.getByRole('button', { name: words.doubt.right }));
    expect([status(), screen.queryByRole('alert')]).toEqual(['fresh', null]);
  });

  it('how a result stands is told by the cell: never run, stale by its own text or by what it reads, failed', async () => {
    const { engine } = await openNotebook({ cells: [sql], lang });
    const status = () => region(/counts/u).getAttribute('data-status');
    expect(status()).toBe('never');
    for (const freshness of ['stale_code', 'stale_input', 'fresh'] as const) {
      act(() => engine.tell(stateOf(sql, { freshness })));
      expect(status()).toBe(freshness);
    }
    act(() => engine.tell(stateOf(sql, { activity: 'running' })));
    expect(status()).toBe('running');
    expect(screen.getByRole('button', { name: words.cell.cancel })).toBeTruthy();
  });

  it('an analysis has a form that writes its text, and the text itself', async () => {
    const { store, engine } = await openNotebook({ cells: [fit], lang });
    act(() => engine.tell(stateOf(fit)));
    const cell = within(region(/fit/u));
    const method = cell.getByRole<HTMLSelectElement>('combobox', { name: messagesOf(lang).forms.method });
    expect(method.value).toBe('describe');
    fireEvent.change(method, { target: { value: 'cox' } });
    await loadMethod('cox');
    expect(store.snapshot().notebook.cells[0].body).toContain('method: cox');
    fireEvent.click(cell.getByRole('button', { name: words.cell.asText }));
    expect(region(/fit/u).textContent).toContain('data: counts');
    act(() => store.undo());
    expect(store.snapshot().notebook.cells[0].body).toBe(fit.body);
  });

  it('one who may not edit is offered nothing that changes the notebook', async () => {
    await openNotebook({ cells: [sql, note], lang, mayEdit: false });
    expect(screen.getByText(words.readOnly)).toBeTruthy();
    expect(screen.queryByRole('button', { name: words.add.here })).toBeNull();
    expect(screen.queryByRole('textbox')).toBeNull();
    expect(screen.getByRole('button', { name: words.cell.run })).toBeTruthy();
  });
});

it('a name that cannot stand is not taken, whatever its length, and one that can is', async () => {
  const other = { ...sql, id: 'cell-sql2', name: 'other' };
  const { store } = await openNotebook({ cells: [sql, other] });
  const name = (id: string) => store.snapshot().cells.get(id)?.name;
  const field = screen.getByDisplayValue('other');
  for (const wrong of ['COUNTS', '1st', 'two words', '']) {
    fireEvent.change(field, { target: { value: wrong } });
    expect(field.getAttribute('aria-invalid')).toBe('true');
    fireEvent.blur(field);
    expect(name(other.id)).toBe('other');
  }
  const long = 'a'.repeat(120);
  fireEvent.change(field, { target: { value: long } });
  fireEvent.blur(field);
  await waitFor(() => expect(name(other.id)).toBe(long));
});

it('a name half typed is given up by Escape, which leaves its field', async () => {
  const { store } = await openNotebook({ cells: [sql] });
  const before = store.snapshot().notebook;
  const field = screen.getByDisplayValue('counts');
  act(() => field.focus());
  fireEvent.change(field, { target: { value: 'totals' } });
  fireEvent.keyDown(field, { key: 'Escape' });
  expect(document.activeElement).not.toBe(field);
  // What renames is fetched: a renaming would come after it.
  await act(async () => void (await import('@/analysis-kernel/cells/rename')));
  expect(screen.getByDisplayValue('counts')).toBeTruthy();
  expect(store.snapshot().notebook).toBe(before);
});

it('a name that is changed is changed in every cell that reads it, and comes back as one step', async () => {
  const reader = { ...sql, id: 'cell-sql2', name: 'reader', body: 'SELECT n FROM counts' };
  const words = { ...note, body: 'There were {counts.n}.' };
  const { store, server } = await openNotebook({ cells: [sql, reader, fit, words] });
  const bodies = () =>
    store
      .snapshot()
      .notebook.cells.slice(1)
      .map(({ body }) => body);
  const [field] = screen.getAllByRole('textbox', { name: messagesOf('en').notebook.cell.name });
  fireEvent.change(field, { target: { value: 'totals' } });
  fireEvent.blur(field);
  await waitFor(() => expect(bodies()).toEqual(['SELECT n FROM totals', 'method: describe\ndata: totals\n', 'There were {totals.n}.']));
  await act(() => store.flush());
  expect(server.notebook.cells.map(({ name, body }) => [name, body])[1]).toEqual(['reader', 'SELECT n FROM totals']);
  act(() => void store.undo());
  expect([store.snapshot().notebook.cells[0].name, ...bodies()]).toEqual(['counts', reader.body, fit.body, words.body]);
  expect(store.snapshot().canUndo).toBe(false);
});

it('words typed into a text cell are the store’s, and a slash in an empty one opens the list', async () => {
  const { store, controller } = await openNotebook({ cells: [note, { ...note, id: 'cell-empty', body: '' }] });
  act(() => controller.focus.set(note.id, true));
  const [area, empty] = screen.getAllByRole('textbox');
  fireEvent.input(area, { target: { value: 'Background and aim' } });
  expect(store.snapshot().cells.get(note.id)?.body).toBe('Background and aim');
  fireEvent.input(empty, { target: { value: '/' } });
  expect(await screen.findByRole('menu')).toBeTruthy();
  expect(store.snapshot().cells.get('cell-empty')?.body).toBe('');
});

it('a screen reader hears which cell has run or failed, and nothing of one that an engine started again has left', async () => {
  const { engine } = await openNotebook({
    cells: [sql],
    around: (shown) => (
      <>
        <Announcer />
        {shown}
      </>
    ),
  });
  const heard = () =>
    screen
      .getAllByRole('status')
      .map(({ textContent }) => textContent)
      .filter((text) => /counts/u.test(text ?? ''));
  const tell = (change: Parameters<typeof stateOf>[1]) => act(() => engine.tell(stateOf(sql, change)));
  tell({ activity: 'running' });
  tell({ activity: 'idle', freshness: 'never' });
  expect(heard()).toEqual([]);
  tell({ activity: 'running' });
  tell({ activity: 'idle', freshness: 'fresh' });
  expect(heard()).toEqual(['counts has run.']);
  tell({ activity: 'running' });
  tell({ activity: 'failed', error: { code: 'engine', message: { en: 'no', zh: '否' }, line: null, column: null, fixes: [] } });
  expect(heard()).toEqual(['counts failed.']);
});
