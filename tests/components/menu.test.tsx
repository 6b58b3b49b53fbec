// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { messagesOf } from '@/app/_messages/messages';
import { Button } from '@/components/ui/button';
import { Menu, MenuItem } from '@/components/ui/menu';
import { openNotebook } from './open-notebook';

afterEach(cleanup);

const press = { button: 0, ctrlKey: false, pointerType: 'mouse' };

describe('a menu', () => {
  const opened = () => {
    const remove = vi.fn();
    render(
      <Menu trigger={<Button>more</Button>}>
        <MenuItem onSelect={remove}>Delete</MenuItem>
      </Menu>,
    );
    fireEvent.pointerDown(screen.getByRole('button', { name: 'more' }), press);
    return { remove, item: screen.getByRole('menuitem', { name: 'Delete' }) };
  };

  it('is not used by the release of the press that opened it, should an item have come under the pointer', () => {
    const { remove, item } = opened();
    fireEvent.pointerUp(item, press);
    expect(remove).not.toHaveBeenCalled();
    expect(screen.getByRole('menuitem', { name: 'Delete' })).toBeTruthy();
  });

  it('is used by a press of its own, and by a key', () => {
    const first = opened();
    fireEvent.click(first.item);
    expect(first.remove).toHaveBeenCalledOnce();
    cleanup();
    const second = opened();
    act(() => second.item.focus());
    fireEvent.keyDown(second.item, { key: 'Enter' });
    expect(second.remove).toHaveBeenCalledOnce();
  });
});

it('the list of cells to add stays open when the page moves under the press', async () => {
  const words = messagesOf('en').notebook;
  const { store } = await openNotebook({ cells: [{ id: 'cell-note', kind: 'text', name: null, body: 'Background', version: 1 }] });
  fireEvent.pointerDown(screen.getAllByRole('button', { name: words.add.here })[0], press);
  const [item] = screen.getAllByRole('menuitem');
  fireEvent.pointerUp(item, press);
  expect(store.snapshot().notebook.cells).toHaveLength(1);
  expect(screen.getAllByRole('menuitem').length).toBeGreaterThan(5);
});
