/** What the manual of the language is made of. */
import type { Localised } from '@/cohort-dsl/source/localised';
import type { Cell } from './both-engines';

export type Lesson = ProgramLesson | ValuesLesson;

/** A program, and what comes out of it. */
interface ProgramLesson {
  readonly says: Localised;
  readonly program: string;
  /** First line the columns shown, then their values; `-` is missing. */
  readonly rows: string;
  readonly attrition?: string;
  readonly long?: { readonly name: string; readonly rows: string };
}

/** Expressions and their values for patient 1 on the index date of 1 January 2020. */
interface ValuesLesson {
  readonly says: Localised;
  readonly values: Readonly<Record<string, Cell>>;
}

export interface Chapter {
  readonly title: Localised;
  readonly lead: Localised;
  /** Everything the database holds; without observation rows everybody is observed from 2000 to 2024. */
  readonly data: string;
  readonly lessons: readonly Lesson[];
}
