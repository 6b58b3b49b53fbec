import { useLocale } from 'next-intl';
import type { Localised } from '@/cohort-dsl/source/localised';

/** Picks a text that comes in both languages from the data rather than from our messages. */
export function useLocalised(): (text: Localised) => string {
  const locale = useLocale();
  return (text) => text[locale];
}
