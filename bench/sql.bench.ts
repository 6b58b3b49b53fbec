/** What it costs to print SQL: every program of the language's page, planned before, from plan to text in each dialect. `npm run bench -- sql`. */
import { compile } from '@/cohort-dsl/compile';
import { printCohort } from '@/cohort-dsl/sql/print-cohort';
import { renal } from '@/tests/cohort-dsl/dictionary';
import { chapters, otherCohorts } from '@/tests/cohort-dsl/spec/manual';
import { type Measurement, processorTime } from './measure';

const ROUNDS = 15;

export async function run(): Promise<readonly Measurement[]> {
  const cohorts = Object.keys(otherCohorts);
  const plans = chapters
    .flatMap(({ lessons }) => lessons)
    .flatMap((lesson) => ('program' in lesson ? [compile(lesson.program, { dictionary: renal, cohorts }).plan] : []))
    .filter((plan) => plan !== null);
  const measured: Measurement[] = [];
  for (const dialect of ['duckdb', 'trino'] as const) {
    const milliseconds: number[] = [];
    for (let round = -5; round < ROUNDS; round += 1) {
      const time = await processorTime(async () => {
        for (const plan of plans) printCohort(plan, { name: 'cohort', dialect });
      });
      if (round >= 0) milliseconds.push(time);
    }
    measured.push({ name: `SQL of the language's examples, ${dialect} (CPU)`, size: plans.length, milliseconds });
  }
  return measured;
}
