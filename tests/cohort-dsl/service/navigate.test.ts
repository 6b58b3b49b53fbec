import { describe, expect, it } from 'vitest';
import { marked, service } from './knowledge';

const PROGRAM = `codes ckd "CKD" = ICD10 { "N18*" }
param history = 180 days
let egfr0 = value of last lab(egfr) within history before index
index at first diagnosis where code in ckd
include egfr0 < 60 mL/min/1.73m² and observed history before index
include any visit called v where (any diagnosis where date = v.date and main) before index - history
variable baseline "Baseline" = egfr0
variable twice = baseline * 2
`;

function place(text: string, occurrence = 0): number {
  let at = -1;
  for (let n = 0; n <= occurrence; n++) at = PROGRAM.indexOf(text, at + 1);
  return at;
}

function renamed(offset: number, name: string, program = PROGRAM): string {
  const outcome = service.rename(program, offset, name);
  if (outcome.kind === 'refused') throw new Error(outcome.reason.en);
  return [...outcome.edits]
    .reverse()
    .reduce((text, edit) => text.slice(0, edit.span.start) + edit.text + text.slice(edit.span.end), program);
}

describe('definition and references', () => {
  it('lead from a use to the clause that gives the name', () => {
    const span = service.definition(PROGRAM, place('egfr0 <') + 2);
    expect(span).toEqual({ start: place('egfr0'), end: place('egfr0') + 5 });
    expect(service.definition(PROGRAM, place('in ckd') + 4)?.start).toBe(place('ckd'));
    expect(service.definition(PROGRAM, place('v.date'))?.start).toBe(place('called v') + 'called '.length);
    expect(service.definition(PROGRAM, place('diagnosis'))).toBeNull();
  });

  it('find every use, those inside windows too', () => {
    const spans = service.references(PROGRAM, place('history'));
    expect(spans).toHaveLength(4);
    for (const span of spans) expect(PROGRAM.slice(span.start, span.end)).toBe('history');
    expect(service.references(PROGRAM, place('egfr0'))).toHaveLength(3);
    expect(service.references(PROGRAM, place('lab(egfr)') + 5)).toEqual([]);
  });

  it('know a column from a let of the same name inside a where', () => {
    const { source, offset } = marked('let |code = 1\nindex at first diagnosis where code = "N18"\ninclude code > 0');
    expect(service.references(source, offset)).toHaveLength(2);
  });
});

describe('renaming', () => {
  it('changes every use and nothing else', () => {
    expect(renamed(place('egfr0'), 'first_egfr')).toBe(PROGRAM.replaceAll('egfr0', 'first_egfr'));
    expect(renamed(place('called v') + 7, 'outer')).toBe(PROGRAM.replace('called v ', 'called outer ').replace('v.date', 'outer.date'));
    expect(renamed(place('baseline'), '基线')).toContain('variable twice = 基线 * 2');
  });

  it('puts a name in backticks that needs them', () => {
    expect(renamed(place('baseline'), 'end')).toContain('variable `end` "Baseline" = egfr0\nvariable twice = `end` * 2');
    expect(renamed(place('baseline'), 'ph.ecog')).toContain('`ph.ecog` * 2');
  });

  it.each([
    ['a name that is taken', 'egfr0', 'History', 'already a name'],
    ['a name of the dictionary', 'diagnosis', 'x', 'Only names that this program gives'],
    ['an empty name', 'egfr0', ' ', 'cannot be empty'],
    ['a column at one of its places', 'v where', 'main', 'is a column where the name is used'],
  ])('refuses %s', (_what, at, name, reason) => {
    const program = at === 'v where' ? 'let limit = 1\nindex at first diagnosis where grade = limit' : PROGRAM;
    const offset = at === 'v where' ? program.indexOf('limit') : place(at);
    const outcome = service.rename(program, offset, name);
    expect(outcome.kind).toBe('refused');
    if (outcome.kind === 'refused') {
      expect(outcome.reason.en).toContain(reason);
      expect(outcome.reason.zh).not.toBe('');
    }
  });
});

describe('hover', () => {
  const hover = (text: string, inside: number, language: 'en' | 'zh' = 'en') => service.hover(PROGRAM, place(text) + inside, language);

  it('tells an item’s unit, patients and distribution', () => {
    expect(hover('lab(egfr)', 5)).toEqual({
      span: { start: place('lab(egfr)') + 4, end: place('lab(egfr)') + 8 },
      title: 'lab(egfr) · eGFR',
      lines: ['unit mL/min/1.73m²', '40\u2009000 rows · 1\u2009998 patients', 'median (quartiles) 62.4 (45 – 78)'],
    });
    expect(hover('value of', 1, 'zh')?.title).toBe('lab(egfr) · 估算肾小球滤过率');
  });

  it('tells a table’s grain and extent, and a column’s type and completeness', () => {
    expect(hover('diagnosis where code', 1)).toMatchObject({
      title: 'diagnosis · diagnosis',
      lines: ['many rows a patient', '5\u2009400 rows · 1\u2009810 patients', '2012-01-03 – 2025-12-30'],
    });
    expect(hover('code in ckd', 1)).toMatchObject({
      title: 'diagnosis.code · code',
      lines: ['code, ICD10', '100.0% complete · 1\u2009810 patients', 'N18.3: 700, E11.9: 950, I10: 250'],
    });
  });

  it('tells what clause gives a name, its label and its type', () => {
    expect(hover('baseline * 2', 1)).toMatchObject({ title: 'baseline · variable' });
    expect(hover('baseline * 2', 1)?.lines).toEqual(['Baseline', 'a number in mL/min/1.73m²', 'variable baseline "Baseline" = egfr0']);
    expect(hover('in ckd', 4, 'zh')?.title).toBe('ckd · 编码表');
  });

  it('tells what a phrase of the language does, and nothing of marks', () => {
    expect(hover('last lab', 1)?.title).toBe('COLUMN of last E');
    expect(hover('where code', 2)?.lines).toHaveLength(3);
    expect(hover('= ICD10', 0)).toBeNull();
    const { source, offset } = marked('let x = ab|s(-1)');
    expect(service.hover(source, offset, 'zh')?.title).toBe('abs(x)');
  });
});
