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
  ['let d = death or first visit', ['let d = earliest(death, first visit)', 'let d = latest(death, first visit)']],
  [
    'variable d = death and index + 5 years',
    ['variable d = latest(death, index + 5 years)', 'variable d = earliest(death, index + 5 years)'],
  ],
  ['include death or first visit', ['include death is known or any visit']],
  ['include death', ['include death is known']],
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
