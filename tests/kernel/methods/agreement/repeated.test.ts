/** Limits of agreement of subjects measured several times: beside R, what holds of any data, and how often the intervals hold the truth. */
import { expect, it } from 'vitest';
import { frameOf, numericColumn } from '@/analysis-kernel/frame/build';
import { seededRandom } from '@/analysis-kernel/numeric/rng';
import { repeatedLimits } from '@/analysis-kernel/registry/methods/agreement/kernel/repeated-limits';
import { expectClose } from '../../close';
import { readFixture } from '../../fixture';
import { rowsOf, run } from '../run-method';

type Numbers = readonly number[];
interface Case {
  readonly data: readonly Readonly<Record<'id' | 'a' | 'b', number>>[] | Readonly<Record<'id' | 'a' | 'b', Numbers>>;
  readonly level: number;
  readonly within: number;
  readonly bias: Numbers;
  readonly p: number;
  readonly lower: Numbers;
  readonly upper: Numbers;
  readonly sd: number;
  readonly parts: Numbers | null;
  readonly slope: Numbers;
}
const cases = readFixture<readonly Case[]>('methods/agreement/repeated');
const column = ({ data }: Case, name: 'id' | 'a' | 'b') =>
  Array.isArray(data) ? data.map((row) => row[name]) : [...(data as Record<string, Numbers>)[name]];
const frameFrom = (one: Case) =>
  frameOf([numericColumn('id', column(one, 'id'), 'integer'), numericColumn('a', column(one, 'a')), numericColumn('b', column(one, 'b'))]);
const OPTIONS = { type: 'bland_altman', raters: ['a', 'b'] };

it.each(cases.map((one, at) => [at, one] as const))('study %i equals R', async (_, one) => {
  const rows = rowsOf(
    await run('agreement', { ...OPTIONS, id: 'id', conf_level: one.level, within: one.within }, frameFrom(one)),
    'estimates',
  );
  const of = (quantity: string) => rows.find((row) => row.quantity === quantity);
  for (const [name, wanted] of [
    ['bias', one.bias],
    ['lower_limit', one.lower],
    ['upper_limit', one.upper],
  ] as const) {
    ['estimate', 'conf_low', 'conf_high'].forEach((part, at) => {
      expectClose(of(name)?.[part], wanted[at], 1e-10, `${name} ${part}`);
    });
  }
  expectClose(of('bias')?.p_value, one.p, 1e-10, 'p');
  expectClose(of('sd')?.estimate, one.sd, 1e-12, 'sd');
  expectClose(of('slope')?.estimate, one.slope[0], 1e-10, 'slope');
  expectClose(of('slope')?.std_error, one.slope[1], 1e-10, 'error of the slope');
  if (one.parts !== null) {
    expectClose(of('sd_between')?.estimate, one.parts[0], 1e-10, 'between');
    expectClose(of('sd_within')?.estimate, one.parts[1], 1e-10, 'within');
    // Of as many rows each the limits are those of the two variances of the analysis of variance.
    expectClose(Number(of('sd_between')?.estimate) ** 2 + Number(of('sd_within')?.estimate) ** 2, one.sd ** 2, 1e-12, 'sum of the parts');
  }
});

it('a row a subject has the plain limits', async () => {
  const [frame, ways] = [frameFrom(cases[2]), [{}, { id: 'id' }]];
  const [plain, repeated] = await Promise.all(
    ways.map(async (more) => rowsOf(await run('agreement', { ...OPTIONS, ...more }, frame), 'estimates')),
  );
  for (const row of plain) {
    const same = repeated.find(({ quantity }) => quantity === row.quantity);
    expectClose(same?.estimate, Number(row.estimate), 1e-12, String(row.quantity));
  }
  expect(repeated.find(({ quantity }) => quantity === 'sd_within')?.estimate).toBeNull();
});

it('rows in another order, and a subject without one of them, change nothing else', async () => {
  const one = cases[1];
  const order = column(one, 'id').map((_, at, all) => (at * 7) % all.length);
  const turned = frameOf(
    (['id', 'a', 'b'] as const).map((name) =>
      numericColumn(
        name,
        order.map((at) => column(one, name)[at]),
        name === 'id' ? 'integer' : 'number',
      ),
    ),
  );
  const [first, second] = await Promise.all(
    [frameFrom(one), turned].map(async (frame) => rowsOf(await run('agreement', { ...OPTIONS, id: 'id' }, frame), 'estimates')),
  );
  first.forEach((row, at) => {
    if (typeof row.estimate === 'number') expectClose(second[at].estimate, row.estimate, 1e-10, String(row.quantity));
  });
});

it('holds the true limits in about as many of a hundred studies as it says, where rows taken for subjects do not', () => {
  const random = seededRandom(5);
  const [between, inside] = [2, 1];
  const truth = 1.959963984540054 * Math.sqrt(between ** 2 + inside ** 2);
  let held = 0;
  const studies = 400;
  for (let study = 0; study < studies; study++) {
    const values: number[] = [];
    const subject: number[] = [];
    for (let who = 0; who < 15; who++) {
      const own = between * random.normal();
      for (let row = 0; row < 5; row++) {
        values.push(own + inside * random.normal());
        subject.push(who);
      }
    }
    const { upper } = repeatedLimits(Float64Array.from(values), Int32Array.from(subject), 15, 0.95, 0.95);
    if (upper.low <= truth && truth <= upper.high) held += 1;
  }
  // The error of a share of 400 is about 0.011.
  expect(held / studies).toBeGreaterThan(0.91);
  expect(held / studies).toBeLessThan(0.985);
});

it('says in the note that rows are of subjects, in both languages', async () => {
  const output = await run('agreement', { ...OPTIONS, id: 'id' }, frameFrom(cases[0]));
  const [view] = output.views ?? [];
  expect(view.notes[0].en).toMatch(/over subjects.*one difference of a new subject/u);
  expect(view.notes[0].zh).toMatch(/新对象的一次差值/u);
  expect(output.conventions.intervals).toBe('recovery of variance estimates, several rows a subject');
  expect(rowsOf(output, 'estimates').find(({ quantity }) => quantity === 'subjects')?.estimate).toBe(12);
});

it.each([{}, { id: 'id' }])('says that equal differences have limits without width, %j', async (more) => {
  const values = Array.from({ length: 12 }, (_, i) => i / 10);
  const same = frameOf([
    numericColumn(
      'id',
      values.map((_, i) => i % 4),
      'integer',
    ),
    numericColumn('a', values),
    numericColumn('b', values),
    numericColumn(
      'c',
      values.map((value) => value + 2),
    ),
  ]);
  for (const raters of [
    ['a', 'b'],
    ['a', 'c'],
  ]) {
    const { warnings } = await run('agreement', { type: 'bland_altman', raters, ...more }, same);
    expect(warnings.find(({ code }) => code === 'no_width')?.message.en).toMatch(/^All differences are the same/u);
  }
});

it('names one subject as one', async () => {
  const single = frameOf([numericColumn('id', [1, 1, 1, 1]), numericColumn('a', [1, 2, 3, 4]), numericColumn('b', [1, 2, 4, 4])]);
  await expect(run('agreement', { ...OPTIONS, id: 'id' }, single)).rejects.toThrow('id tells 1 subject apart');
});
