// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { openNotebook } from '../open-notebook';
import { BrowserModel, cellNamed, openTab, ServerModel } from '../server-model';

afterEach(cleanup);

/** A cell and one that reads it; a name is being typed for the first when a colleague does something to it. */
async function typedOver(theirs: (colleague: Awaited<ReturnType<typeof openTab>>) => void) {
  const server = new ServerModel(cellNamed('a', 'SELECT 1 AS x'), cellNamed('b', 'FROM a'));
  const colleague = await openTab(server, new BrowserModel(), 'bob');
  const { store, refresh } = await openNotebook({ cells: server.read().cells, server });
  const field = screen.getByDisplayValue<HTMLInputElement>('a');
  fireEvent.change(field, { target: { value: 'mine' } });
  theirs(colleague);
  await colleague.store.flush();
  act(() => refresh());
  expect(field.value).toBe('mine');
  fireEvent.blur(field);
  // What renames is fetched first.
  await vi.waitFor(() => expect(store.snapshot().cells.get('a')?.name).toBe('mine'), 30_000);
  await act(() => store.flush());
  const named = () => server.notebook.cells.map(({ name }) => name);
  return { store, server, named };
}

it('a name that a colleague gave while another was typed is not overwritten: the two are in conflict', async () => {
  const { store, server, named } = await typedOver(({ store: theirs }) =>
    theirs.dispatch({ kind: 'rename', id: 'a', base: 1, name: 'theirs' }),
  );
  expect(named()).toEqual(['theirs', 'b']);
  expect(store.snapshot().conflicts.get('a')).toMatchObject({ theirs: { name: 'theirs' }, own: false });
  expect((await screen.findByRole('alert', {}, { timeout: 5000 })).textContent).toContain('theirs');
  expect(server.body('b')).toBe('FROM a');
  act(() => store.resolve('a', 'mine'));
  await act(() => store.flush());
  expect(named()).toEqual(['mine', 'b']);
});

it('a body that a colleague changed meanwhile stands in no name’s way', async () => {
  const { store, server, named } = await typedOver((colleague) => colleague.type('a', 'SELECT 2 AS x'));
  expect(named()).toEqual(['mine', 'b']);
  expect(server.body('a')).toBe('SELECT 2 AS x');
  expect(server.body('b')).toBe('FROM mine');
  expect(store.snapshot().conflicts.size).toBe(0);
});
