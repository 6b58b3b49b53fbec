import { describe, expect, it } from 'vitest';
import type { ReleaseDocument } from '@/app/_contract/release-document';
import { byLine, countsOf } from '@/components/notebook/cohort-editor/counts';
import { languageHandlers } from '@/components/notebook/cohort-editor/language-handlers';
import { sectionsOf } from '@/components/notebook/cohort-editor/sections-of';
import { connect, type Port, serve } from '@/components/workbench/engine/rpc';
import { renal } from '../../cohort-dsl/dictionary';
import { profile } from '../../cohort-dsl/service/knowledge';
import { applyEdits } from './apply-edits';

const document: ReleaseDocument = {
  dictionary: renal,
  startingCohort: null,
  profile: { tables: [...profile.tables], columns: [...profile.columns], items: [...profile.items] },
};
const desk = languageHandlers(document);
const about = (source: string, lang: 'en' | 'zh' = 'en') => ({ source, name: 'study', lang, cohorts: ['other'] });

const source = `index at first diagnosis where code in ICD10 { "N18*" }
include "Adults": age at index >= 18
exclude any visit before index
keep first entry
follow until index + 5 years`;

describe('the language at the editor’s desk', () => {
  it('says what is wrong in the reader’s language, with fixes that mend it', () => {
    const wrong = source.replace('any visit', 'any vist');
    const [en] = desk.check(about(wrong));
    const [zh] = desk.check(about(wrong, 'zh'));
    expect(wrong.slice(en.span.start, en.span.end)).toBe('vist');
    expect(en.severity).toBe('error');
    expect(zh.message).toMatch(/[一-鿿]/u);
    expect(applyEdits(wrong, en.fixes[0].edits)).toBe(source);
  });

  it('says which columns an outcome’s new name renames, and that a parameter is one', () => {
    const text = `param least = 18\n${source.replace('>= 18', '>= least')}\noutcome death = first death after index`;
    const outcome = desk.rename({ ...about(text), offset: text.indexOf('death ='), newName: 'died' });
    expect(outcome).toMatchObject({
      kind: 'edits',
      columns: [
        ['death_date', 'died_date'],
        ['death_days', 'died_days'],
        ['death_event', 'died_event'],
      ],
    });
    expect(desk.rename({ ...about(text), offset: text.lastIndexOf('least'), newName: 'lowest' })).toMatchObject({
      parameter: 'least',
      columns: [],
    });
  });

  it('says so of a program in which another line is half written, and which table is called otherwise', () => {
    const text = `${source}\nvariable a = age at index\noutcome death = each death after index\nvariable b = `;
    expect(desk.check(about(text)).some(({ severity }) => severity === 'error')).toBe(true);
    const offset = text.indexOf('a = age');
    expect(desk.rename({ ...about(text), offset, newName: 'age at entry' })).toMatchObject({
      columns: [['a', 'age at entry']],
      table: null,
    });
    expect(desk.rename({ ...about(text), offset: text.indexOf('death ='), newName: 'died' })).toMatchObject({
      columns: [
        ['death_date', 'died_date'],
        ['death_days', 'died_days'],
        ['death_event', 'died_event'],
      ],
      table: ['death', 'died'],
    });
  });

  it('finds an item by its Chinese label and counts its patients', () => {
    const text = 'index at first lab(eg';
    const found = desk.complete({ ...about(text, 'zh'), offset: text.length });
    expect(found.find(({ label }) => label === 'egfr')).toMatchObject({ kind: 'column', insert: 'egfr' });
    expect(found.find(({ label }) => label === 'egfr')?.detail).toContain('1\u2009998 名患者');
  });

  it('offers the other cohorts of the notebook', () => {
    const text = `${source}\ninclude in cohort `;
    expect(desk.complete({ ...about(text), offset: text.length }).map(({ label }) => label)).toContain('other');
  });

  it('renames a name everywhere, refuses one of the dictionary, and formats only what has no errors', () => {
    const text = `${source}\nvariable a = age at index\nvariable b = a + 1`;
    const offset = text.lastIndexOf('a + 1');
    expect(desk.nameAt({ ...about(text), offset })).toEqual({ start: offset, end: offset + 1 });
    const renamed = desk.rename({ ...about(text), offset, newName: 'years_old' });
    if (renamed.kind !== 'edits') throw new Error(renamed.reason);
    expect(applyEdits(text, renamed.edits)).toBe(
      text.replace('variable a =', 'variable years_old =').replace('= a + 1', '= years_old + 1'),
    );
    expect(renamed.columns).toEqual([['a', 'years_old']]);
    expect(renamed.parameter).toBeNull();
    expect(desk.nameAt({ ...about(text), offset: text.indexOf('visit') })).toBeNull();
    expect(desk.format(about('index at first vist'))).toBeNull();
    expect(desk.format(about('index  at first visit'))).toBe('index at first visit\n');
  });

  it('explains in either language, and gives nothing for a program with errors', () => {
    const en = desk.explain(about(source));
    expect(en?.map(({ heading }) => heading)).toContain('Included');
    expect(desk.explain(about(source, 'zh'))?.map(({ heading }) => heading)).toContain('纳入');
    expect(desk.explain(about('index at first vist'))).toBeNull();
  });
});

describe('counts beside clauses', () => {
  it('take the lines of the steps from the places of their clauses', () => {
    const step = (kind: string, word: string | null, written: string | null = null) => ({
      kind,
      label: { en: kind, zh: kind },
      written,
      place: word === null ? null : { start: source.indexOf(word), end: source.indexOf(word) + 1 },
      patients: 7,
      entries: 7,
      removedPatients: 3,
      removedEntries: 3,
    });
    const { rows } = countsOf(source, [step('database', null), step('include', 'include', 'Adults'), step('exclude', 'exclude')]);
    expect(rows).toEqual([
      { kind: 'database', title: '', patients: 7, removed: 3, line: null },
      { kind: 'include', title: 'Adults', patients: 7, removed: 3, line: 1 },
      { kind: 'exclude', title: '', patients: 7, removed: 3, line: 2 },
    ]);
  });
});

it('counts of clauses on one line stand in one note', () => {
  const row = (kind: string, line: number | null, patients: number, removed: number | null) => ({
    kind,
    title: '',
    line,
    patients,
    removed,
  });
  const rows = [
    row('database', null, 50, null),
    row('index', 0, 40, 10),
    row('include', 0, 30, 10),
    row('exclude', 0, 25, 5),
    row('keep', 1, 25, 0),
  ];
  expect(byLine(rows, ({ kind }) => kind)).toEqual([
    { kind: 'exclude', title: 'index · include · exclude', line: 0, patients: 25, removed: 15 },
    { kind: 'keep', title: 'keep', line: 1, patients: 25, removed: 0 },
  ]);
});

it('reads the sections of an explanation’s text', () => {
  expect(sectionsOf('Included\n  Adults\n  Observed\nOutcomes\n  Death')).toEqual([
    { heading: 'Included', sentences: ['Adults', 'Observed'] },
    { heading: 'Outcomes', sentences: ['Death'] },
  ]);
});

describe('questions to a worker', () => {
  /** Two ends of one channel that carries only what a worker's channel does. */
  function ends(): readonly [Port, Port] {
    const listeners: [((event: MessageEvent) => void)[], ((event: MessageEvent) => void)[]] = [[], []];
    const port = (own: 0 | 1): Port => ({
      postMessage: (message) => {
        const data: unknown = structuredClone(message);
        queueMicrotask(() => {
          for (const listener of listeners[own === 0 ? 1 : 0]) listener({ data } as MessageEvent);
        });
      },
      addEventListener: (_, listener) => listeners[own].push(listener),
    });
    return [port(0), port(1)];
  }

  it('are answered over a channel that clones, errors with their names', async () => {
    const [page, worker] = ends();
    serve(worker, {
      ...desk,
      fail: () => {
        throw new DOMException('gone', 'AbortError');
      },
    });
    const { call } = connect<Pick<typeof desk, 'check' | 'explain'> & { fail: (argument: null) => void }, never>(page, () => undefined);
    expect(await call('check', about(source))).toEqual(desk.check(about(source)));
    await expect(call('fail', null)).rejects.toMatchObject({ name: 'AbortError', message: 'gone' });
  });

  it('are refused when the worker is ended', async () => {
    const [page] = ends();
    const { call, end } = connect<Pick<typeof desk, 'check'>, never>(page, () => undefined);
    const waiting = call('check', about(source));
    end(new Error('closed'));
    await expect(waiting).rejects.toThrow('closed');
  });
});
