// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { afterEach, expect, it } from 'vitest';
import { messagesOf } from '@/app/_messages/messages';
import type { Language } from '@/cohort-dsl/source/localised';
import { useCountNotes } from '@/components/notebook/cohort-editor/count-notes';

afterEach(cleanup);

function Notes() {
  const counts = useCountNotes({
    source: 'index at first visit',
    current: true,
    rows: [
      { kind: 'index', title: '', patients: 20_000, removed: null, line: 0 },
      { kind: 'include', title: '', patients: 18_355, removed: 1645, line: 1 },
    ],
  });
  return counts?.notes.map(({ key, content }) => <p key={key}>{content}</p>);
}

it.each<[Language, readonly string[]]>([
  ['en', ['20\u202f000 patients left, none removed', '18\u202f355 patients left, 1\u202f645 removed']],
  ['zh', ['剩余 20\u202f000 名患者，无人排除', '剩余 18\u202f355 名患者，排除 1\u202f645 名']],
])('counts are written for the ear as for the eye, in %s', (lang, said) => {
  render(
    <NextIntlClientProvider locale={lang} messages={messagesOf(lang)} timeZone="UTC">
      <Notes />
    </NextIntlClientProvider>,
  );
  expect(screen.getAllByRole('paragraph').map((note) => note.querySelector('.sr-only')?.textContent)).toEqual(said);
});
