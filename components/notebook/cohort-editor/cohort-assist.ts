import type { Language } from '@/cohort-dsl/source/localised';
import type { LanguageAssist } from '@/components/editor/language-assist';
import { askLanguage } from './language-client';

/** Help with one cohort program, from the language's worker. */
export function cohortAssist(release: string, name: string, lang: Language, cohorts: () => readonly string[]): LanguageAssist {
  // The worker starts with the first question: a page drawn on the server has none.
  const ask: ReturnType<typeof askLanguage> = (call, argument) => askLanguage(release)(call, argument);
  const about = (source: string) => ({ source, name, lang, cohorts: cohorts() });
  return {
    check: (source) => ask('check', about(source)),
    complete: (source, offset) => ask('complete', { ...about(source), offset }),
    hover: (source, offset) => ask('hover', { ...about(source), offset }),
    definition: (source, offset) => ask('definition', { ...about(source), offset }),
    nameAt: (source, offset) => ask('nameAt', { ...about(source), offset }),
    rename: (source, offset, newName) => ask('rename', { ...about(source), offset, newName }),
    format: (source) => ask('format', about(source)),
  };
}
