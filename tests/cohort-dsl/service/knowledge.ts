import type { Profile } from '@/cohort-dsl/schema/profile';
import { createLanguageService, type LanguageService } from '@/cohort-dsl/service/language-service';
import type { Localised } from '@/cohort-dsl/source/localised';
import { renal } from '../dictionary';

/** Counts for some of the renal test dictionary, as a release's build would make them. */
export const profile: Profile = {
  tables: new Map([
    ['diagnosis', { rows: 5400, patients: 1810, from: '2012-01-03', through: '2025-12-30', years: [] }],
    ['lab', { rows: 120_000, patients: 2000, from: '2012-01-01', through: '2025-12-31', years: [] }],
  ]),
  columns: new Map([
    [
      'diagnosis/code',
      {
        rows: 5400,
        known: 5400,
        patients: 1810,
        summary: {
          kind: 'values',
          distinct: 3,
          values: [
            { value: 'N18.3', rows: 900, patients: 700 },
            { value: 'E11.9', rows: 1200, patients: 950 },
            { value: 'I10', rows: 300, patients: 250 },
          ],
        },
      },
    ],
    [
      'patient/sex',
      {
        rows: 2000,
        known: 1950,
        patients: 1950,
        summary: {
          kind: 'values',
          distinct: 2,
          values: [
            { value: 'F', rows: 900, patients: 900 },
            { value: 'M', rows: 1050, patients: 1050 },
          ],
        },
      },
    ],
  ]),
  items: new Map([
    [
      'lab/egfr',
      {
        rows: 40_000,
        known: 39_000,
        patients: 1998,
        summary: { kind: 'number', mean: 61.2, sd: 20, p5: 20, q1: 45, median: 62.4, q3: 78, p95: 100, implausible: 0, histogram: null },
        sourceUnits: [],
      },
    ],
  ]),
};

function conceptLabel(system: string, code: string): Localised | null {
  return system === 'ICD10' && code === 'E11.9' ? { en: 'Type 2 diabetes', zh: '2型糖尿病' } : null;
}

export const service: LanguageService = createLanguageService({ dictionary: renal, profile, cohorts: ['other_cohort'], conceptLabel });

/** A source with its `|` taken out, and where that stood. */
export function marked(text: string): { readonly source: string; readonly offset: number } {
  const offset = text.indexOf('|');
  if (offset < 0) throw new Error('the text marks no place');
  return { source: text.slice(0, offset) + text.slice(offset + 1), offset };
}
