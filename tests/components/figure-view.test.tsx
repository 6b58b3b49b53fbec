// @vitest-environment happy-dom
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { afterEach, expect, it, vi } from 'vitest';
import type { Figure } from '@/analysis-kernel/figures/kinds';
import { messagesOf } from '@/app/_messages/messages';
import { FigureView } from '@/components/notebook/results/figure-view';

vi.mock('@/analysis-kernel/figures/draw', () => ({
  drawFigure: () => {
    const element = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    element.getBoundingClientRect = () => ({ height: 323 }) as DOMRect;
    return { element, svg: '', alt: '', table: 'curve' };
  },
}));

class MeasuredAtOnce {
  constructor(private readonly tell: (entries: readonly unknown[]) => void) {}
  observe() {
    if (isMeasured) this.tell([{ contentRect: { width: 600 } }]);
  }
  disconnect() {}
}
let isMeasured = true;

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function show(kind: Figure['kind'], name: string): HTMLElement {
  const figure = { kind, name, title: { en: name, zh: name }, table: 'curve' } as Figure;
  render(
    <NextIntlClientProvider locale="en" messages={messagesOf('en')} timeZone="UTC">
      <FigureView figure={figure} outcome={{ tables: new Map(), labels: {} }} cell="c" />
    </NextIntlClientProvider>,
  );
  return screen.getByText(name).closest('figure')?.querySelector('[data-figure]') as HTMLElement;
}

it('a figure has the room of the last of its kind before it is drawn, so that nothing moves then', async () => {
  vi.stubGlobal('ResizeObserver', MeasuredAtOnce);
  const first = show('survival', 'first');
  await waitFor(() => expect(first.querySelector('svg')).not.toBeNull());
  expect(first.style.minHeight).toBe('');
  isMeasured = false;
  expect(show('survival', 'second').style.minHeight).toBe('323px');
  expect(show('forest', 'other').style.minHeight).toBe('');
});
