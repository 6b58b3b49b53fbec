/** A column without a unit is read in the one that was picked; what cannot be right is said by every method that reads times. */
import { describe, expect, it } from 'vitest';
import { frameOf, numericColumn } from '@/analysis-kernel/frame/build';
import { ALONE } from '@/analysis-kernel/registry/pool';
import { loadMethod } from '@/analysis-kernel/registry/registry';
import { timeWarnings } from '@/analysis-kernel/registry/time-warnings';

const N = 60;
const rows = <T>(value: (at: number) => T) => Array.from({ length: N }, (_, at) => value(at));
const data = (unit: string | undefined, scale = 1) =>
  frameOf([
    numericColumn(
      'id',
      rows((at) => at >> 1),
      'integer',
    ),
    numericColumn(
      'begin',
      rows((at) => (at % 2 === 0 ? 0 : (400 + at) * scale)),
    ),
    numericColumn(
      'days',
      rows((at) => (at % 2 === 0 ? 400 + at + 1 : 900 + ((at * 37) % 2000)) * scale),
      'number',
      unit === undefined ? undefined : { unit },
    ),
    numericColumn(
      'died',
      rows((at) => Number(at % 3 === 0)),
      'integer',
    ),
    numericColumn(
      'cause',
      rows((at) => at % 3),
      'integer',
    ),
    numericColumn(
      'x',
      rows((at) => (at * 7) % 11),
    ),
  ]);

const CASES: readonly (readonly [string, object])[] = [
  ['km', { formula: 'Surv(days, died) ~ 1' }],
  ['cox', { formula: 'Surv(days, died) ~ x' }],
  ['parametric', { formula: 'Surv(days, died) ~ x', distribution: 'weibull' }],
  ['competing', { formula: 'Surv(days, cause) ~ 1' }],
  ['cause_specific', { formula: 'Surv(days, cause) ~ x' }],
  ['finegray', { formula: 'Surv(days, cause) ~ x', cause: 1 }],
  ['recurrent', { type: 'mean_cumulative', formula: 'Surv(begin, days, died) ~ 1', id: 'id' }],
  ['incidence', { time: 'days', event: 'died' }],
];

async function doubts(id: string, given: object, unit: string | undefined, scale = 1) {
  const method = await loadMethod(id);
  if (method === null) throw new Error(id);
  const { warnings } = await method.run(
    { options: method.schema.parse({ data: 'd', ...given }), frame: data(unit, scale), tables: new Map() },
    ALONE,
  );
  return warnings.filter(({ code }) => code === 'implausible_time_unit').map(({ message }) => message);
}
const picked = (id: string, unit: string) => (id === 'incidence' ? { unit } : { time_unit: unit });

describe.each(CASES)('%s', (id, given) => {
  it('doubts days without a unit that are read as years', async () => {
    const [said, ...more] = await doubts(id, { ...given, ...picked(id, 'years') }, undefined);
    expect(more).toEqual([]);
    expect(said.en).toMatch(
      /^Times go up to [\d\s,]+\s*years, longer than anybody is followed\. The data do not say the unit of days; it was read as years\. If it is in days or months, say so\.$/u,
    );
    expect(said.zh).toMatch(/^时间最长达 .+ 年，超出任何人的随访时间。数据未标明days的单位，按年读取。若实为天或月，请指明。$/u);
  });

  it('believes what the data say, and what can be', async () => {
    expect(await doubts(id, { ...given, ...(id === 'incidence' ? {} : picked(id, 'years')) }, 'd')).toEqual([]);
    expect(await doubts(id, { ...given, ...picked(id, 'days') }, undefined)).toEqual([]);
    expect(await doubts(id, given, undefined)).toEqual([]);
  });

  it('doubts fractions of days, as of years that are read as days', async () => {
    const [said] = await doubts(id, { ...given, ...picked(id, 'days') }, undefined, 1 / 365.25);
    expect(said.en).toMatch(/^Times are at most [\d.]+ days, and most are fractions of a day\. .+ If it is in months or years, say so\.$/u);
  });
});

it('a scale of ages or of calendar years is as long as its rows', () => {
  const frame = data('a');
  const years = (...values: number[]) => Float64Array.from(values);
  expect(timeWarnings(frame, 'days', years(2001, 1990), years(2010, 2020), 'years')).toEqual([]);
  expect(timeWarnings(frame, 'days', null, years(131), 'a')[0].message.en).toContain('The data say that days is in years: check them.');
  expect(timeWarnings(frame, 'days', null, years(130), 'a')).toEqual([]);
  expect(timeWarnings(frame, 'days', null, years(5000), 'mmol/L')).toEqual([]);
});
