/** Other tools' words and everyday ones: the share of them that some fix puts as it was meant. */
import { describe, expect, it } from 'vitest';
import { compile } from '@/cohort-dsl/compile';
import type { Fix } from '@/cohort-dsl/diagnostics/diagnostic';
import { applied } from '@/cohort-dsl/diagnostics/tried-fixes';
import { hashPlan } from '@/cohort-dsl/plan/hash';
import { parse } from '@/cohort-dsl/syntax/parse';
import { rephrasings } from '@/cohort-dsl/syntax/rephrase';
import { renal } from '../dictionary';
import { NEAR } from './near-syntax';

const planOf = (source: string) => {
  const { plan } = compile(source, { dictionary: renal });
  return plan && hashPlan(plan);
};
const whole = (clause: string) => (clause.startsWith('index') ? clause : `index at first visit\n${clause}`);
const errorsOf = (source: string) => compile(source, { dictionary: renal }).diagnostics.filter(({ severity }) => severity === 'error');

/** Whether one of the fixes means what was meant. */
function isMended([typed, meant]: (typeof NEAR)[number]): boolean {
  const source = whole(typed);
  const plans = errorsOf(source).flatMap(({ fixes }) => fixes.map((fix) => planOf(applied(source, fix).text)));
  return plans.includes(planOf(whole(meant)));
}

/** What the fixes of a stop mean, of those that leave nothing wrong. */
function meanings(source: string, fixes: readonly Fix[]): ReadonlySet<string> {
  return new Set(fixes.flatMap((fix) => planOf(applied(source, fix).text) ?? []));
}

describe('what is both a habit and a phrase', () => {
  it('means the same by both', () => {
    let both = 0;
    const apart = NEAR.filter(([typed]) => {
      const source = whole(typed);
      return parse(source).diagnostics.some(({ fixes, span }) => {
        const habit = meanings(source, fixes);
        if (habit.size === 0) return false;
        const phrases = meanings(
          source,
          rephrasings(source, span.start).map(({ fix }) => fix),
        );
        if (phrases.size > 0) both += 1;
        return [...phrases].some((plan) => !habit.has(plan));
      });
    });
    expect(both).toBeGreaterThan(20);
    expect(apart.map(([typed]) => typed)).toEqual([]);
  });
});

describe('habits', () => {
  it('are many, each is an error, and what is meant by each is right', () => {
    expect(NEAR.length).toBeGreaterThanOrEqual(380);
    for (const [typed, meant] of NEAR) {
      expect(errorsOf(whole(typed)).length, typed).toBeGreaterThan(0);
      expect(planOf(whole(meant)), meant).not.toBeNull();
    }
  });

  it('are put right by a fix in at least 98 of 100', () => {
    const missed = NEAR.filter((one) => !isMended(one)).map(([typed]) => typed);
    expect(missed.length / NEAR.length, missed.join('\n')).toBeLessThanOrEqual(0.02);
  });

  it.each([
    ['variable x = average of value of lab(egfr)', 'variable x = mean of value of lab(egfr)'],
    ['include any visit during index - 1 year to index', 'include any visit from index - 1 year to index'],
    ['variable x = year(index)', 'variable x = year of index'],
    [
      'include any diagnosis where code in ICD10 ("N18*") before index',
      'include any diagnosis where code in ICD10 { "N18*" } before index',
    ],
    ['include any visit within 90 days index', 'include any visit within 90 days before index'],
    ['outcome x = death as "d"', 'outcome x = earliest { death as "d" }'],
  ])('%s', (typed, meant) => expect(isMended([typed, meant])).toBe(true));

  it.each([
    ['variable x = days since index', ['variable x = days from index to exit']],
    ['variable x = days after index', ['variable x = days from index to exit']],
    ['include not (any visit where kind = "in" or any diagnosis) before index', []],
  ])('%s: nothing else is offered', (typed, meant) => {
    const source = whole(typed);
    const offered = errorsOf(source).flatMap(({ fixes }) => fixes.map((fix) => applied(source, fix).text));
    expect(offered).toEqual(meant.map(whole));
  });

  it('in a text are left as they are', () => {
    const [error] = errorsOf(whole('include "during the 90 days prior to index": any visit prior to index'));
    const [fix] = error.fixes;
    expect(applied(whole('include "during the 90 days prior to index": any visit prior to index'), fix).text).toContain(
      'include "during the 90 days prior to index": any visit before index',
    );
  });
});
