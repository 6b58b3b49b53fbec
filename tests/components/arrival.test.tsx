// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { CellDto } from '@/app/_contract/notebooks';
import { Outline } from '@/components/notebook/panels/outline';
import { goToCell } from '@/components/notebook/use-arrival';
import { openNotebook } from './open-notebook';

/** What hears that the page has grown. */
const hearers = new Set<() => void>();

class ToldObserver {
  constructor(private readonly tell: () => void) {}
  observe() {
    hearers.add(this.tell);
  }
  unobserve() {}
  disconnect() {
    hearers.delete(this.tell);
  }
}

const cells = Array.from({ length: 60 }, (_, at): CellDto => {
  return { id: `c${at}`, kind: 'text', name: null, body: `# Section number ${at}`, version: 1 };
});

let arrived: string[] = [];
const grow = () => act(() => hearers.forEach((hear) => void hear()));
const open = () =>
  openNotebook({
    cells,
    around: (shown) => (
      <>
        <Outline />
        {shown}
      </>
    ),
  });
const click = (at: number) => fireEvent.click(screen.getByRole('link', { name: `Section number ${at}` }));

beforeEach(() => {
  vi.stubGlobal('ResizeObserver', ToldObserver);
  arrived = [];
  window.location.hash = '';
  vi.spyOn(Element.prototype, 'scrollIntoView').mockImplementation(function (this: Element) {
    arrived.push(this.id);
  });
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

it('a cell gone to is scrolled to, and again with everything that is drawn above it', async () => {
  await open();
  click(40);
  for (let stretch = 0; stretch < 3; stretch += 1) {
    expect(arrived.at(-1)).toBe('cell-c40');
    arrived = [];
    grow();
  }
  expect(arrived).toContain('cell-c40');
});

it('a cell that the palette goes to stands in the address, and is held as one that a link leads to', async () => {
  await open();
  act(() => goToCell('c40'));
  await waitFor(() => expect(window.location.hash).toBe('#cell-c40'));
  expect(arrived.at(-1)).toBe('cell-c40');
  await waitFor(() => {
    arrived = [];
    grow();
    expect(arrived).toContain('cell-c40');
  });
});

it('a cell gone to stays where it is however late a result above it grows', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  await open();
  click(40);
  act(() => void vi.advanceTimersByTime(600_000));
  arrived = [];
  grow();
  expect(arrived).toEqual(['cell-c40']);
});

it('a cell that the page’s address names is gone to, as after a click before the page could hear it', async () => {
  window.location.hash = '#cell-c40';
  const { controller } = await open();
  expect(controller.focus.snapshot().id).toBe('c40');
  expect(arrived).toContain('cell-c40');
  arrived = [];
  grow();
  expect(arrived).toContain('cell-c40');
});

it.each(['wheel', 'touchmove', 'pointerdown', 'keydown'])('whoever goes elsewhere by %s is left there', async (way) => {
  await open();
  click(40);
  act(() => void window.dispatchEvent(new Event(way)));
  arrived = [];
  grow();
  expect(arrived).toEqual([]);
});

it('a second click on the same line, or one on another, counts again', async () => {
  await open();
  for (const at of [40, 40, 55]) {
    act(() => void window.dispatchEvent(new Event('pointerdown')));
    click(at);
    arrived = [];
    grow();
    expect(arrived).toEqual([`cell-c${at}`]);
  }
});

it('an address that names no cell leads nowhere', async () => {
  window.location.hash = '#cell-gone';
  const { controller } = await open();
  grow();
  expect(controller.focus.snapshot().id).toBeNull();
  expect(arrived).toEqual([]);
});
