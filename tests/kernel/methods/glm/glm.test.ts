import { readFileSync } from 'node:fs';
import { parseHTML } from 'linkedom';
import { describe, expect, it, test } from 'vitest';
import { drawFigure } from '@/analysis-kernel/figures/draw';
import { frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import type { Column, Frame } from '@/analysis-kernel/frame/column';
import type { Method } from '@/analysis-kernel/registry/method';
import { type MethodOutput, responseOf, viewsOf } from '@/analysis-kernel/registry/method';
import { glmMethod } from '@/analysis-kernel/registry/methods/glm/method';
import { offeredColumn } from '@/analysis-kernel/registry/offered-column';
import { parseAnalysis } from '@/analysis-kernel/registry/parse-analysis';
import { runMethod } from '@/analysis-kernel/registry/run-method';
import { startingOptions } from '@/analysis-kernel/registry/starting';
import { journalViews } from '@/analysis-kernel/views/views';
import { expectClose, type RNumber } from '../../close';
import { readCsv } from '../../read-csv';

interface Case {
  readonly data: string;
  readonly formula: string;
  readonly family: string;
  readonly link: string;
  readonly level: number;
  readonly extra: Readonly<Record<string, unknown>>;
  readonly term: readonly string[];
  readonly fit: Readonly<Record<string, RNumber>>;
  readonly [column: string]: unknown;
}

interface Fixture {
  readonly started: { readonly estimate: readonly RNumber[]; readonly deviance: RNumber };
  readonly cases: readonly Case[];
  readonly predicted: Readonly<Record<'link' | 'response', Readonly<Record<string, readonly RNumber[]>>>>;
}

const R = JSON.parse(readFileSync(new URL('./glm.json', import.meta.url), 'utf8')) as Fixture;

const yaml = (options: Readonly<Record<string, unknown>>) =>
  Object.entries({ method: 'glm', data: 'd', ...options })
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}`)
    .join('\n');

async function parse(options: Readonly<Record<string, unknown>>) {
  const parsed = await parseAnalysis(yaml(options));
  if (!parsed.ok) throw new Error(parsed.errors.map((error) => error.message.en).join('; '));
  return parsed.analysis;
}

async function run(options: Readonly<Record<string, unknown>>, frame: Frame, tables = new Map<string, Frame>()): Promise<MethodOutput> {
  const result = await runMethod(await parse(options), frame, tables);
  if (!result.ok) throw new Error(result.error.message.en);
  return result.output;
}

async function failure(options: Readonly<Record<string, unknown>>, frame: Frame) {
  const result = await runMethod(await parse(options), frame);
  if (result.ok) throw new Error('expected an error');
  return result.error;
}

function column(output: MethodOutput, table: string, name: string) {
  const found = output.tables.get(table);
  const at = found?.columns.indexOf(name) ?? -1;
  expect(at, `${table}.${name}`).toBeGreaterThanOrEqual(0);
  return found?.rows.map((row) => row[at]) ?? [];
}

const codes = (output: MethodOutput) => output.warnings.map(({ code }) => code);

describe.each(R.cases.map((one) => [`${one.family} ${one.link}, ${one.data}: ${one.formula} ${JSON.stringify(one.extra)}`, one] as const))(
  '%s',
  async (_, one) => {
    const { formula, family, link, extra, fit } = one;
    const options = { formula, family, link, ...extra };
    const output = await run(options, readCsv(one.data));

    // Both stop where the deviance no longer changes: weights that are large make that a less exact place.
    const tolerance = JSON.stringify(extra).includes('sampling') ? 1e-7 : 1e-8;

    test('has R’s coefficients', () => {
      expect(column(output, 'coefficients', 'term')).toEqual(one.term);
      for (const name of ['estimate', 'std_error', 'robust_se', 'statistic', 'p_value', 'conf_low', 'conf_high']) {
        const expected = one[name] as readonly RNumber[] | null;
        const actual = column(output, 'coefficients', name);
        if (expected === null) expect(actual.every((value) => value === null)).toBe(true);
        expected?.forEach((value, row) => {
          expectClose(actual[row], value, tolerance, `${name} of ${one.term[row]}`, name === 'p_value' ? 1e-4 : 1e-6);
        });
      }
    });

    test('has R’s fit', () => {
      for (const [name, value] of Object.entries(fit)) if (value !== null) expectClose(column(output, 'fit', name)[0], value, 1e-8, name);
    });

    test('says it in both languages and as R', async () => {
      const { method, options: read } = await parse(options);
      for (const lang of ['en', 'zh'] as const) {
        expect(output.sentence[lang]).not.toMatch(/undefined|NaN|null/);
        expect(method.paragraph(read, output)[lang]).not.toMatch(/undefined|NaN|null/);
      }
      expect(output.sentence.zh).toMatch(/\p{Script=Han}/u);
      expect(method.rScript(read)).toContain(link);
      expect(method.rScript(read)).not.toContain('cluster(');
    });
  },
);

describe('probabilities that would leave 0 to 1', () => {
  it('a log-binomial fit begins at the mean of all rows where the family’s own start gives probabilities above 1', async () => {
    const output = await run({ formula: 'status ~ age + size + grade', family: 'binomial', link: 'log' }, readCsv('gbsg'));
    expectClose(column(output, 'fit', 'deviance')[0], R.started.deviance, 1e-7, 'deviance');
    R.started.estimate.forEach((value, row) => {
      expectClose(column(output, 'coefficients', 'estimate')[row], value, 2e-3, `coefficient ${row}`);
    });
    expect(codes(output)).not.toContain('boundary');
  });

  it('a fit that stops at the edge says so', async () => {
    const output = await run({ formula: 'status == 2 ~ age + ph.ecog + sex', family: 'binomial', link: 'log' }, readCsv('lung'));
    expect(codes(output)).toContain('boundary');
    expect(codes(output)).not.toContain('not_converged');
  });
});

describe('by hand', () => {
  const counts = frameOf([
    textColumn('arm', ['a', 'a', 'b', 'b']),
    numericColumn('dead', [1, 0, 1, 0], 'integer'),
    numericColumn('n', [10, 30, 20, 20], 'integer'),
    numericColumn('years', [40, 40, 10, 10]),
  ]);
  const weights = { column: 'n', kind: 'frequency' };

  it('an odds ratio is that of the table: (20 × 30) / (10 × 20), with Woolf’s error', async () => {
    const output = await run({ formula: 'dead ~ arm', family: 'binomial', weights, exponentiate: true }, counts);
    expectClose(column(output, 'coefficients', 'odds_ratio')[1], 3, 1e-7, 'odds ratio');
    expectClose(column(output, 'coefficients', 'std_error')[1], Math.sqrt(1 / 10 + 1 / 30 + 1 / 20 + 1 / 20), 1e-6, 'error');
    expect(column(output, 'fit', 'n')).toEqual([80]);
    expect(output.sentence.en).toBe(
      'In logistic regression of dead (n = 80, 30 with it), odds ratios (95% CI) were: arm: b 3.00 (1.16 to 7.73), p = 0.02.',
    );
  });

  it('a risk ratio is that of the risks: 0.5 / 0.25', async () => {
    const output = await run({ formula: 'dead ~ arm', family: 'binomial', link: 'log', weights, exponentiate: true }, counts);
    expectClose(column(output, 'coefficients', 'risk_ratio')[1], 2, 1e-6, 'risk ratio');
  });

  it('a rate ratio is that of the rates, with the offset as person-time', async () => {
    const cells = frameOf([textColumn('arm', ['a', 'b']), numericColumn('events', [8, 6], 'integer'), numericColumn('years', [40, 10])]);
    const output = await run({ formula: 'events ~ arm + offset(log(years))', family: 'poisson', exponentiate: true }, cells);
    expectClose(column(output, 'coefficients', 'rate_ratio')[1], 3, 1e-8, 'rate ratio');
    expectClose(column(output, 'coefficients', 'std_error')[1], Math.sqrt(1 / 8 + 1 / 6), 1e-7, 'error');
  });

  it('a slope is the least-squares line', async () => {
    const line = frameOf([numericColumn('x', [0, 1, 2, 3]), numericColumn('y', [1, 3, 2, 6])]);
    const output = await run({ formula: 'y ~ x' }, line);
    expectClose(column(output, 'coefficients', 'estimate')[1], 1.4, 1e-12, 'slope');
    // Residuals 0.1, 0.7, −1.7, 0.9: 4.2 over 2 degrees of freedom, and 5 the squares of x about their mean.
    expectClose(column(output, 'coefficients', 'std_error')[1], Math.sqrt(4.2 / 2 / 5), 1e-12, 'error');
    expectClose(column(output, 'fit', 'r_squared')[0], 1 - 4.2 / 14, 1e-12, 'R²');
  });

  it('frequencies are replication, under every variance', async () => {
    const long = frameOf([
      textColumn(
        'arm',
        [10, 30, 20, 20].flatMap((n, row) => new Array<string>(n).fill(row < 2 ? 'a' : 'b')),
      ),
      numericColumn(
        'dead',
        [10, 30, 20, 20].flatMap((n, row) => new Array<number>(n).fill(row % 2 === 0 ? 1 : 0)),
        'integer',
      ),
    ]);
    for (const robust of [undefined, 'hc0', 'hc1', 'hc2', 'hc3']) {
      const options = { formula: 'dead ~ arm', family: 'binomial', ...(robust === undefined ? {} : { robust }) };
      const [short, whole] = [await run({ ...options, weights }, counts), await run(options, long)];
      for (const name of ['estimate', 'std_error', 'conf_low', 'p_value'])
        column(whole, 'coefficients', name).forEach((value, row) => {
          expectClose(column(short, 'coefficients', name)[row], value as number, 1e-7, `${robust} ${name}`, 1e-6);
        });
      for (const name of ['n', 'deviance', 'null_deviance', 'df', 'aic', 'bic', 'loglik'])
        expectClose(column(short, 'fit', name)[0], column(whole, 'fit', name)[0] as number, 1e-9, name);
    }
  });
});

describe('predictions', () => {
  it('are R’s, with limits from the scale of the link', async () => {
    const fresh = frameOf([numericColumn('age', [40, 70, 55]), textColumn('sex', ['f', 'm', 'f']), numericColumn('bili', [1, 3.2, 10])]);
    for (const type of ['link', 'response'] as const) {
      const output = await run(
        { formula: 'status == 2 ~ age + sex + log(bili)', family: 'binomial', predictions: { data: 'fresh', type } },
        readCsv('pbc'),
        new Map([['fresh', fresh]]),
      );
      for (const [name, values] of Object.entries(R.predicted[type]))
        values.forEach((value, row) => {
          expectClose(column(output, 'predictions', name)[row], value, 1e-7, `${type} ${name}`);
        });
    }
    expect(glmMethod.tables.find(({ name }) => name === 'predictions')?.disclosure.kind).toBe('patient-level');
    const { options } = await parse({ formula: 'y ~ x', predictions: { data: 'fresh' } });
    expect(glmMethod.tablesUsed(options as never)).toEqual(['fresh']);
  });
});

describe('what its users have to know', () => {
  const wide = (n: number) => Array.from({ length: n }, (_, i) => i);

  it('names the column of a separation, R’s “fitted probabilities numerically 0 or 1”', async () => {
    const frame = frameOf([
      numericColumn(
        'dead',
        wide(60).map((i) => (i < 30 ? 0 : i % 2)),
        'integer',
      ),
      textColumn(
        'arm',
        wide(60).map((i) => (i < 30 ? 'a' : 'b')),
      ),
      numericColumn(
        'age',
        wide(60).map((i) => (i * 7) % 31),
      ),
    ]);
    const output = await run({ formula: 'dead ~ arm + age', family: 'binomial' }, frame);
    const told = output.warnings.find(({ code }) => code === 'separation');
    expect(told?.message.en).toContain('arm: b');
    expect(told?.message.en).not.toContain('age');
    expect(told?.message.en).toContain('none of the 30 rows with arm: a has the outcome');
    expect(told?.message.zh).toContain('的 30 行均未发生结局');
    expect(told?.change).toMatchObject({ option: 'firth', value: true });
    expect(codes(await run({ formula: 'dead ~ age', family: 'binomial' }, frame))).not.toContain('separation');
  });

  it.each([
    ['a level without counts', 'n ~ arm', 'poisson', 'none of the 30 rows with arm: a has the outcome'],
    ['a value that parts them', 'dead ~ x', 'binomial', 'the outcome comes only with x of 30 or more'],
    ['the same the other way round', 'dead ~ down', 'binomial', 'the outcome comes only with down of -30 or less'],
  ])('says of %s what it is', async (_, formula, family, said) => {
    const half = (value: number) => wide(60).map((i) => (i < 30 ? 0 : value));
    const frame = frameOf([
      textColumn(
        'arm',
        wide(60).map((i) => (i < 30 ? 'a' : 'b')),
      ),
      numericColumn('n', half(3), 'integer'),
      numericColumn('dead', half(1), 'integer'),
      numericColumn('x', wide(60)),
      numericColumn(
        'down',
        wide(60).map((i) => -i),
      ),
    ]);
    const output = await run({ formula, family }, frame);
    expect(output.warnings.find(({ code }) => code === 'separation')?.message.en).toContain(said);
    expect(codes(await run({ formula, family, firth: true }, frame))).not.toContain('separation');
  });

  it('a θ without end is the Poisson model, and said', async () => {
    const frame = frameOf([
      numericColumn(
        'n',
        wide(60).map((i) => 3 + (i % 2)),
        'integer',
      ),
      numericColumn(
        'x',
        wide(60).map((i) => (i * 7) % 11),
      ),
    ]);
    const [negbin, poisson] = [
      await run({ formula: 'n ~ x', family: 'negbin' }, frame),
      await run({ formula: 'n ~ x', family: 'poisson' }, frame),
    ];
    expect(codes(negbin)).toContain('theta_infinite');
    expect([column(negbin, 'fit', 'theta'), column(negbin, 'fit', 'std_error_theta')]).toEqual([[null], [null]]);
    for (const name of ['estimate', 'std_error', 'p_value'])
      expect(column(negbin, 'coefficients', name)).toEqual(column(poisson, 'coefficients', name));
    // The shape is a parameter all the same.
    expectClose(column(negbin, 'fit', 'aic')[0], Number(column(poisson, 'fit', 'aic')[0]) + 2, 1e-12, 'AIC');
  });

  it('leaves collinear columns out and says so', async () => {
    const output = await run({ formula: 'wt.loss ~ age + I(2 * age)' }, readCsv('lung'));
    expect(codes(output)).toContain('collinear');
    expect(column(output, 'coefficients', 'estimate')[2]).toBeNull();
  });

  it('tells overdispersion until a robust variance is asked for, and few events', async () => {
    const poisson = { formula: 'nodes ~ age', family: 'poisson' };
    expect(codes(await run(poisson, readCsv('rotterdam')))).toContain('overdispersed');
    expect(codes(await run({ ...poisson, robust: 'hc0' }, readCsv('rotterdam')))).not.toContain('overdispersed');
    const few = frameOf([
      numericColumn(
        'y',
        wide(40).map((i) => (i % 8 === 0 ? 1 : 0)),
        'integer',
      ),
      numericColumn(
        'x',
        wide(40).map((i) => (i * 3) % 11),
      ),
    ]);
    expect(codes(await run({ formula: 'y ~ x', family: 'binomial' }, few))).toContain('few_events');
  });

  it('says that an event of a follow-up has a time', async () => {
    const dead = {
      ...numericColumn(
        'dead',
        wide(40).map((i) => (i * 7) % 2),
        'integer',
      ),
      meta: { label: { en: 'Death', zh: '死亡' }, event: { outcome: 'dead', causes: null, deathsUnlabelled: 0 } },
    };
    const output = await run(
      { formula: 'dead ~ x', family: 'binomial' },
      frameOf([
        dead,
        numericColumn(
          'x',
          wide(40).map((i) => (i * 5) % 13),
        ),
      ]),
    );
    expect(output.warnings.find(({ code }) => code === 'event_without_time')?.message.zh).toContain('死亡');
  });

  it('uses the robust variance unasked where rows are clustered or sampled, and has no likelihood where weights are not counts', async () => {
    const clustered = await run({ formula: 'status ~ rx + cluster(id)', family: 'binomial' }, readCsv('colon'));
    expect(clustered.conventions.variance).toContain('hc0, by cluster');
    const sampled = await run({ formula: 'albumin ~ age', weights: { column: 'platelet', kind: 'sampling' } }, readCsv('pbc'));
    expect(column(sampled, 'fit', 'loglik')).toEqual([null]);
    expect(column(sampled, 'coefficients', 'robust_se').every((value) => typeof value === 'number')).toBe(true);
  });

  const frame = frameOf([
    numericColumn('y', [1, 0, 1, 2]),
    numericColumn('half', [0.5, 1, 2, 3]),
    numericColumn('ones', [1, 1, 1, 1], 'integer'),
    numericColumn('x', [1, 2, 3, 5]),
    textColumn('stage', ['I', 'II', 'III', 'I']),
    textColumn('site', ['a', 'a', 'a', 'a']),
  ]);
  it.each([
    [{ formula: 'y ~ x', family: 'binomial' }, 'outcome_not_of_family', 3, 11],
    [{ formula: 'stage ~ x', family: 'binomial' }, 'outcome_not_of_family', 3, 11],
    [{ formula: 'stage ~ x' }, 'outcome_not_of_family', 3, 11],
    [{ formula: 'half ~ x', family: 'poisson' }, 'outcome_not_of_family', 3, 11],
    [{ formula: 'ones ~ x', family: 'binomial' }, 'one_outcome', 3, 11],
    [{ formula: 'y ~ x', link: 'logit' }, 'link_not_of_family', 4, 7],
    [{ formula: '~ x' }, 'formula_response', 3, 11],
    [{ formula: 'y ~ x + strata(stage)' }, 'formula_term', 3, 10],
    [{ formula: 'y ~ x', cluster: 'site' }, 'one_cluster', 4, 10],
    [{ formula: 'y ~ x', cluster: 'stage', robust: 'hc3' }, 'robust_with_cluster', 5, 9],
    [{ formula: 'y ~ x', exponentiate: true }, 'no_ratio', 4, 15],
    [{ formula: 'y ~ log(x - 1)' }, 'infinite_values', 3, 15],
    [{ formula: 'y ~ 0' }, 'no_terms', 3, 10],
    [{ formula: 'I(y - 5) ~ x', link: 'log' }, 'no_start', 3, 10],
  ])('%j is refused with %s where it stands', async (options, code, line, at) => {
    const error = await failure(options, frame);
    expect([error.code, error.line, error.column]).toEqual([code, line, at]);
    expect(error.message.zh).toMatch(/\p{Script=Han}/u);
  });

  it('never answers with a number that is none', async () => {
    for (const options of [{ formula: 'y ~ x + half' }, { formula: 'y ~ x + half + stage' }, { formula: 'y ~ stage' }]) {
      const output = await run(options, frame);
      for (const table of output.tables.values())
        for (const row of table.rows) for (const value of row) expect(typeof value === 'number' && Number.isNaN(value)).toBe(false);
    }
  });
});

describe('an outcome in words', () => {
  const x = numericColumn('x', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  const words = (yes: string, no: string, ordered?: boolean) => {
    const column = textColumn(
      'y',
      [0, 1, 0, 0, 1, 0, 1, 1, 0, 1, 1, 1].map((one) => (one === 1 ? yes : no)),
    );
    const levels = [no, yes].map((key) => ({ key, label: null }));
    return frameOf([x, ordered === undefined ? column : { ...column, meta: { levels, ordered } }]);
  };
  const slope = async (frame: Frame, formula = 'y ~ x') => {
    const output = await run({ formula, family: 'binomial' }, frame);
    return { estimate: column(output, 'coefficients', 'estimate')[1], modelled: output.conventions.modelled, warnings: output.warnings };
  };

  it.each([
    ['Yes', 'no'],
    ['是', '否'],
    ['true', 'FALSE'],
    ['died', 'survived'],
    ['死亡', '生存'],
  ])('%s is modelled, whatever its place among the letters', async (yes, no) => {
    const said = await slope(words(yes, no));
    expect(said.modelled).toBe(`${yes}, 7`);
    expect(Number(said.estimate)).toBeGreaterThan(0);
    expect(said.warnings.map(({ code }) => code)).not.toContain('outcome_words');
  });

  it('R is told the word that is modelled', async () => {
    const { conventions } = await run({ formula: 'y ~ x', family: 'binomial' }, words('died', 'survived'));
    const script = glmMethod.rScript(glmMethod.schema.parse({ data: 'd', formula: 'y ~ x', family: 'binomial' }), conventions);
    expect(script).toContain('d[[all.vars(f)[1]]] <- as.integer(d[[all.vars(f)[1]]] == "died")');
  });

  it('words that do not say it are asked about, unless the dictionary orders them', async () => {
    const { estimate, modelled, warnings } = await slope(words('died', 'recovered'));
    expect(modelled).toBe('recovered, 5');
    const warning = warnings.find(({ code }) => code === 'outcome_words');
    expect(warning?.message.en).toContain('recovered, 5 of 12 rows. To model died, write `I(y == "died")` on the left.');
    expect(warning?.message.zh).toContain('I(y == "died")');
    const other = await slope(words('died', 'recovered'), 'I(y == "died") ~ x');
    expect(other.estimate).toBeCloseTo(-Number(estimate), 10);
    const ordered = await slope(words('died', 'recovered', true));
    expect([ordered.modelled, ordered.warnings.map(({ code }) => code)]).toEqual([
      'died, 7',
      expect.not.arrayContaining(['outcome_words']),
    ]);
    expect((await slope(words('died', 'recovered', false))).warnings.map(({ code }) => code)).toContain('outcome_words');
  });
});

describe('what is seen', () => {
  const smoker = {
    ...textColumn('smoker', ['n', 'y', 'n', 'y', 'n', 'y', 'y', 'n', 'n', 'y']),
    meta: {
      label: { en: 'Smoking', zh: '吸烟' },
      levels: [
        { key: 'n', label: { en: 'No', zh: '否' } },
        { key: 'y', label: { en: 'Yes', zh: '是' } },
      ],
    },
  };
  const age = { ...numericColumn('age', [40, 51, 63, 47, 55, 70, 38, 66, 59, 44]), meta: { label: { en: 'Age', zh: '年龄' }, unit: 'a' } };
  const frame = frameOf([numericColumn('y', [1, 0, 1, 1, 0, 0, 1, 0, 1, 0], 'integer'), smoker, age]);

  it('is in the dictionary’s words: table, forest plot and sentence', async () => {
    const output = await run({ formula: 'y ~ smoker + I(age/10)', family: 'binomial' }, frame);
    const { document } = parseHTML('<!doctype html><html><body></body></html>');
    for (const [lang, term, per, header] of [
      ['en', 'Smoking: Yes', 'Age, per 10 years', 'Odds ratio (95% CI)'],
      ['zh', '吸烟：是', '年龄（每 10 年）', '比值比（95% CI）'],
    ] as const) {
      const [table] = journalViews(
        { tables: output.tables, views: viewsOf(glmMethod as unknown as Method, output) },
        { lang, labels: output.labels },
      );
      expect(table.rows.map(({ cells }) => cells[0].text)).toEqual([lang === 'en' ? 'Intercept' : '截距', term, per]);
      expect(table.columns.map((one) => one.header)).toContain(header);
      const drawn = drawFigure(output.figures[0], output.tables, output.labels, {
        document: document as unknown as Document,
        lang,
        theme: 'print',
        width: 720,
      });
      expect(drawn.alt).toContain(term);
      expect(drawn.svg).not.toMatch(/NaN|Infinity|Intercept/);
      expect(output.sentence[lang]).toContain(term);
    }
  });

  it('asks in the form for the outcome of its family, and begins with what was measured or with none', () => {
    expect(responseOf(glmMethod, {})).toBe('numeric');
    expect(responseOf(glmMethod, { family: 'binomial' })).toBe('binary');
    expect(responseOf(glmMethod, { family: 'poisson' })).toBe('counts');
    const sex = { ...textColumn('sex', ['f', 'm']), meta: { levels: ['f', 'm'].map((key) => ({ key, label: null })) } };
    const started = (...others: Column[]) =>
      startingOptions(
        glmMethod as unknown as Method,
        [sex, ...frame.columns, ...others].map(({ name, type, meta }) => offeredColumn(name, type, meta)),
      );
    // Neither sex, nor an age, nor numbers of which nothing is known are taken for an outcome.
    expect(started()).toEqual({});
    expect(started({ ...numericColumn('egfr', [60, 70]), meta: { unit: 'mL/min' } })).toEqual({ formula: 'egfr ~ sex + y + smoker' });
  });

  it('hears a cancel', async () => {
    const cancel = new AbortController();
    cancel.abort();
    const work = { progress: () => undefined, signal: cancel.signal, pool: { map: () => Promise.reject(new Error('not asked')) } };
    await expect(runMethod(await parse({ formula: 'y ~ age' }), frame, new Map(), work)).rejects.toThrow(/abort/i);
  });
});
