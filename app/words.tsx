'use client';

import { NextIntlClientProvider } from 'next-intl';
import { type ReactNode, use } from 'react';
import type { Language } from '@/cohort-dsl/source/localised';
import type { Messages } from './_messages/messages';

const read: Readonly<Record<Language, () => Promise<{ readonly default: Messages }>>> = {
  en: () => import('./_messages/en'),
  zh: () => import('./_messages/zh'),
};
const reading = new Map<Language, ReturnType<(typeof read)[Language]>>();

/** The texts of a language: a file of their own, which a browser keeps, where each page would carry them anew. */
function textsOf(language: Language): Promise<{ readonly default: Messages }> {
  const known = reading.get(language) ?? read[language]();
  reading.set(language, known);
  return known;
}

interface WordsProps {
  readonly language: Language;
  /** What "two hours ago" is reckoned from, the same here and on the server. */
  readonly now: Date;
  readonly children: ReactNode;
}

/** What stands inside says its texts in a language. */
export function Words({ language, now, children }: WordsProps) {
  return (
    <NextIntlClientProvider locale={language} messages={use(textsOf(language)).default} timeZone="UTC" now={now}>
      {children}
    </NextIntlClientProvider>
  );
}
