// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen } from '@testing-library/react';
import { useSyncExternalStore } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { CellDto } from '@/app/_contract/notebooks';
import { Outline } from '@/components/notebook/panels/outline';
import { openNotebook } from './open-notebook';

/** How many cells are drawn, as the test has it. */
const growth = vi.hoisted(() => {
  const hearers = new Set<() => void>();
  let drawn = 4;
  return {
    drawn: () => drawn,
    subscribe: (hear: () => void) => {
      hearers.add(hear);
      return () => hearers.delete(hear);
    },
    to: (now: number) => {
      drawn = now;
      for (const hear of hearers) hear();
    },
  };
});

vi.mock(import('@/components/notebook/use-growing'), async (original) => ({
  ...(await original()),
  useGrowing: (total: number) => Math.min(total, useSyncExternalStore(growth.subscribe, growth.drawn, growth.drawn)),
}));

const cells = Array.from({ length: 60 }, (_, at): CellDto => {
  return { id: `c${at}`, kind: 'text', name: null, body: `# Section number ${at}`, version: 1 };
});

let arrived: string[] = [];
const grow = (drawn: number) => act(() => growth.to(drawn));
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
  growth.to(4);
  arrived = [];
  window.location.hash = '';
  vi.spyOn(Element.prototype, 'scrollIntoView').mockImplementation(function (this: Element) {
    arrived.push(this.id);
  });
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

it('a cell gone to before it is drawn is drawn and scrolled to, and again with each stretch that is drawn above it', async () => {
  await open();
  expect(document.getElementById('cell-c40')).toBeNull();
  click(40);
  expect(document.getElementById('cell-c40')).not.toBeNull();
  for (const drawn of [20, 50, 60]) {
    expect(arrived.at(-1)).toBe('cell-c40');
    arrived = [];
    grow(drawn);
  }
  expect(arrived).toContain('cell-c40');
});

it('a cell that the page’s address names is gone to, as after a click before the page could hear it', async () => {
  window.location.hash = '#cell-c40';
  const { controller } = await open();
  expect(controller.focus.snapshot().id).toBe('c40');
  expect(arrived).toContain('cell-c40');
  arrived = [];
  grow(20);
  expect(arrived).toContain('cell-c40');
});

it.each(['wheel', 'touchmove', 'pointerdown', 'keydown'])('whoever goes elsewhere by %s is left there', async (way) => {
  await open();
  click(40);
  act(() => void window.dispatchEvent(new Event(way)));
  arrived = [];
  grow(20);
  grow(60);
  expect(arrived).toEqual([]);
});

it('a second click on the same line, or one on another, counts again', async () => {
  await open();
  for (const at of [40, 40, 55]) {
    act(() => void window.dispatchEvent(new Event('pointerdown')));
    click(at);
    arrived = [];
    grow(growth.drawn() + 6);
    expect(arrived).toEqual([`cell-c${at}`]);
  }
});

it('a cell gone to stays where it is however late a result above it grows, until the person goes elsewhere by hand', async () => {
  const grown: (() => void)[] = [];
  vi.stubGlobal(
    'ResizeObserver',
    class {
      constructor(hear: () => void) {
        grown.push(hear);
      }
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
  const resultAbove = () => act(() => grown.at(-1)?.());
  window.location.hash = '#cell-c40';
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    await open();
    grow(60);
    act(() => void vi.advanceTimersByTime(600_000));
    arrived = [];
    resultAbove();
    expect(arrived).toEqual(['cell-c40']);
  } finally {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  }
});

it('an address that names no cell leads nowhere', async () => {
  window.location.hash = '#cell-gone';
  const { controller } = await open();
  grow(60);
  expect(controller.focus.snapshot().id).toBeNull();
  expect(arrived).toEqual([]);
});
