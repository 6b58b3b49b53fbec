import type { Language } from '@/cohort-dsl/source/localised';
import type { LanguageAssist } from '@/components/editor/language-assist';
import type { ProgramRenaming } from './language-calls';
import { askLanguage } from './language-client';

interface Surroundings {
  /** Names of the other cohorts. */
  readonly cohorts: () => readonly string[];
  /** Carries a renaming through the notebook; false where the program is all there is to change. */
  readonly renamed: (source: string, newName: string, renaming: Extract<ProgramRenaming, { kind: 'edits' }>) => Promise<boolean>;
}

/** Help with one cohort program, from the language's worker. */
export function cohortAssist(release: string, name: string, lang: Language, { cohorts, renamed }: Surroundings): LanguageAssist {
  // The worker starts with the first question: a page drawn on the server has none.
  const ask: ReturnType<typeof askLanguage> = (call, argument) => askLanguage(release)(call, argument);
  const about = (source: string) => ({ source, name, lang, cohorts: cohorts() });
  return {
    check: (source) => ask('check', about(source)),
    complete: (source, offset) => ask('complete', { ...about(source), offset }),
    hover: (source, offset) => ask('hover', { ...about(source), offset }),
    definition: (source, offset) => ask('definition', { ...about(source), offset }),
    nameAt: (source, offset) => ask('nameAt', { ...about(source), offset }),
    rename: async (source, offset, newName) => {
      const answer = await ask('rename', { ...about(source), offset, newName });
      return answer.kind === 'edits' && (await renamed(source, newName, answer)) ? { kind: 'done' } : answer;
    },
    format: (source) => ask('format', about(source)),
  };
}
