import { describe, expect, it } from 'vitest';
import { pinyinInitials } from '@/cohort-dsl/service/pinyin';
import { semanticTokens } from '@/cohort-dsl/service/tokens';
import { scan } from '@/cohort-dsl/syntax/scan';
import { rightLines, rightPrograms } from '../syntax/corpus';
import { service } from './knowledge';

describe('pinyin initials', () => {
  it.each([
    ['估算肾小球滤过率', 'gssxqlgl'],
    ['性别', 'xb'],
    ['出生日期', 'csrq'],
    ['糖化血红蛋白', 'thxhdb'],
    ['收缩压', 'ssy'],
    ['总胆红素', 'zdhs'],
    ['凝血酶原时间', 'nxmysj'],
    ['心率', 'xl'],
    ['重症', 'zz'],
    ['安全', 'aq'],
    ['额', 'e'],
    ['欧', 'o'],
    ['阳性淋巴结', 'yxlbj'],
    ['内分泌治疗', 'nfmzl'],
    ['CKD 3 期', 'ckd3q'],
    ['', ''],
    ['（，）', ''],
  ])('%s → %s', (text, initials) => {
    expect(pinyinInitials(text)).toBe(initials);
  });
});

describe('diagnostics', () => {
  it('are those of form and of meaning, one a mistake, with fixes', () => {
    const source = 'index at first diagnosis\ninclude age att index > 3\nvariable x = sex\nvariable y = 1 +';
    const found = service.diagnostics(source);
    expect(found.map((diagnostic) => diagnostic.code.split('-')[0])).toEqual(['syntax', 'type', 'syntax']);
    expect(found[1].fixes[0].edits).toEqual([
      { span: { start: source.indexOf('sex'), end: source.indexOf('sex') + 3 }, text: 'patient.sex' },
    ]);
  });

  it('warn about the design of a program without errors', () => {
    const found = service.diagnostics('index at first diagnosis where code in ICD10 { "N18*" }\noutcome d = first procedure after index');
    expect(found.filter((diagnostic) => diagnostic.severity === 'error')).toEqual([]);
    expect(found.some((diagnostic) => diagnostic.severity === 'warning')).toBe(true);
  });
});

describe('outline', () => {
  it('lists the clauses with their names and labels', () => {
    const entries = service.outline(rightPrograms()[0]);
    expect(entries.map((entry) => `${entry.kind} ${entry.title} ${entry.detail}`.trim())).toEqual([
      'cohort advanced_ckd Advanced CKD, new to dialysis care',
      'from renal',
      'codes dialysis Dialysis',
      'codes ckd CKD 3–5',
      'param history',
      'index',
      'include Adults',
      'include Observed before',
      'include Sustained low eGFR',
      'exclude Prior dialysis',
      'follow',
      'outcome kidney_failure',
      'outcome all_death',
      ...['age', 'sex', 'egfr0', 'visits', 'stage', 'diabetes'].map((name) => `variable ${name}`),
      'series egfr',
    ]);
    const source = rightPrograms()[0];
    for (const entry of entries) expect(entry.selection.end).toBeLessThanOrEqual(source.length);
  });
});

describe('tokens', () => {
  it('cover every token and comment of every program once, in order', () => {
    for (const source of [...rightLines().map((line) => line.source), ...rightPrograms()]) {
      const tokens = semanticTokens(source);
      const { comments } = scan(source);
      expect(tokens.filter((token) => token.kind === 'comment')).toHaveLength(comments.length);
      for (let at = 1; at < tokens.length; at++) expect(tokens[at].start).toBeGreaterThanOrEqual(tokens[at - 1].end);
      expect(tokens.some((token) => token.kind === 'invalid')).toBe(false);
    }
  });

  it('say what each piece is', () => {
    const source = 'include "Adults": age at index >= 18 and abs(x) < 5 mg/dL // note';
    const shown = semanticTokens(source).map((token) => `${source.slice(token.start, token.end)}=${token.kind}`);
    expect(shown).toEqual([
      'include=clause',
      '"Adults"=label',
      ':=punctuation',
      'age=keyword',
      'at=keyword',
      'index=keyword',
      '>==operator',
      '18=number',
      'and=keyword',
      'abs=function',
      '(=punctuation',
      'x=name',
      ')=punctuation',
      '<=operator',
      '5=number',
      'mg/dL=unit',
      '// note=comment',
    ]);
    expect(semanticTokens('let age = §').map((token) => token.kind)).toEqual(['clause', 'name', 'operator', 'invalid']);
  });
});
