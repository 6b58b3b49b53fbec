// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { afterEach, expect, it, vi } from 'vitest';
import { messagesOf } from '@/app/_messages/messages';
import { NewProjectButton } from '@/components/projects/new-project';

vi.mock('@/app/_actions/projects', () => ({ createProjectAction: vi.fn() }));
vi.mock(import('next/navigation'), async (original) => ({ ...(await original()), useRouter: vi.fn() }));
afterEach(cleanup);

const databases = ['breast_cancer@2026.1', 'renal@2026.1'].map((release) => ({
  release,
  title: { en: `Title of ${release}`, zh: '' },
  description: { en: `What ${release} holds.`, zh: '' },
}));

it('takes no database for granted, and says what the chosen one holds', () => {
  const messages = messagesOf('en');
  render(
    <NextIntlClientProvider locale="en" messages={messages} timeZone="UTC">
      <NewProjectButton databases={databases} />
    </NextIntlClientProvider>,
  );
  fireEvent.click(screen.getByRole('button', { name: messages.projects.new }));
  const list = screen.getByLabelText<HTMLSelectElement>(messages.projects.database);
  expect([list.value, list.required, list.checkValidity()]).toEqual(['', true, false]);
  fireEvent.change(list, { target: { value: 'renal@2026.1' } });
  expect(list.checkValidity()).toBe(true);
  expect(document.getElementById(list.getAttribute('aria-describedby') ?? '')?.textContent).toContain('What renal@2026.1 holds.');
});
