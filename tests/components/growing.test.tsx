// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen } from '@testing-library/react';
import { renderToString } from 'react-dom/server';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CellDto } from '@/app/_contract/notebooks';
import { useGrowing } from '@/components/notebook/use-growing';
import { openNotebook } from './open-notebook';

/** What has been asked to be told of, and the means to tell it. */
const watched = new Map<Element, (entries: readonly Partial<IntersectionObserverEntry>[]) => void>();

class ToldObserver {
  constructor(private readonly tell: (entries: readonly Partial<IntersectionObserverEntry>[]) => void) {}
  observe(element: Element) {
    watched.set(element, this.tell);
  }
  unobserve(element: Element) {
    watched.delete(element);
  }
  disconnect() {}
}

beforeEach(() => void vi.stubGlobal('IntersectionObserver', ToldObserver));
afterEach(cleanup);

function Count({ total }: { readonly total: number }) {
  return <output>{useGrowing(total).drawn}</output>;
}

it('the server draws a screenful of a long notebook, and of a short one all', () => {
  const sent = (total: number) => Number(renderToString(<Count total={total} />).match(/\d+/u)?.[0]);
  expect(sent(300)).toBeGreaterThan(0);
  expect(sent(300)).toBeLessThan(10);
  expect(sent(2)).toBe(2);
});

describe('a notebook of 60 cells', () => {
  const cells = Array.from({ length: 60 }, (_, at): CellDto => {
    return at % 2 === 0
      ? { id: `c${at}`, kind: 'text', name: null, body: `# Part ${at}\n\nOf them {q1.table[0].n} were seen.`, version: 1 }
      : { id: `c${at}`, kind: 'sql', name: `q${at}`, body: `SELECT ${at} AS n`, version: 1 };
  });
  const cell = (at: number) => document.getElementById(`cell-c${at}`) as HTMLElement;
  const isWhole = (at: number) => cell(at).querySelector('[data-cell-name]') !== null;
  const whole = () => cells.flatMap((_, at) => (at % 2 === 1 && isWhole(at) ? [at] : []));
  const stand = (at: number, isIntersecting: boolean) => {
    const place = cell(at).parentElement as HTMLElement;
    act(() => watched.get(place)?.([{ target: place, isIntersecting }]));
  };
  const comeNear = (at: number) => stand(at, true);
  const goFar = (at: number) => stand(at, false);
  const open = async () => {
    const opened = await openNotebook({ cells });
    await vi.waitFor(() => expect(isWhole(23)).toBe(true));
    return opened;
  };

  it('draws its beginning, and the words of every other cell, without the places of values', async () => {
    await open();
    expect(whole().at(-1)).toBe(23);
    expect(cell(59).textContent).toContain('q59');
    expect(cell(59).textContent).toContain('SELECT 59 AS n');
    expect(cell(58).textContent).toContain('Of them … were seen.');
    expect(screen.getAllByRole('region')).toHaveLength(60);
  });

  it('draws a cell that comes near the window, and keeps it', async () => {
    await open();
    comeNear(47);
    expect(isWhole(47)).toBe(true);
    expect(isWhole(49)).toBe(false);
    expect(watched.has(cell(47).parentElement as HTMLElement)).toBe(false);
  });

  it('leaves a cell that the browser’s own search goes to as it is, with the word marked in it, until the reader moves', async () => {
    await open();
    fireEvent.keyDown(document.body, { key: 'f', ctrlKey: true });
    comeNear(47);
    expect(isWhole(47)).toBe(false);
    fireEvent.wheel(document.body);
    expect(isWhole(47)).toBe(true);
    // The search is still open, and goes to the next word.
    comeNear(51);
    expect(isWhole(51)).toBe(false);
    fireEvent.pointerDown(document.body);
    expect(isWhole(51)).toBe(true);
    comeNear(55);
    expect(isWhole(55)).toBe(true);
  });

  it('does not draw what the search has left again', async () => {
    await open();
    fireEvent.keyDown(document.body, { key: 'F3' });
    comeNear(47);
    fireEvent.keyDown(document.body, { key: 'Control', ctrlKey: true });
    expect(isWhole(47)).toBe(false);
    goFar(47);
    fireEvent.keyDown(document.body, { key: 'ArrowDown' });
    expect(isWhole(47)).toBe(false);
    comeNear(47);
    expect(isWhole(47)).toBe(true);
  });

  it('draws a cell that comes into focus, and keeps it when the focus leaves', async () => {
    const { controller } = await open();
    act(() => controller.focus.set('c55'));
    expect(isWhole(55)).toBe(true);
    act(() => controller.focus.set('c53'));
    expect(whole().slice(-2)).toEqual([53, 55]);
  });

  it('draws every cell before it is printed', async () => {
    await open();
    act(() => void window.dispatchEvent(new Event('beforeprint')));
    expect(whole()).toHaveLength(30);
  });

  it('draws a cell that is added at its end', async () => {
    const { controller } = await open();
    let id = '';
    act(() => {
      id = controller.edits.insert('sql', 'c59', 'SELECT 1', 'added');
      controller.focus.set(id, true);
    });
    expect(document.getElementById(`cell-${id}`)?.querySelector('[data-cell-name]')).not.toBeNull();
  });
});
