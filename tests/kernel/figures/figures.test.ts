import { mkdirSync, writeFileSync } from 'node:fs';
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { drawFigure } from '@/analysis-kernel/figures/draw';
import type { Figure } from '@/analysis-kernel/figures/kinds';
import { textWidth } from '@/analysis-kernel/figures/svg';
import type { FigureOptions } from '@/analysis-kernel/figures/theme';
import type { ResultTable } from '@/analysis-kernel/results/result';

const { document } = parseHTML('<!doctype html><html><body></body></html>');
const options = (over: Partial<FigureOptions> = {}): FigureOptions => ({
  document: document as unknown as Document,
  lang: 'en',
  theme: 'print',
  width: 720,
  ...over,
});

const curve: ResultTable = {
  columns: ['strata', 'time', 'n_risk', 'n_event', 'n_censor', 'estimate', 'std_error', 'conf_low', 'conf_high'],
  types: ['text', 'number', 'integer', 'integer', 'integer', 'number', 'number', 'number', 'number'],
  rows: [
    ['arm=a', 2, 4, 1, 0, 0.75, 0.22, 0.43, 1],
    ['arm=a', 5, 3, 0, 1, 0.75, 0.22, 0.43, 1],
    ['arm=a', 9, 2, 1, 1, 0.375, 0.29, 0.08, 1],
    ['arm=b', 3, 3, 1, 0, 0.667, 0.27, 0.3, 1],
    ['arm=b', 8, 2, 2, 0, 0, null, null, null],
  ],
};
const survival: Figure = {
  kind: 'survival',
  name: 'curve',
  title: { en: 'Survival by arm', zh: '各组生存' },
  table: 'curve',
  timeUnit: 'days',
  confLevel: 0.95,
  note: null,
  leastAtRisk: 0,
};

const coefficients: ResultTable = {
  columns: ['term', 'estimate', 'conf_low', 'conf_high'],
  types: ['text', 'number', 'number', 'number'],
  rows: [
    ['age', 0.02, 0.01, 0.03],
    ['sexM', 0.7, -0.2, 1.6],
    ['dropped', null, null, null],
    ['centre', 3, -9, 15],
  ],
};
const forest: Figure = {
  kind: 'forest',
  name: 'forest',
  title: { en: 'Hazard ratios', zh: '风险比' },
  table: 'coefficients',
  confLevel: 0.95,
  measure: {
    kind: 'ratio',
    name: { en: 'Hazard ratio', zh: '风险比' },
    lower: { en: 'lower hazard', zh: '风险较低' },
    higher: { en: 'higher hazard', zh: '风险较高' },
  },
};

const attrition: ResultTable = {
  columns: ['step', 'kind', 'label', 'patients', 'entries', 'removed_patients', 'removed_entries'],
  types: ['integer', 'text', 'text', 'integer', 'integer', 'integer', 'integer'],
  rows: [
    [1, 'database', 'In the database', 20000, null, null, null],
    [2, 'index', 'With an index date', 5200, 5200, 14800, null],
    [3, 'observation', 'Observed', 5200, 5200, 0, 0],
    [4, 'include', 'Adults', 5100, 5100, 100, 100],
    [5, 'exclude', 'Dialysis, transplantation or any other form of kidney replacement before the index date', 4000, 4000, 1100, 1100],
    [6, 'follow_up', 'Followed', 4000, 4000, 0, 0],
    [7, 'result', 'Cohort', 4000, 4000, 0, 0],
  ],
};
const flow: Figure = { kind: 'flow', name: 'flow', title: { en: 'Cohort flow', zh: '队列流程图' }, table: 'attrition' };

const texts = (markup: string, selector: string) =>
  [...parseHTML(`<html><body>${markup}</body></html>`).document.querySelectorAll(selector)].map((node) => node.textContent);

const incidence: Figure = {
  kind: 'incidence',
  name: 'curve',
  title: { en: 'Cumulative incidence', zh: '累积发生率' },
  table: 'curve',
  shownTime: { unit: 'years', length: 365.25 },
  confLevel: 0.95,
  note: { en: 'Gray’s test: relapse p = 0.03', zh: 'Gray 检验：复发 p = 0.03' },
  leastAtRisk: 10,
  causeColumn: 'outcome',
};
/** Two groups of 20 and 12, two causes; the second group falls below ten at risk at its last time. */
const incidences: ResultTable = {
  columns: ['strata', 'cause', 'time', 'estimate', 'conf_low', 'conf_high', 'n_risk', 'n_event', 'n_censor'],
  types: ['text', 'text', 'number', 'number', 'number', 'number', 'integer', 'integer', 'integer'],
  rows: [
    ['arm=a', '1', 365.25, 0.05, 0.01, 0.12, 20, 1, 0],
    ['arm=a', '1', 730.5, 0.05, 0.01, 0.12, 19, 0, 1],
    ['arm=a', '2', 365.25, 0, 0, 0, 20, 0, 0],
    ['arm=a', '2', 730.5, 0.1, 0.02, 0.18, 19, 2, 1],
    ['arm=b', '1', 365.25, 0.1667, 0.05, 0.19, 12, 2, 1],
    ['arm=b', '1', 730.5, 0.2778, 0.1, 0.5, 9, 1, 0],
    ['arm=b', '2', 365.25, 0, 0, 0, 12, 0, 1],
    ['arm=b', '2', 730.5, 0, 0, 0, 9, 0, 0],
  ],
};
const outcomes = {
  'arm=a': { en: 'Arm: A', zh: '组：甲' },
  'arm=b': { en: 'Arm: B', zh: '组：乙' },
  'outcome=1': { en: 'relapse', zh: '复发' },
  'outcome=2': { en: 'death', zh: '死亡' },
};

/** Colour and dash of each curve. */
const lines = (markup: string) =>
  [...markup.matchAll(/<g[^>]*stroke-width="1\.8"[^>]*>/gu)].map(([tag]) => [
    / stroke="([^"]+)"/u.exec(tag)?.[1],
    /stroke-dasharray="([^"]+)"/u.exec(tag)?.[1],
  ]);

describe('cumulative incidence', () => {
  const drawn = (figure: Figure = incidence, over: Partial<FigureOptions> = {}) =>
    drawFigure(figure, new Map([['curve', incidences]]), outcomes, options(over));

  it('has a line a group and cause: colours for groups, dashes for causes, and who is at risk once a group', () => {
    expect(lines(drawn().svg)).toEqual([
      ['#0072B2', undefined],
      ['#0072B2', '7 3'],
      ['#D55E00', undefined],
      ['#D55E00', '7 3'],
    ]);
    expect(texts(drawn().svg, 'text')).toEqual(
      expect.arrayContaining(['Gray’s test: relapse p = 0.03', 'Arm', 'A, relapse', 'A, death', 'B, relapse', 'B, death']),
    );
    expect(new Set(texts(drawn().svg, '.at-risk'))).toEqual(new Set(['20', '19', '12', '9']));
  });

  it('ends where fewer than ten are at risk, with an axis that its curves fill, and says so; whole where asked', () => {
    expect(drawn().svg).toContain('Curves end where fewer than 10 are at risk');
    // The highest drawn band is 0.19: the axis ends at 0.2; whole curves reach 0.5.
    expect(texts(drawn().svg, 'text')).toContain('0.20');
    expect(texts(drawn().svg, 'text')).not.toContain('0.30');
    const whole = drawn({ ...incidence, leastAtRisk: 0 });
    expect(whole.svg).not.toContain('Curves end');
    expect(texts(whole.svg, 'text')).toContain('0.5');
  });

  it('says in words what its table has, in both languages', () => {
    expect(drawn().alt).toBe(
      'Arm: A: 20 at risk, by 2 years: relapse in 1, cumulative incidence 0.0500, death in 2, cumulative incidence 0.100; Arm: B: 12 at risk, by 2 years: relapse in 3, cumulative incidence 0.278, death in 0, cumulative incidence 0',
    );
    expect(drawn(incidence, { lang: 'zh' }).alt).toContain('组：甲：20 例，至 2 年：复发 1 例，累积发生率 0.0500，死亡 2 例');
  });

  it('without groups tells its causes apart by colour and dash', () => {
    const one = { ...incidences, rows: incidences.rows.slice(0, 4).map(([, ...rest]) => [null, ...rest]) };
    const { svg } = drawFigure(incidence, new Map([['curve', one]]), outcomes, options());
    expect(lines(svg)).toEqual([
      ['#0072B2', undefined],
      ['#D55E00', '7 3'],
    ]);
    expect(texts(svg, '.at-risk').length).toBeGreaterThan(0);
  });
});

describe('survival figure', () => {
  it('counts those at risk just before each tick, aligned with the axis', () => {
    const drawn = drawFigure(survival, new Map([['curve', curve]]), {}, options());
    // Ticks 0, 1, 2 … 9: of arm a four are at risk to 2, three to 5, two to 9; of arm b three to 3, two to 8, none after.
    expect(texts(drawn.svg, '.at-risk')).toEqual([...'4443332222', ...'3333222220']);
    // The plot's own texts are the ticks: whole numbers below, decimals at the left.
    const inPlot = [...parseHTML(`<html><body>${drawn.svg}</body></html>`).document.querySelectorAll('svg svg text')];
    const ticks = inPlot.filter((node) => /^\d+$/.test(node.textContent ?? ''));
    expect(ticks.map((node) => node.textContent)).toEqual([...'0123456789']);
    const counts = [...parseHTML(`<html><body>${drawn.svg}</body></html>`).document.querySelectorAll('.at-risk')].slice(0, 10);
    ticks.forEach((tick, index) => {
      const place = Number(/translate\(([\d.]+)/.exec(tick.getAttribute('transform') ?? '')?.[1]);
      expect(Math.abs(place - Number(counts[index].getAttribute('x')))).toBeLessThan(1);
    });
  });

  it('says in words what it shows, in both languages', () => {
    expect(drawFigure(survival, new Map([['curve', curve]]), {}, options()).alt).toBe(
      'arm=a: 4 at risk, 2 events, median survival 9 days, survival 0.375 at 9 days; arm=b: 3 at risk, 3 events, median survival 8 days, survival 0 at 8 days',
    );
    expect(drawFigure(survival, new Map([['curve', curve]]), {}, options({ lang: 'zh' })).alt).toContain(
      'arm=a：4 例，2 例事件，中位生存时间 9',
    );
    const bare = { ...survival, timeUnit: null };
    expect(drawFigure(bare, new Map([['curve', curve]]), {}, options({ lang: 'zh' })).alt).toMatch(/，9 时生存概率 0\.375；/u);
  });

  it('keeps a curve of many times to a bounded number of path points', () => {
    const rows = Array.from({ length: 20_000 }, (_, index) => [
      null,
      index + 1,
      20_000 - index,
      1,
      0,
      1 - (index + 1) / 20_001,
      0.01,
      0.1,
      0.9,
    ]);
    const drawn = drawFigure(survival, new Map([['curve', { ...curve, rows }]]), {}, options());
    const longest = Math.max(...texts(drawn.svg, 'path').map((_, index) => (drawn.svg.match(/ d="[^"]*"/g) ?? [])[index]?.length ?? 0));
    expect(longest).toBeLessThan(60_000);
  });
});

describe('a survival figure of many', () => {
  const arm = (name: string, size: number): ResultTable['rows'] =>
    Array.from({ length: size }, (_, i) => [
      `arm=${name}`,
      i + 1,
      size - i,
      i % 5 === 0 ? 1 : 0,
      i % 5 === 0 ? 0 : 1,
      1 - i / size / 2,
      0.05,
      Math.max(0, 0.9 - i / size / 2),
      Math.min(1, 1.1 - i / size / 2),
    ]);
  const table = { ...curve, rows: [...arm('a', 800), ...arm('b', 500)] };
  const labels = {
    'arm=a': { en: 'Treatment: Intervention', zh: '治疗：干预' },
    'arm=b': { en: 'Treatment: Usual care', zh: '治疗：常规' },
  };
  const figure: Figure = {
    ...survival,
    shownTime: { unit: 'years', length: 365.25 },
    leastAtRisk: 10,
    note: { en: 'Log-rank p = 0.03', zh: 'Log-rank 检验：p = 0.03' },
  };
  const page = (over: Partial<Figure> = {}, more: Partial<FigureOptions> = {}) =>
    parseHTML(
      `<html><body>${drawFigure({ ...figure, ...over } as Figure, new Map([['curve', table]]), labels, options(more)).svg}</body></html>`,
    ).document;
  const said = (document: ReturnType<typeof page>) => [...document.querySelectorAll('text')].map((node) => node.textContent);

  it('ends where fewer than ten are at risk and says so, unless asked; counts below go on', () => {
    const lengths = (document: ReturnType<typeof page>) =>
      [...document.querySelectorAll('path')].map((path) => path.getAttribute('d')?.length ?? 0);
    expect(said(page())).toContain('Curves end where fewer than 10 are at risk; the tables go on.');
    const whole = page({ leastAtRisk: 0 } as Partial<Figure>);
    expect(said(whole).join()).not.toContain('Curves end');
    expect(Math.max(...lengths(whole))).toBeGreaterThan(Math.max(...lengths(page())));
    expect([...page().querySelectorAll('.at-risk')].map((node) => node.textContent)).toEqual(
      [...whole.querySelectorAll('.at-risk')].map((node) => node.textContent).slice(0, page().querySelectorAll('.at-risk').length),
    );
  });

  it('thins its marks of censoring', () => {
    const marks = [...page({ leastAtRisk: 0 } as Partial<Figure>).querySelectorAll('line')].length;
    expect(marks).toBeLessThanOrEqual(2 * 300 + 40);
  });

  it('names its groups under what they share, and carries its test', () => {
    for (const [lang, title, note] of [
      ['en', 'Treatment', 'Log-rank p = 0.03'],
      ['zh', '治疗', 'Log-rank 检验：p = 0.03'],
    ] as const) {
      const document = page({}, { lang });
      const names = [...document.querySelectorAll('.curve-name')];
      const heading = [...document.querySelectorAll('text')].find((node) => node.textContent === title);
      expect(heading?.getAttribute('x')).toBe(names[0].getAttribute('x'));
      expect(said(document)).toContain(note);
    }
  });

  it('is without its table where it is small', () => {
    expect(page({}, { small: true }).querySelectorAll('.at-risk').length).toBe(0);
    expect(said(page({}, { small: true })).join()).not.toContain('Curves end');
  });

  it('keeps numbers at risk apart from one another, of a hundred thousand on a phone too', () => {
    const many = arm('a', 800).map((row) => row.with(2, Number(row[2]) * 1000));
    for (const width of [300, 330, 380, 720]) {
      for (const length of [1, 30.4375, 365.25]) {
        const { svg } = drawFigure(
          { ...figure, shownTime: { unit: 'years', length } } as Figure,
          new Map([['curve', { ...curve, rows: many }]]),
          labels,
          options({ width }),
        );
        const counts = [...parseHTML(`<html><body>${svg}</body></html>`).document.querySelectorAll('.at-risk')].map((node) => {
          const half = ((node.textContent?.length ?? 0) * 12 * 0.62) / 2;
          const x = Number(node.getAttribute('x'));
          return { from: x - half, to: x + half };
        });
        expect(counts.length).toBeGreaterThan(1);
        for (const [at, { from }] of counts.slice(1).entries()) expect(from - counts[at].to).toBeGreaterThan(4);
      }
    }
  });

  it('keeps names and numbers of those at risk apart', () => {
    for (const width of [380, 560, 720]) {
      const document = page({}, { width });
      const rows = [...document.querySelectorAll('.at-risk-table g')];
      for (const row of rows) {
        const [name, first] = [...row.querySelectorAll('text')];
        const end = Number(name.getAttribute('x'));
        const begin = Number(first.getAttribute('x')) - ((first.textContent?.length ?? 0) * 12 * 0.62) / 2;
        expect(begin - end).toBeGreaterThan(12);
      }
    }
  });
});

describe('forest plot', () => {
  it('leaves out what could not be estimated and marks intervals that leave the axis', () => {
    const drawn = drawFigure(forest, new Map([['coefficients', coefficients]]), { sexM: { en: 'Male', zh: '男' } }, options());
    const shown = texts(drawn.svg, 'text');
    expect(shown).toContain('Male');
    expect(shown).toContain('2.01 (0.82 to 4.95)');
    expect(shown).not.toContain('dropped');
    expect(drawn.svg).not.toMatch(/NaN|Infinity/);
  });
});

describe('the axis of a forest plot', () => {
  const drawn = (rows: ResultTable['rows'], width: number, kind: 'ratio' | 'difference' = 'ratio') => {
    const figure: Figure = { ...forest, measure: { ...forest.measure, kind } };
    return parseHTML(
      `<html><body>${drawFigure(figure, new Map([['coefficients', { ...coefficients, rows }]]), {}, options({ width })).svg}</body></html>`,
    ).document;
  };

  it.each([
    ['a wide range', [['a', -4, -6, 6]]],
    ['a narrow one', [['a', 0.01, 0.005, 0.02]]],
    ['one about as wide as a factor of three', [['a', 0.2, -0.5, 0.6]]],
  ] as const)('has ticks that never touch, 1 among them, over %s', (_, rows) => {
    for (const width of [320, 380, 520, 720]) {
      const ticks = [...drawn(rows, width).querySelectorAll('.tick')].map((tick) => ({
        text: tick.textContent ?? '',
        x: Number(tick.getAttribute('x')),
      }));
      expect(ticks.map(({ text }) => text)).toContain('1');
      ticks.slice(1).forEach(({ text, x }, at) => {
        expect(x - ticks[at].x, `${width}: ${ticks[at].text} and ${text}`).toBeGreaterThan(
          0.62 * 6 * (text.length + ticks[at].text.length),
        );
      });
    }
  });

  it('prints the decimals that tell an estimate from its limits and from no effect', () => {
    const shown = (row: ResultTable['rows'][number], kind?: 'difference') =>
      [...drawn([row], 720, kind).querySelectorAll('text')].map((node) => node.textContent);
    expect(shown(['pgr', -0.0023, -0.0035, -0.0011])).toContain('0.998 (0.997 to 0.999)');
    expect(shown(['age', 0.7, 0.5, 0.9])).toContain('2.01 (1.65 to 2.46)');
    expect(shown(['age', -1.234, -2.5, 0.041], 'difference')).toContain('−1.23 (−2.50 to 0.04)');
  });

  it('leaves the intercept out and keeps a long name whole for who asks', () => {
    const name = 'A name of a coefficient that is a good deal longer than any forest plot has room for beside its axis, '.repeat(5);
    const page = drawn(
      [
        ['(Intercept)', 1, 0, 2],
        [name, 1, 0.5, 1.5],
      ],
      520,
    );
    expect([...page.querySelectorAll('.effect-name')].map((node) => node.querySelector('title')?.textContent)).toEqual([name]);
  });
});

it('a narrow forest plot gives the intervals the width, and names and numbers a line of their own', () => {
  const rows: ResultTable['rows'] = [
    ['a', -0.5, -0.8, -0.2],
    ['b', 0, -0.3, 0.3],
    ['c', 0.6, 0.2, 1],
  ];
  const labels = Object.fromEntries(['a', 'b', 'c'].map((name) => [name, { en: `Baseline measurement ${name}`, zh: `基线测量值${name}` }]));
  for (const lang of ['en', 'zh'] as const) {
    const { svg } = drawFigure(forest, new Map([['coefficients', { ...coefficients, rows }]]), labels, options({ width: 320, lang }));
    const page = parseHTML(`<html><body>${svg}</body></html>`).document;
    const middles = [...page.querySelectorAll('rect[width="8"]')].map((mark) => Number(mark.getAttribute('x')));
    expect(middles[1] - middles[0]).toBeGreaterThan(40);
    expect(middles[2] - middles[1]).toBeGreaterThan(40);
    const names = [...page.querySelectorAll('.effect-name')].map((node) => Number(node.getAttribute('y')));
    const marks = [...page.querySelectorAll('rect[width="8"]')].map((mark) => Number(mark.getAttribute('y')) + 4);
    for (const [at, y] of names.entries()) expect(marks[at] - y).toBeGreaterThan(14);
  }
});

it('a narrow forest plot keeps the line of no effect off the words, and the words of both sides on the sheet', () => {
  const rows: ResultTable['rows'] = [
    ['a', -0.3, -0.47, -0.12],
    ['b', -0.2, -0.4, 0.05],
  ];
  const labels = { a: { en: 'Hormone therapy: yes', zh: '内分泌治疗：是' }, b: { en: 'Age', zh: '手术时年龄' } };
  for (const lang of ['en', 'zh'] as const)
    for (const width of [280, 320, 360]) {
      const { svg } = drawFigure(forest, new Map([['coefficients', { ...coefficients, rows }]]), labels, options({ width, lang }));
      const { document } = parseHTML(`<html><body>${svg}</body></html>`);
      const lines = [...document.querySelectorAll('.no-effect')].map((line) =>
        [line.getAttribute('y1'), line.getAttribute('y2')].map(Number),
      );
      const names = [...document.querySelectorAll('.effect-name')].map((name) => Number(name.getAttribute('y')));
      expect(lines).toHaveLength(2);
      for (const y of names) for (const [from, to] of lines) expect(y + 7 <= from || y - 7 >= to).toBe(true);
      const sides = [...document.querySelectorAll('text')].filter(({ textContent }) => /[←→]/u.test(textContent ?? ''));
      for (const side of sides) {
        const [x, length] = [Number(side.getAttribute('x')), textWidth(side.textContent ?? '', 12)];
        const [left, right] = side.getAttribute('text-anchor') === 'end' ? [x - length, x] : [x, x + length];
        expect(left).toBeGreaterThanOrEqual(0);
        expect(right).toBeLessThanOrEqual(width);
      }
    }
});

it('a long name of a level stands whole, in lines of its own, beside its interval', () => {
  const level = 'Breast-conserving surgery with sentinel node biopsy';
  const zh = '保乳手术联合前哨淋巴结活检及术后放射治疗（含瘤床加量）';
  const rows: ResultTable['rows'] = [
    ['a', 1, 0.5, 1.5],
    ['b', 2, 1.5, 2.5],
  ];
  const labels = { a: { en: `Operation: ${level}`, zh: `手术方式：${zh}` }, b: { en: 'Age', zh: '年龄' } };
  for (const lang of ['en', 'zh'] as const)
    for (const width of [320, 520, 820]) {
      const { svg } = drawFigure(forest, new Map([['coefficients', { ...coefficients, rows }]]), labels, options({ width, lang }));
      const { document } = parseHTML(`<html><body>${svg}</body></html>`);
      const [long, short] = document.querySelectorAll('.effect-name');
      const lines = [...long.querySelectorAll('tspan')].map(({ textContent }) => textContent ?? '');
      expect(lines.join('').replaceAll(' ', '')).toBe(labels.a[lang].replaceAll(' ', ''));
      expect(lines.length).toBeGreaterThan(width === 820 ? 0 : 1);
      const marks = [...document.querySelectorAll('rect[width="8"]')].map((mark) => Number(mark.getAttribute('y')) + 4);
      const end = Number(long.getAttribute('y')) + (lines.length - 1) * 15;
      // The next row begins below the last line.
      expect(Number(short.getAttribute('y')) - end).toBeGreaterThan(15);
      expect(marks[0]).toBeGreaterThanOrEqual(Number(long.getAttribute('y')));
    }
});

it('names of levels that take more lines than there are keep what tells them apart', () => {
  const long = `Tumour size in millimetres ${'as the pathologist measured it '.repeat(8)}at the time of the first operation of the breast: `;
  const rows: ResultTable['rows'] = [
    ['a', 1, 0.5, 1.5],
    ['b', 2, 1.5, 2.5],
  ];
  const labels = { a: { en: `${long}20 to 50`, zh: '' }, b: { en: `${long}over 50`, zh: '' } };
  const { svg } = drawFigure(forest, new Map([['coefficients', { ...coefficients, rows }]]), labels, options({ width: 520 }));
  const names = [...parseHTML(`<html><body>${svg}</body></html>`).document.querySelectorAll('.effect-name')].map(
    (node) => node.lastChild?.textContent,
  );
  expect(names.map((name) => name?.split('…')[1])).toEqual([': 20 to 50', ': over 50']);
});

it('a figure without its table is refused by name', () => {
  expect(() => drawFigure(flow, new Map(), {}, options())).toThrow('needs the table "attrition"');
});

it('every theme, language and width draws without a number that is none; the pictures are left in gallery/figures', () => {
  mkdirSync('gallery/figures', { recursive: true });
  const figures = [
    [survival, curve],
    [forest, coefficients],
    [flow, attrition],
  ] as const;
  for (const theme of ['print', 'dark'] as const) {
    for (const lang of ['en', 'zh'] as const) {
      for (const width of [720, 380]) {
        for (const [figure, table] of figures) {
          const { svg } = drawFigure(figure, new Map([[figure.table, table]]), {}, options({ theme, lang, width }));
          expect(svg).not.toMatch(/NaN|Infinity|undefined/);
          writeFileSync(`gallery/figures/${figure.name}-${theme}-${lang}-${width}.svg`, svg);
        }
      }
    }
  }
});
