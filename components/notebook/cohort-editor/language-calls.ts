import type { ReleaseDocument } from '@/app/_contract/release-document';
import type { Language } from '@/cohort-dsl/source/localised';
import type { HoverText, Problem, SourceEdit, SourceSpan, Suggestion } from '@/components/editor/language-assist';

/** Which program is asked about: its text, the name of its cell, the language of the answer, the other cohorts it may name. */
export interface ProgramQuestion {
  readonly source: string;
  readonly name: string;
  readonly lang: Language;
  readonly cohorts: readonly string[];
}

interface PlaceQuestion extends ProgramQuestion {
  readonly offset: number;
}

export interface ExplainedSection {
  readonly heading: string;
  readonly sentences: readonly string[];
}

export type ProgramRenaming =
  | {
      readonly kind: 'edits';
      readonly edits: readonly SourceEdit[];
      /** Columns of the cohort's table that are called otherwise with it, the old name first. */
      readonly columns: readonly (readonly [string, string])[];
      /** What follows the cohort's name in the name of a table that is called otherwise with it, before and after. */
      readonly table: readonly [string, string] | null;
      /** The parameter renamed, which an input of the notebook may give its value. */
      readonly parameter: string | null;
    }
  | { readonly kind: 'refused'; readonly reason: string };

/** What the language's worker answers. */
export type LanguageCalls = {
  readonly open: (document: ReleaseDocument) => void;
  readonly check: (question: ProgramQuestion) => readonly Problem[];
  readonly complete: (question: PlaceQuestion) => readonly Suggestion[];
  readonly hover: (question: PlaceQuestion) => HoverText | null;
  readonly definition: (question: PlaceQuestion) => SourceSpan | null;
  readonly nameAt: (question: PlaceQuestion) => SourceSpan | null;
  readonly rename: (question: PlaceQuestion & { readonly newName: string }) => ProgramRenaming;
  readonly format: (question: ProgramQuestion) => string | null;
  /** The program in words; null where it has errors. */
  readonly explain: (question: ProgramQuestion) => readonly ExplainedSection[] | null;
};
