/**
 * Standard populations for direct standardisation: weights by age in completed years. What an installation brings has the same form: a table with the
 * columns `standard`, `age_from`, `age_to` (the last age of the group; empty where it is open) and `weight`.
 */
import type { Localised } from '@/cohort-dsl/source/localised';

/** Ages of a group in completed years, from the first to the last one in it; without a last one it is open. */
export interface StandardGroup {
  readonly from: number;
  readonly to: number | null;
  readonly weight: number;
}

interface StandardPopulation {
  readonly title: Localised;
  /** Origin and terms of use. */
  readonly source: string;
  readonly groups: readonly StandardGroup[];
}

/** Groups that follow one another, each of so many years and the last one open. */
const groupsOf = (starts: readonly number[], weights: readonly number[]): readonly StandardGroup[] =>
  starts.map((from, at) => ({ from, to: at + 1 < starts.length ? starts[at + 1] - 1 : null, weight: weights[at] }));

const FIVE_YEARS = Array.from({ length: 18 }, (_, at) => 5 * at);

export const STANDARD_POPULATIONS = {
  cn2000: {
    title: { en: 'China, census of 2000', zh: '中国 2000 年人口普查' },
    source:
      'Fifth national population census of China, 1 November 2000: population of the mainland by age, counts. National Bureau of Statistics of China; public statistics.',
    groups: groupsOf(
      FIVE_YEARS,
      [
        68_978_374, 90_152_587, 125_396_633, 103_031_165, 94_573_174, 117_602_265, 127_314_298, 109_147_295, 81_242_945, 85_521_045,
        63_304_200, 46_370_375, 41_703_848, 34_780_460, 25_574_149, 15_928_330, 7_989_158, 4_001_925,
      ],
    ),
  },
  cn2010: {
    title: { en: 'China, census of 2010', zh: '中国 2010 年人口普查' },
    source:
      'Sixth national population census of China, 1 November 2010: population of the mainland by age, counts. National Bureau of Statistics of China; public statistics.',
    groups: groupsOf(
      FIVE_YEARS,
      [
        75_532_610, 70_881_549, 74_908_462, 99_889_114, 127_412_518, 101_013_852, 97_138_203, 118_025_959, 124_753_964, 105_594_553,
        78_753_171, 81_312_474, 58_667_282, 41_113_282, 32_972_397, 23_852_133, 13_373_198, 7_616_148,
      ],
    ),
  },
  segi: {
    title: { en: 'World, Segi', zh: '世界（Segi）' },
    source:
      'Segi M. Cancer mortality for selected sites in 24 countries (1950–57). Sendai: Tohoku University, 1960; as modified by Doll and others, 1966. Published numbers, free of rights.',
    groups: groupsOf(FIVE_YEARS, [12, 10, 9, 9, 8, 8, 6, 6, 6, 6, 5, 4, 4, 3, 2, 1, 0.5, 0.5]),
  },
  who2000: {
    title: { en: 'World, WHO 2000–2025', zh: '世界（WHO 2000–2025）' },
    source:
      'Ahmad OB and others. Age standardization of rates: a new WHO standard. GPE discussion paper 31. Geneva: World Health Organization, 2001. Published numbers, free of rights.',
    groups: groupsOf(
      FIVE_YEARS,
      [8.86, 8.69, 8.6, 8.47, 8.22, 7.93, 7.61, 7.15, 6.59, 6.04, 5.37, 4.55, 3.72, 2.96, 2.21, 1.52, 0.91, 0.63],
    ),
  },
  esp2013: {
    title: { en: 'Europe, 2013', zh: '欧洲 2013' },
    source:
      'Revision of the European standard population. Luxembourg: Eurostat, 2013, doi:10.2785/11470. Reuse allowed where the source is named (Commission decision 2011/833/EU).',
    groups: groupsOf(
      [0, 1, ...FIVE_YEARS.slice(1), 90, 95],
      [1, 4, 5.5, 5.5, 5.5, 6, 6, 6.5, 7, 7, 7, 7, 6.5, 6, 5.5, 5, 4, 2.5, 1.5, 0.8, 0.2],
    ),
  },
} as const satisfies Readonly<Record<string, StandardPopulation>>;
