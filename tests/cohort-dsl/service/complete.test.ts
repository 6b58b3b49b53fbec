import { describe, expect, it } from 'vitest';
import type { Table } from '@/cohort-dsl/schema/dictionary';
import type { Completion } from '@/cohort-dsl/service/complete';
import { createLanguageService } from '@/cohort-dsl/service/language-service';
import { parse } from '@/cohort-dsl/syntax/parse';
import { renal } from '../dictionary';
import { rightLines } from '../syntax/corpus';
import { marked, service } from './knowledge';

const START =
  'codes ckd "CKD" = ICD10 { "N18*" }\nparam history = 180 days\nlet egfr0 = value of last lab(egfr)\nindex at first diagnosis where code in ckd\n';

function at(text: string, language: 'en' | 'zh' = 'en'): readonly Completion[] {
  const { source, offset } = marked(START + text);
  return service.complete(source, offset, language);
}

function labels(text: string): string[] {
  return at(text).map((completion) => completion.label);
}

describe('completion by place', () => {
  it.each([
    ['include any |', ['diagnosis', 'lab', 'lab(egfr)', 'union(', 'observed'], ['patient', 'ckd', 'and', 'egfr0', 'index']],
    ['include any lab(|', ['egfr', 'creatinine'], ['lab', 'where']],
    ['include any lab(egfr) |', ['where', 'before', 'within', 'and', 'spaced'], ['diagnosis', 'egfr', 'true']],
    ['include any lab(egfr) where |', ['value', 'date', 'method', 'egfr0', 'history', 'not'], ['diagnosis', 'where', 'sex']],
    ['include any diagnosis where code in |', ['ckd', 'ICD10'], ['diagnosis', 'history']],
    ['include any diagnosis where code |', ['in', 'is missing', 'between', 'before'], ['any', 'ckd']],
    ['include any visit within |', ['history'], ['egfr0', 'index', 'before']],
    ['include any visit within 30 days |', ['before', 'on or before', 'after', 'of'], ['where', 'and']],
    [
      'include any visit before |',
      ['index', 'end of observation', 'birth', 'patient.birth_date', 'history'],
      ['patient.sex', 'any', 'abs'],
    ],
    ['include age at |', ['index', 'birth'], ['first', 'and']],
    ['include patient.|', ['sex', 'birth_date', 'hospital'], ['patient_id', 'where', 'index']],
    ['include any visit called v where v.|', ['date', 'end', 'kind'], ['value', 'where']],
    ['include in cohort |', ['other_cohort'], ['lab', 'index']],
    ['variable x = value of |', ['first', 'last', 'highest', '2nd'], ['where']],
    ['variable x = index.|', ['code', 'grade', 'date'], ['value', 'where']],
    ['variable x = mean of |', ['value', 'dose', 'packs'], ['where', 'index']],
    ['variable x = case when egfr0 > 3 |', ['then', 'and'], ['when', 'end']],
    ['variable x = case when egfr0 > 3 then 1 |', ['when', 'else', 'end'], ['then']],
    ['variable x = highest lab(egfr) by |', ['value', 'date'], ['where', 'index']],
    ['variable a = 1\nvariable b = |\nvariable c = 2', ['a', 'egfr0'], ['b', 'c']],
    ['outcome x = |', ['death', 'earliest {', 'each', 'first'], ['where']],
    ['follow until |', ['earliest {', 'end of observation', 'index'], ['where']],
    ['include any episodes(diagnosis, |', ['gap:', 'plus:', 'by:'], ['where', 'diagnosis', 'combine:']],
    ['intervals i { |', ['split at', 'split every', 'carry', 'flag'], ['where', 'index']],
    ['include any l| where value > 3', ['lab', 'lab(egfr)'], ['where']],
    ['include any lab(egfr) where val| < 60 before index', ['value'], ['lab']],
    ['index |', ['at', 'from'], ['where', 'index']],
    ['keep |', ['first entry', 'last entry'], ['where']],
    ['variable x = days covered |', ['by'], ['where']],
    ['include at least 2 |', ['visit', 'lab(egfr)', 'distinct days of'], ['days', 'mg']],
    ['include in |', ['cohort'], ['lab']],
    ['include at |', ['least', 'most'], ['lab']],
    ['variable x = |', ['value of', 'egfr0'], ['F', 'in']],
  ])('%s', (text, offered, withheld) => {
    const found = labels(text);
    for (const label of offered) expect(found).toContain(label);
    for (const label of withheld) expect(found).not.toContain(label);
  });

  it.each([
    ['include any visit where kind = |', ['in', 'out']],
    ['include any visit where kind in { |', ['in', 'out']],
    ['include any visit where kind in { "in", |', ['in', 'out']],
    ['include patient.sex = |', ['F', 'M']],
    ['variable x = patient.stage >= |', ['1', '2', '3']],
    ['include patient.stage between |', ['1', '2', '3']],
    ['include any diagnosis where code in ICD10 { |', ['E11.9', 'N18.3', 'I10']],
    ['include any diagnosis where code in ICD10 |', ['{']],
    ['series s = lab(egfr) from index to exit |', ['{']],
    ['include at least 2 of (|', ['egfr0', 'any', 'age at']],
    ['include at least 2 of (any visit, |', ['egfr0', 'any', 'age at']],
  ])('%s: first of all %s', (text, first) => {
    expect(labels(text).slice(0, first.length)).toEqual(first);
  });

  it('quotes a key where no quotation mark is typed, and finds it by its bare letters', () => {
    const [key] = at('include any visit where kind = i|');
    expect([key.insert, key.filter.startsWith('in')]).toEqual(['"in"', true]);
    expect(at('include any visit where kind = "i|')[0].insert).toBe('"in"');
  });

  it('offers clauses first at the start of a line after a whole clause, and not in the middle of one', () => {
    expect(labels('include age at index >= 18\n|').slice(0, 5)).toEqual(['include', 'exclude', 'variable', 'outcome', 'follow until']);
    expect(labels('include age at index >= 18\n|')).not.toContain('cohort');
    expect(labels('include age at index >=\n|')).not.toContain('variable');
    expect(labels('inc|')).toContain('include');
    expect(service.complete('', 0, 'en').map((completion) => completion.label)).toContain('index at');
  });

  it('offers the code lists and the system of the column first', () => {
    const other = `codes drugs = ATC { "A10" }\n${START}`;
    const first = (text: string): string[] => {
      const { source, offset } = marked(other + text);
      return service.complete(source, offset, 'en').map((completion) => completion.label);
    };
    expect(first('include any diagnosis where code in |').slice(0, 2)).toEqual(['ckd', 'ICD10']);
    expect(first('include any prescription where code not in |').slice(0, 2)).toEqual(['drugs', 'ATC']);
  });

  it('offers nothing in comments and where a new name is given', () => {
    expect(labels('let x = 1 // |')).toEqual([]);
    expect(labels('let |')).toEqual([]);
  });

  it('names in backticks what cannot stand without', () => {
    const [only] = at('include any procedure called p where p.|').filter((completion) => completion.label === 'end');
    expect(only.insert).toBe('end');
  });
});

describe('units', () => {
  it.each([
    ['include any lab(egfr) where value < 60 |', 'mL/min/1.73m²'],
    ['include value of last lab(creatinine) before index > 100 |', 'µmol/L'],
    ['include egfr0 between 15 |', 'mL/min/1.73m²'],
    ['include any prescription where dose >= 5 |', 'mg'],
    ['include any lab(egfr) where value < 60 mL|', 'mL/min/1.73m²'],
  ])('%s: %s first', (text, unit) => {
    expect(labels(text)[0]).toBe(unit);
  });

  it('stand in quotes where they are not read without', () => {
    const columns = (table: Table) => table.columns.map((one) => (one.name === 'dose' ? { ...one, unit: '/uL' } : one));
    const dictionary = { ...renal, tables: renal.tables.map((table) => ({ ...table, columns: columns(table) })) };
    const counted = createLanguageService({ dictionary, profile: null, cohorts: [] }, 'counted');
    const { source, offset } = marked(`${START}include any prescription where dose > 5 |`);
    const [first] = counted.complete(source, offset, 'en');
    expect([first.label, first.insert]).toEqual(['/µL', "'/uL'"]);
  });

  it('are words of time after the number of a window', () => {
    expect(labels('include any visit within 30 |').slice(0, 6)).toEqual(['minutes', 'hours', 'days', 'weeks', 'months', 'years']);
    expect(labels('include any visit within 1 |')).toContain('year');
  });
});

describe('inside quotation marks', () => {
  it('are the keys of a category with their labels and patients', () => {
    const found = at('include patient.sex = "|"');
    expect(found.map((completion) => completion.insert)).toEqual(['"F"', '"M"']);
    expect(found[0].detail).toBe('Female · 900 patients');
    expect(labels('include patient.sex in { "F", "|" }')).toEqual(['F', 'M']);
    expect(labels('include patient.sex = "|')).toEqual(['F', 'M']);
  });

  it('are the codes of a list’s system, those of most patients first', () => {
    expect(at('codes x = ICD10 { "|').map((completion) => `${completion.label}: ${completion.detail}`)).toEqual([
      'E11.9: Type 2 diabetes · 950 patients',
      'N18.3: 700 patients',
      'I10: 250 patients',
    ]);
    expect(labels('include any diagnosis where code = "|"')).toEqual(['E11.9', 'N18.3', 'I10']);
    expect(labels('codes x = ATC { "|" }')).toEqual([]);
  });

  it('find a code by its label and its pinyin initials', () => {
    expect(at('codes x = ICD10 { "|')[0].filter).toBe('"E11.9 E119 E11.9 Type 2 diabetes 2型糖尿病 2xtnb');
  });

  it('are nothing in a label', () => {
    expect(labels('include "|": age at index > 3')).toEqual([]);
  });
});

describe('finding by other words', () => {
  it('searches labels, synonyms and pinyin initials in both languages', () => {
    const [egfr] = at('include any lab(|', 'zh').filter((completion) => completion.label === 'egfr');
    expect(egfr.filter).toContain('估算肾小球滤过率');
    expect(egfr.filter).toContain('gssxqlgl');
    expect(egfr.filter).toContain('eGFR');
    expect(egfr.detail).toBe('估算肾小球滤过率 · mL/min/1.73m² · 1\u2009998 名患者');
  });
});

describe('what is offered', () => {
  it('replaces the word at the cursor and comes in a fixed order', () => {
    const { source, offset } = marked(`${START}include any dia| before index`);
    const found = service.complete(source, offset, 'en');
    const diagnosis = found.find((completion) => completion.label === 'diagnosis');
    expect(source.slice(diagnosis?.replace.start, diagnosis?.replace.end)).toBe('dia');
    expect([...found].sort((a, b) => (a.sort < b.sort ? -1 : 1))).toEqual(found);
    expect(new Set(found.map((completion) => completion.insert)).size).toBe(found.length);
  });

  it('holds, for each word of a right program, that word, wherever the language or the program knows it', () => {
    const missed: string[] = [];
    let tried = 0;
    const lines = rightLines().filter((line) => line.construct === 'criteria' && !/[“：≥]/.test(line.source));
    for (const { source } of lines) {
      for (const match of source.matchAll(
        /\b(?:before|after|within|where|and|or|then|else|end|between|is|in|spaced|called|overlapping|to|of)\b/g,
      )) {
        const cut = source.slice(0, match.index);
        if (['"', '`', '//'].some((mark) => cut.includes(mark))) continue;
        const found = service.complete(cut, cut.length, 'en');
        tried++;
        const begun = found.some(
          (completion) =>
            completion.insert === match[0] || completion.insert.startsWith(`${match[0]} `) || completion.label.endsWith(` ${match[0]}`),
        );
        // `of` after a word belongs to a phrase that completion offers whole.
        const inPhrase = match[0] === 'of' && /[\w)] $/.test(cut);
        if (!begun && !inPhrase) missed.push(`${cut}|${match[0]}`);
      }
    }
    expect(tried).toBeGreaterThan(150);
    expect(missed).toEqual([]);
  });

  it('never throws, wherever the cursor stands', () => {
    const source = `${START}include "x": any lab(egfr) where value < 60 'mL/min' within 30 days before index // note\nvariable a = case when`;
    for (let offset = 0; offset <= source.length; offset += 5) {
      expect(() => service.complete(source, offset, 'zh')).not.toThrow();
      expect(() => service.complete(source.slice(0, offset), offset, 'en')).not.toThrow();
    }
    expect(parse(source).diagnostics).toHaveLength(1);
  });
});

describe('programs that are far from whole', () => {
  it.each(['(', 'round(', 'any of (', 'case when ', 'any visit where '])('4,000 times `%s` is answered', (opener) => {
    const source = `index at first visit\nvariable x = ${opener.repeat(4000)}`;
    expect(() => service.complete(source, source.length, 'en')).not.toThrow();
  });
  it.each([
    ['series s = lab(egfr) from ', 'index'],
    ['series s = lab(', 'egfr'],
    ['variable x = value of highest lab(egfr) ', 'by'],
    ['include patient.smoker and ', 'any'],
  ])('%s| offers %s among the first ten', (clause, word) => {
    const source = `index at first visit\n${clause}`;
    const offered = service.complete(source, source.length, 'en').slice(0, 10);
    expect(offered.map(({ insert }) => insert.trim())).toContain(word);
  });
});
