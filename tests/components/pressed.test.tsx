// @vitest-environment happy-dom
/** A button does what it said when it was pressed, whatever a run does between the press and its click. */
import { act, cleanup, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import type { CellDto } from '@/app/_contract/notebooks';
import { messagesOf } from '@/app/_messages/messages';
import { openNotebook, stateOf } from './open-notebook';

beforeAll(() => {
  // happy-dom captures no pointers.
  HTMLElement.prototype.setPointerCapture ??= () => undefined;
});
afterEach(cleanup);

const sql: CellDto = { id: 'cell-sql1', kind: 'sql', name: 'counts', body: 'SELECT 1 AS n', version: 1 };
const words = messagesOf('en').notebook.cell;
const idle = stateOf(sql);
const running = stateOf(sql, { activity: 'running', since: 1 });

async function opened() {
  const { engine, controller } = await openNotebook({ cells: [sql] });
  const asked: string[] = [];
  vi.spyOn(controller, 'run').mockImplementation(async () => void asked.push('run'));
  vi.spyOn(controller, 'cancel').mockImplementation(async () => void asked.push('cancel'));
  const button = (name: string) => within(screen.getByRole('region', { name: /counts/u })).getByRole('button', { name });
  return { engine, asked, button };
}

it('a press on Cancel cancels, though the run ends before it is released', async () => {
  const { engine, asked, button } = await opened();
  act(() => engine.tell(running));
  fireEvent.pointerDown(button(words.cancel));
  act(() => engine.tell(idle));
  fireEvent.pointerUp(button(words.cancel));
  fireEvent.click(button(words.cancel));
  expect(asked).toEqual(['cancel']);
  // The next press is on what it says then.
  const next = await within(screen.getByRole('region', { name: /counts/u })).findByRole('button', { name: words.run });
  fireEvent.click(next);
  expect(asked).toEqual(['cancel', 'run']);
});

it('a press on Run runs, though what it takes the focus from has begun a run of its own', async () => {
  const { engine, asked, button } = await opened();
  act(() => engine.tell(idle));
  fireEvent.pointerDown(button(words.run));
  act(() => engine.tell(running));
  fireEvent.pointerUp(button(words.run));
  fireEvent.click(button(words.run));
  expect(asked).toEqual(['run']);
});
