import 'server-only';
import { getRequestConfig } from 'next-intl/server';
import { messagesOf } from '@/app/_messages/messages';
import { now } from '../clock';
import { readPreferences } from './preferences';

/** next-intl's per-request settings: the language belongs to the person, never to the link. */
export default getRequestConfig(async () => {
  const { language } = await readPreferences();
  return { locale: language, messages: messagesOf(language), timeZone: 'UTC', now: now() };
});
