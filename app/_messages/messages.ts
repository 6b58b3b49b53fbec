import type { ProblemCode } from '@/app/_contract/problem';
import type { PlatformRole, ProjectRole } from '@/app/_contract/roles';
import type { Language } from '@/cohort-dsl/source/localised';
import en, { type Messages } from './en';
import zh from './zh';

export type { Messages } from './en';

// A code or role without a text does not compile.
en.problems satisfies Record<ProblemCode, string>;
en.roles satisfies Record<PlatformRole | ProjectRole, string>;

const all: Readonly<Record<Language, Messages>> = { en, zh };

export function messagesOf(language: Language): Messages {
  return all[language];
}
