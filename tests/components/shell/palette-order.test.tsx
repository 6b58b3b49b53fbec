// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { useMemo } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { messagesOf } from '@/app/_messages/messages';
import { CommandPalette } from '@/components/shell/command-palette';
import { PersonMenu } from '@/components/shell/person-menu';
import { usePlaceCommands } from '@/components/shell/place-commands';
import { ToastProvider } from '@/components/ui/toast';

vi.mock('next/navigation', () => ({ useRouter: () => ({ push: () => undefined, refresh: () => undefined }) }));
vi.mock('@/app/_actions/account', () => ({ setPreferencesAction: async () => ({ ok: true, value: null }) }));
vi.mock('@/app/_actions/places', () => ({ knownPlacesAction: async () => ({ ok: false }) }));

afterEach(cleanup);

const person = { id: 'p', name: 'lin', legalName: 'Lin', roles: ['researcher'] } as never;

function Place() {
  usePlaceCommands(
    useMemo(() => ({ commands: () => [{ id: 'run', group: 'Notebook', label: 'Run all', run: () => undefined }], shortcuts: [] }), []),
  );
  return null;
}

it.each([true, false])('the palette opens with what is here, never with leaving it (a place with commands: %s)', async (hasPlace) => {
  const state = { person, destinations: ['home'], language: 'en', theme: 'light' } as never;
  render(
    <NextIntlClientProvider locale="en" messages={messagesOf('en')} timeZone="UTC">
      <ToastProvider label="Messages">
        <PersonMenu person={person} />
        {hasPlace ? <Place /> : null}
        <CommandPalette state={state} />
      </ToastProvider>
    </NextIntlClientProvider>,
  );
  await act(async () => void fireEvent.keyDown(window, { key: 'k', ctrlKey: true }));
  const options = await screen.findAllByRole('option');
  expect(options.map(({ textContent }) => textContent).at(-1)).toBe(messagesOf('en').shell.signOut);
  expect(options.find((option) => option.getAttribute('aria-selected') === 'true')?.textContent).not.toBe(messagesOf('en').shell.signOut);
});
