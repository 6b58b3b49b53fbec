import 'server-only';
import { cookies, headers } from 'next/headers';
import { languages, type Theme, themes } from '@/app/_contract/roles';
import type { Language } from '@/cohort-dsl/source/localised';
import type { Person } from '../access/person';
import { DAY, SECOND } from '../clock';
import type { Store } from '../store';
import { arrivedOverTls } from './cookie';
import { auth } from './current';

export interface Preferences {
  readonly language: Language;
  readonly theme: Theme;
}

const LANGUAGE_COOKIE = 'coho-language';
const THEME_COOKIE = 'coho-theme';

/** The account's choice; before sign-in the cookie's; before that what the browser asks for. */
export async function readPreferences(): Promise<Preferences> {
  const person = await auth();
  if (person) return { language: person.language, theme: person.theme };
  const jar = await cookies();
  const language = languages.find((known) => known === jar.get(LANGUAGE_COOKIE)?.value) ?? (await browserLanguage());
  const theme = themes.find((known) => known === jar.get(THEME_COOKIE)?.value) ?? 'system';
  return { language, theme };
}

async function browserLanguage(): Promise<Language> {
  const wanted = (await headers()).get('accept-language') ?? '';
  const first = wanted
    .split(',')
    .map((part) => part.trim().slice(0, 2).toLowerCase())
    .find((code) => languages.some((known) => known === code));
  return languages.find((known) => known === first) ?? 'en';
}

/** A new account begins as its person read the pages before: until this first session nobody has chosen for it. */
export async function adoptPreferences(database: Store, userId: string, preferences: Preferences): Promise<void> {
  if ((await database.session.count({ where: { userId } })) > 1) return;
  await database.user.update({ where: { id: userId }, data: { ...preferences } });
}

/** Keeps a choice in the account of whoever has one. */
export async function keepPreferences(tx: Store, person: Person | null, change: Partial<Preferences>): Promise<void> {
  if (person) await tx.user.update({ where: { id: person.id }, data: change });
}

/** Keeps a choice in a cookie, for the pages before sign-in. */
export async function writePreferences(change: Partial<Preferences>): Promise<void> {
  const jar = await cookies();
  const options = { httpOnly: true, sameSite: 'lax', path: '/', maxAge: (365 * DAY) / SECOND, secure: await arrivedOverTls() } as const;
  if (change.language) jar.set(LANGUAGE_COOKIE, change.language, options);
  if (change.theme) jar.set(THEME_COOKIE, change.theme, options);
}
