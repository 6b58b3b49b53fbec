// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { messagesOf } from '@/app/_messages/messages';
import { NotebookTitle } from '@/components/notebook/notebook-title';
import { renal } from '../cohort-dsl/dictionary';
import { openNotebook } from './open-notebook';
import { BrowserModel, openTab, ServerModel, settled } from './server-model';

const words = messagesOf('en').notebook;
const cells = [
  { id: 'a', kind: 'sql', name: 'counts', body: 'SELECT 1 AS n', version: 1 },
  { id: 'b', kind: 'sql', name: 'more', body: 'SELECT n FROM counts', version: 1 },
] as const;

afterEach(cleanup);

function world() {
  const [server, browser] = [new ServerModel(...cells), new BrowserModel()];
  const open = () =>
    openNotebook({
      cells,
      server,
      browser,
      dictionary: renal,
      around: (shown) => (
        <>
          <NotebookTitle />
          {shown}
        </>
      ),
    });
  /** The window goes, whatever stands in its fields. */
  const gone = async ({ page, close }: Awaited<ReturnType<typeof open>>) => {
    await settled();
    page.unmount();
    close();
  };
  return { server, browser, open, gone };
}

const title = () => screen.getByLabelText<HTMLInputElement>(words.title);
const names = () => screen.getAllByLabelText<HTMLInputElement>(words.cell.name).map(({ value }) => value);
const type = (field: HTMLElement, value: string) => fireEvent.change(field, { target: { value } });

it('a title typed and not entered is entered when the notebook is opened again, as a step to undo', async () => {
  const { server, browser, open, gone } = world();
  const first = await open();
  const before = title().value;
  type(title(), 'A better title');
  expect(first.store.snapshot().notebook.settings.title).toBe(before);
  await gone(first);
  const second = await open();
  expect(title().value).toBe('A better title');
  await second.store.flush();
  await settled();
  expect([server.read().title, browser.drafts.size]).toEqual(['A better title', 0]);
  second.store.undo();
  expect(second.store.snapshot().notebook.settings.title).toBe(before);
});

it('of a title that somebody else changed meanwhile both are offered', async () => {
  const { server, open, gone } = world();
  const first = await open();
  const before = title().value;
  type(title(), 'Mine');
  await gone(first);
  const colleague = await openTab(server, new BrowserModel(), 'bob');
  colleague.store.typedOver({ kind: 'title', from: before, title: 'Theirs' });
  await colleague.store.flush();
  const second = await open();
  await second.store.flush();
  expect(second.store.snapshot()).toMatchObject({ titleConflict: { theirs: 'Theirs' }, notebook: { settings: { title: 'Mine' } } });
});

it('a name typed and not entered is given to the cell and to all that read it', async () => {
  const { open, gone } = world();
  const first = await open();
  type(screen.getAllByLabelText(words.cell.name)[0], 'totals');
  await gone(first);
  const second = await open();
  expect(names()).toEqual(['totals', 'more']);
  // What reads every kind of cell is fetched with the first renaming.
  await waitFor(() => expect(second.body('b')).toBe('SELECT n FROM totals'), { timeout: 30_000 });
  expect(second.store.snapshot().cells.get('a')?.name).toBe('totals');
});

it('a name that cannot stand is shown again as it was typed, and given up by Escape', async () => {
  const { browser, open, gone } = world();
  const first = await open();
  type(screen.getAllByLabelText(words.cell.name)[0], 'more');
  await gone(first);
  const second = await open();
  expect(names()).toEqual(['more', 'more']);
  const [field] = screen.getAllByLabelText(words.cell.name);
  expect(field.getAttribute('aria-invalid')).toBe('true');
  expect(second.store.snapshot().cells.get('a')?.name).toBe('counts');
  fireEvent.keyDown(field, { key: 'Escape' });
  expect(names()).toEqual(['counts', 'more']);
  await settled();
  expect(browser.drafts.size).toBe(0);
});

it('what is entered or given up leaves no draft', async () => {
  const { browser, open } = world();
  const { store } = await open();
  type(title(), 'Entered');
  await settled();
  expect(browser.drafts.size).toBe(1);
  fireEvent.blur(title());
  await store.flush();
  type(title(), 'Given up');
  fireEvent.keyDown(title(), { key: 'Escape' });
  await settled();
  expect([title().value, browser.drafts.size]).toEqual(['Entered', 0]);
});
