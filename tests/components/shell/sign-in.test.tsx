// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { messagesOf } from '@/app/_messages/messages';
import { SignInForm } from '@/components/account/sign-in-form';

const server = vi.hoisted(() => ({ answer: (_: unknown): void => undefined }));
vi.mock('@/app/_actions/session', () => ({
  signInAction: () =>
    new Promise((resolve) => {
      server.answer = resolve;
    }),
}));

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

it.each(['en', 'zh'] as const)('who waits to be signed in is told that the server goes on, and keeps what was typed (%s)', async (lang) => {
  const words = messagesOf(lang).account;
  render(
    <NextIntlClientProvider locale={lang} messages={messagesOf(lang)} timeZone="UTC">
      <SignInForm next="/" />
    </NextIntlClientProvider>,
  );
  const name = screen.getByLabelText<HTMLInputElement>(words.name);
  fireEvent.change(name, { target: { value: 'lin' } });
  fireEvent.change(screen.getByLabelText(words.password), { target: { value: 'a long password' } });
  await act(async () => void fireEvent.submit(name.form as HTMLFormElement));
  const after = (milliseconds: number) => act(async () => void vi.advanceTimersByTime(milliseconds));
  await after(2900);
  expect(screen.queryByText(words.signingIn)).toBeNull();
  await after(200);
  expect(screen.getByText(words.signingIn)).toBeTruthy();
  expect(name.value).toBe('lin');
  await act(async () => server.answer({ ok: false, problem: { code: 'signin-wrong', message: 'Wrong.', fields: [] } }));
  expect(screen.getByText('Wrong.')).toBeTruthy();
  expect(screen.queryByText(words.signingIn)).toBeNull();
  expect(name.value).toBe('lin');
});
