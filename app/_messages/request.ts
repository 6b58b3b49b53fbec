import { getRequestConfig } from 'next-intl/server';
import { now } from '@/app/_server/clock';
import { readPreferences } from '@/app/_server/session/preferences';
import { messagesOf } from './messages';

/** next-intl's per-request settings: the language belongs to the person, never to the link. */
export default getRequestConfig(async () => {
  const { language } = await readPreferences();
  return { locale: language, messages: messagesOf(language), timeZone: 'UTC', now: now() };
});
