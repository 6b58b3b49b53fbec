import type { Language } from '@/cohort-dsl/source/localised';
import type { Messages } from './messages';

declare module 'next-intl' {
  interface AppConfig {
    Locale: Language;
    Messages: Messages;
  }
}
