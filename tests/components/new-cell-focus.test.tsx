// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { messagesOf } from '@/app/_messages/messages';
import { openNotebook } from './open-notebook';

afterEach(cleanup);

const words = messagesOf('en').notebook;
const press = { button: 0, ctrlKey: false, pointerType: 'mouse' };

it.each(['a press', 'a key'])('a text cell added by %s has the keyboard, so that what is typed next is in it', async (how) => {
  const { store } = await openNotebook({ cells: [{ id: 'cell-note', kind: 'text', name: null, body: 'Background', version: 1 }] });
  const [plus] = screen.getAllByRole('button', { name: words.add.here });
  act(() => plus.focus());
  fireEvent.pointerDown(plus, press);
  const item = screen.getByRole('menuitem', { name: new RegExp(`^${words.kind.text}`, 'u') });
  if (how === 'a key') {
    act(() => item.focus());
    fireEvent.keyDown(item, { key: 'Enter' });
  } else {
    fireEvent.pointerMove(item, press);
    fireEvent.click(item);
  }
  await waitFor(() => expect(screen.queryByRole('menu')).toBeNull());
  // The list gives the focus back after it is gone.
  await act(() => new Promise((resolve) => setTimeout(resolve, 0)));
  const [made] = store.snapshot().order.filter((id) => id !== 'cell-note');
  expect(document.activeElement?.tagName).toBe('TEXTAREA');
  expect(document.activeElement?.closest(`#cell-${made}`)).toBeTruthy();
});
