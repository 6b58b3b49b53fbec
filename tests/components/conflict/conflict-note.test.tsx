// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { messagesOf } from '@/app/_messages/messages';
import { openNotebook } from '../open-notebook';
import { cellNamed, openTab, ServerModel } from '../server-model';

afterEach(cleanup);

const base = 'SELECT sex,\n  count(*) AS n\nFROM patient';
const mine = 'SELECT sex,\n  count(*) AS patients\nFROM patient';
const theirs = 'SELECT sex,\n  count(*) AS people\nFROM patient\nWHERE age >= 18';

async function disputed(lang: 'en' | 'zh') {
  const sql = cellNamed('counts', base);
  const server = new ServerModel(sql);
  const opened = await openNotebook({ cells: [sql], server, lang });
  const colleague = await openTab(server, undefined, 'bob');
  colleague.type('counts', theirs);
  await colleague.store.flush();
  act(() => opened.type('counts', mine));
  await act(() => opened.store.flush());
  const words = messagesOf(lang).notebook.conflict;
  return { ...opened, words, alert: within(await screen.findByRole('alert')) };
}

describe.each(['en', 'zh'] as const)('a cell changed on both sides, in %s', (lang) => {
  it('shows both texts by lines, and says of each line that differs whose it is', async () => {
    const { alert, words } = await disputed(lang);
    const region = alert.getByRole('region', { name: words.lines });
    const differing = [...region.querySelectorAll('[data-differs]')].map(({ textContent }) => textContent);
    expect(differing).toEqual([
      `≠${words.onlyMine}:   count(*) AS patients`,
      `≠${words.onlyTheirs}:   count(*) AS people`,
      `≠${words.onlyTheirs}: WHERE age >= 18`,
    ]);
    expect([...region.querySelectorAll('.underline')].map(({ textContent }) => textContent)).toEqual(['atients', 'eople']);
  });

  it('can be merged: the merge is worked over and taken, and undo leads back to either text', async () => {
    const { alert, words, server, store, body } = await disputed(lang);
    fireEvent.click(alert.getByRole('button', { name: words.merge }));
    const editor = alert.getByRole('textbox', { name: words.merged }) as HTMLTextAreaElement;
    expect(editor.value).toBe('SELECT sex,\n  count(*) AS patients\n  count(*) AS people\nFROM patient\nWHERE age >= 18');
    const merged = 'SELECT sex,\n  count(*) AS patients\nFROM patient\nWHERE age >= 18';
    fireEvent.change(editor, { target: { value: merged } });
    fireEvent.click(alert.getByRole('button', { name: words.takeMerged }));
    expect(screen.queryByRole('alert')).toBeNull();
    await act(() => store.flush());
    expect(server.body('counts')).toBe(merged);
    act(() => void store.undo());
    expect(body('counts')).toBe(mine);
    act(() => void store.undo());
    expect(body('counts')).toBe(theirs);
  });

  it('can be taken as it is on either side', async () => {
    const { alert, words, server, store } = await disputed(lang);
    fireEvent.click(alert.getByRole('button', { name: words.takeTheirs }));
    await act(() => store.flush());
    expect(server.body('counts')).toBe(theirs);
  });
});
