// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { afterEach, expect, it, vi } from 'vitest';
import { messagesOf } from '@/app/_messages/messages';
import { RemoveColumn } from '@/components/notebook/forms/chosen-columns';
import { useKeyboard } from '@/components/notebook/use-keyboard';
import { openNotebook } from './open-notebook';
import { cellNamed } from './server-model';

afterEach(cleanup);

function Keys() {
  useKeyboard();
  return (
    <section data-cell="fields">
      <input type="checkbox" aria-label="box" />
      <input type="range" aria-label="slider" />
      <input type="radio" aria-label="choice" />
      <select aria-label="list" />
      <input type="number" aria-label="number" />
      <input aria-label="words" />
      <textarea aria-label="lines" />
    </section>
  );
}

async function changed() {
  const page = await openNotebook({
    cells: [cellNamed('a', 'one')],
    around: (shown) => (
      <>
        {shown}
        <Keys />
      </>
    ),
  });
  act(() => page.type('a', 'two'));
  return page;
}

it.each(['box', 'slider', 'choice', 'list'])('Ctrl Z takes the last step back in a %s, and letters stay the field’s', async (field) => {
  const { body } = await changed();
  const element = screen.getByLabelText(field);
  fireEvent.keyDown(element, { key: 'z' });
  expect(body('a')).toBe('two');
  fireEvent.keyDown(element, { key: 'z', ctrlKey: true });
  expect(body('a')).toBe('one');
});

it.each(['number', 'words', 'lines'])('Ctrl Z in a field of %s is the field’s own', async (field) => {
  const { body } = await changed();
  fireEvent.keyDown(screen.getByLabelText(field), { key: 'z', ctrlKey: true });
  expect(body('a')).toBe('two');
});

it('F2 on a cell begins to rename it, and keys pressed in its name reach the page', async () => {
  const { controller } = await changed();
  const field = screen.getByDisplayValue<HTMLInputElement>('a');
  act(() => controller.focus.set('a'));
  fireEvent.keyDown(screen.getByRole('region', { name: /a$/u }), { key: 'F2' });
  expect(document.activeElement).toBe(field);
  const heard = vi.fn();
  window.addEventListener('keydown', heard);
  fireEvent.keyDown(field, { key: 'k', ctrlKey: true });
  window.removeEventListener('keydown', heard);
  expect(heard).toHaveBeenCalledOnce();
});

it('the focus goes to what stands in the place of a removed column, then to the list', () => {
  const names = ['age', 'sex', 'grade'];
  const show = () => (
    <NextIntlClientProvider locale="en" messages={messagesOf('en')} timeZone="UTC">
      <fieldset>
        {names.map((name) => (
          <RemoveColumn
            key={name}
            name={name}
            disabled={false}
            onRemove={() => {
              names.splice(names.indexOf(name), 1);
              page.rerender(show());
            }}
          />
        ))}
        <select aria-label="add" />
      </fieldset>
    </NextIntlClientProvider>
  );
  const page = render(show());
  const focused = () => document.activeElement?.getAttribute('aria-label');
  fireEvent.click(screen.getByRole('button', { name: /age/u }));
  expect(focused()).toMatch(/sex/u);
  fireEvent.click(screen.getByRole('button', { name: /grade/u }));
  expect(focused()).toBe('add');
});
