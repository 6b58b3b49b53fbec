/** Dates joined by `and` or `or` where conditions are: every fix keeps what was meant, and the mended program has no error. */
import { describe, expect, it } from 'vitest';
import { compile } from '@/cohort-dsl/compile';
import { applied } from '@/cohort-dsl/diagnostics/tried-fixes';
import { renal } from '../dictionary';

const INDEX = 'index at first visit\n';
const errorsOf = (source: string) => compile(source, { dictionary: renal }).diagnostics.filter(({ severity }) => severity === 'error');

/** [clause, what its fixes make of it, in their order]. */
const joined: readonly (readonly [clause: string, mended: readonly string[]])[] = [
  ['include any visit where date > death or index', ['include any visit where date > death or date > index']],
  ['include any visit where date = death or index', ['include any visit where date = death or date = index']],
  ['include any visit where date > death and index', ['include any visit where date > death and date > index']],
  ['variable a = count of visit where date > death or index', ['variable a = count of visit where date > death or date > index']],
  [
    'include any visit where date > index or death',
    ['include any visit where date > index or date > death', 'include any visit where date > index or death is known'],
  ],
  [
    'include any visit after death or index',
    ['include any visit after earliest(death, index)', 'include any visit after latest(death, index)'],
  ],
  [
    'include any visit before death and index',
    ['include any visit before latest(death, index)', 'include any visit before earliest(death, index)'],
  ],
  [
    'include any visit after index and death',
    [
      'include any visit after index and death is known',
      'include any visit after latest(index, death)',
      'include any visit after earliest(index, death)',
    ],
  ],
  [
    'variable a = count of visit after death or index',
    ['variable a = count of visit after earliest(death, index)', 'variable a = count of visit after latest(death, index)'],
  ],
  [
    'variable a = days from index to death or end of observation',
    [
      'variable a = days from index to earliest(death, end of observation)',
      'variable a = days from index to latest(death, end of observation)',
    ],
  ],
  [
    'variable d = days from index to first visit where kind = "in" or death after index',
    [
      'variable d = days from index to earliest(first visit where kind = "in" after index, death)',
      'variable d = days from index to latest(first visit where kind = "in" after index, death)',
    ],
  ],
  [
    'variable d = days from index to first visit where kind = "in" or kind = "out" after index or death',
    [
      'variable d = days from index to earliest(first visit where kind = "in" or kind = "out" after index, death)',
      'variable d = days from index to latest(first visit where kind = "in" or kind = "out" after index, death)',
    ],
  ],
  [
    'variable d = days from index to first visit or first diagnosis within 1 year after index',
    [
      'variable d = days from index to earliest(first visit within 1 year after index, first diagnosis within 1 year after index)',
      'variable d = days from index to latest(first visit within 1 year after index, first diagnosis within 1 year after index)',
      'variable d = days from index to earliest(first visit, first diagnosis within 1 year after index)',
    ],
  ],
  ['let d = death or first visit', ['let d = earliest(death, first visit)', 'let d = latest(death, first visit)']],
  [
    'variable d = death and index + 5 years',
    ['variable d = latest(death, index + 5 years)', 'variable d = earliest(death, index + 5 years)'],
  ],
  [
    'variable d = days from death or index to exit',
    ['variable d = days from earliest(death, index) to exit', 'variable d = days from latest(death, index) to exit'],
  ],
  [
    'variable d = days from death and index to exit',
    ['variable d = days from latest(death, index) to exit', 'variable d = days from earliest(death, index) to exit'],
  ],
  [
    'variable d = days from death or index + 5 years to exit',
    ['variable d = days from earliest(death, index + 5 years) to exit', 'variable d = days from latest(death, index + 5 years) to exit'],
  ],
  [
    'let d = days from birth or death to index',
    ['let d = days from earliest(birth, death) to index', 'let d = days from latest(birth, death) to index'],
  ],
  [
    'include days from birth or death to index > 30',
    ['include days from earliest(birth, death) to index > 30', 'include days from latest(birth, death) to index > 30'],
  ],
  [
    'variable d = days from (death or index) to exit',
    ['variable d = days from (earliest(death, index)) to exit', 'variable d = days from (latest(death, index)) to exit'],
  ],
  [
    'variable d = days from first visit or death to exit',
    ['variable d = days from earliest(first visit, death) to exit', 'variable d = days from latest(first visit, death) to exit'],
  ],
  [
    'variable d = days from first visit where kind = "in" or first diagnosis to exit',
    [
      'variable d = days from earliest(first visit where kind = "in", first diagnosis) to exit',
      'variable d = days from latest(first visit where kind = "in", first diagnosis) to exit',
    ],
  ],
  [
    'variable d = days from index to death or first visit',
    ['variable d = days from index to earliest(death, first visit)', 'variable d = days from index to latest(death, first visit)'],
  ],
  [
    'include any visit from birth or death to index',
    ['include any visit from earliest(birth, death) to index', 'include any visit from latest(birth, death) to index'],
  ],
  [
    'include any visit from birth to death or index',
    ['include any visit from birth to earliest(death, index)', 'include any visit from birth to latest(death, index)'],
  ],
  [
    'include any visit where days from birth or index to date > 30',
    [
      'include any visit where days from earliest(birth, index) to date > 30',
      'include any visit where days from latest(birth, index) to date > 30',
    ],
  ],
  [
    'include any visit where days from index to date or death > 30',
    [
      'include any visit where days from index to earliest(date, death) > 30',
      'include any visit where days from index to latest(date, death) > 30',
    ],
  ],
  [
    'include observed from birth or death to index',
    ['include observed from earliest(birth, death) to index', 'include observed from latest(birth, death) to index'],
  ],
  [
    'include observed 180 days before death or index',
    ['include observed 180 days before earliest(death, index)', 'include observed 180 days before latest(death, index)'],
  ],
  [
    'series s = lab(egfr) from death or index to exit { date, value }',
    [
      'series s = lab(egfr) from earliest(death, index) to exit { date, value }',
      'series s = lab(egfr) from latest(death, index) to exit { date, value }',
    ],
  ],
  [
    'series s = lab(egfr) before death or exit { date, value }',
    [
      'series s = lab(egfr) before earliest(death, exit) { date, value }',
      'series s = lab(egfr) before latest(death, exit) { date, value }',
    ],
  ],
  [
    'variable n = days covered by prescription from birth or index to exit',
    [
      'variable n = days covered by prescription from earliest(birth, index) to exit',
      'variable n = days covered by prescription from latest(birth, index) to exit',
    ],
  ],
  [
    'include any visit overlapping birth or death to index',
    ['include any visit overlapping earliest(birth, death) to index', 'include any visit overlapping latest(birth, death) to index'],
  ],
  [
    'include any visit before first visit or death',
    ['include any visit before earliest(first visit, death)', 'include any visit before latest(first visit, death)'],
  ],
  [
    'include any visit after first diagnosis where main or first procedure',
    [
      'include any visit after earliest(first diagnosis where main, first procedure)',
      'include any visit after latest(first diagnosis where main, first procedure)',
    ],
  ],
  ['include age at death or index >= 18', ['include age at earliest(death, index) >= 18', 'include age at latest(death, index) >= 18']],
  [
    'include age at death or index between 18 and 65',
    ['include age at earliest(death, index) between 18 and 65', 'include age at latest(death, index) between 18 and 65'],
  ],
  [
    'include year of death and index >= 2018',
    ['include year of latest(death, index) >= 2018', 'include year of earliest(death, index) >= 2018'],
  ],
  [
    'include days from birth to death or index > 30',
    ['include days from birth to earliest(death, index) > 30', 'include days from birth to latest(death, index) > 30'],
  ],
  ['variable y = year of death or index', ['variable y = year of earliest(death, index)', 'variable y = year of latest(death, index)']],
  [
    'variable x = if_missing(death or index, exit)',
    ['variable x = if_missing(earliest(death, index), exit)', 'variable x = if_missing(latest(death, index), exit)'],
  ],
  ['time from death or index', ['time from earliest(death, index)', 'time from latest(death, index)']],
  ['include any visit where end_date > death or index', ['include any visit where end_date > death or end_date > index']],
  [
    'include any visit where date > death or end_date',
    ['include any visit where date > death or date > end_date', 'include any visit where date > death or end_date is known'],
  ],
  [
    'include any visit where date = index or end',
    ['include any visit where date = index or date = end', 'include any visit where date = index or end is known'],
  ],
  ['include death or first visit', ['include death is known or any visit']],
  ['include death', ['include death is known']],
  [
    'let z = first visit or first diagnosis',
    [
      'let z = earliest(first visit, first diagnosis)',
      'let z = latest(first visit, first diagnosis)',
      'let z = any visit or any diagnosis',
    ],
  ],
  [
    'let z = first visit or first diagnosis\nvariable d = days from index to z',
    [
      'let z = earliest(first visit, first diagnosis)\nvariable d = days from index to z',
      'let z = latest(first visit, first diagnosis)\nvariable d = days from index to z',
    ],
  ],
  [
    'outcome x = first diagnosis where main or death after index',
    [
      'outcome x = earliest { first diagnosis where main after index; death }',
      'outcome x = latest(first diagnosis where main after index, death)',
    ],
  ],
  [
    'outcome x = first visit where kind = "in" or kind = "out" or death after index',
    [
      'outcome x = earliest { first visit where kind = "in" or kind = "out" after index; death }',
      'outcome x = latest(first visit where kind = "in" or kind = "out" after index, death)',
    ],
  ],
  [
    'outcome x = first visit where kind = "in" or death or index + 5 years',
    [
      'outcome x = earliest { first visit where kind = "in"; death; index + 5 years }',
      'outcome x = latest(first visit where kind = "in", death, index + 5 years)',
    ],
  ],
  [
    'outcome x = first visit or first diagnosis after index',
    [
      'outcome x = earliest { first visit; first diagnosis after index }',
      'outcome x = earliest { first visit after index; first diagnosis after index }',
      'outcome x = latest(first visit, first diagnosis after index)',
    ],
  ],
  [
    'outcome x = death or index + 5 years and first visit',
    [
      'outcome x = earliest { death; latest(index + 5 years, first visit) }',
      'outcome x = latest(death, latest(index + 5 years, first visit))',
    ],
  ],
  [
    'follow until end of observation or first visit where kind = "in" or death on or after index',
    [
      'follow until earliest { end of observation; first visit where kind = "in" on or after index; death }',
      'follow until latest(end of observation, first visit where kind = "in" on or after index, death)',
    ],
  ],
  [
    'let d = first visit where kind = "in" or death after index',
    [
      'let d = earliest(first visit where kind = "in" after index, death)',
      'let d = latest(first visit where kind = "in" after index, death)',
    ],
  ],
  [
    'variable d = date of (first visit where kind = "in" or death after index)',
    [
      'variable d = earliest(date of (first visit where kind = "in" after index), death)',
      'variable d = latest(date of (first visit where kind = "in" after index), death)',
    ],
  ],
  [
    'follow until death and index + 5 years',
    ['follow until latest(death, index + 5 years)', 'follow until earliest { death; index + 5 years }'],
  ],
  [
    'outcome x = earliest { death or first visit; index + 5 years }',
    [
      'outcome x = earliest { earliest(death, first visit); index + 5 years }',
      'outcome x = earliest { latest(death, first visit); index + 5 years }',
    ],
  ],
];

/** Dates that everybody has: that they are known is no condition. */
const known: readonly string[] = [
  'include index',
  'include index + 30 days',
  'include any visit where index',
  'include any visit or end of observation',
  'let a = index + 1 year\nlet b = a\ninclude b',
  'include earliest(death, index)',
  'include any visit where date > death or date',
  'include any visit where date > death and date',
  'include any visit where date > end_date or date',
  'include any visit where date',
  'include any visit where end_date or date',
  'include any diagnosis where main or date',
  'include any lab(egfr) where date > index or date + 3 days',
];

describe('dates joined as conditions', () => {
  it.each(joined)('%s', (clause, mended) => {
    const [error, ...others] = errorsOf(INDEX + clause);
    expect(others).toEqual([]);
    const texts = error.fixes.map((fix) => applied(INDEX + clause, fix).text);
    expect(texts).toEqual(mended.map((text) => INDEX + text));
    for (const text of texts) expect(errorsOf(text)).toEqual([]);
    expect(error.message.zh).toMatch(/日期|条件/);
  });

  it.each(known)('%s: never offered as a condition', (clause) => {
    const [error] = errorsOf(INDEX + clause);
    expect(error.fixes.filter((fix) => applied(INDEX + clause, fix).text.includes('is known'))).toEqual([]);
  });

  it('lets that read themselves or one another come to an end', () => {
    expect(errorsOf(`${INDEX}let a = b or index\nlet b = a or death\ninclude a or b`).length).toBeGreaterThan(0);
  });
});
