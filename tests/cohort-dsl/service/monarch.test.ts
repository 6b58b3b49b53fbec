import { compile } from 'monaco-editor/editor/standalone/common/monarch/monarchCompile.js';
import { MonarchTokenizer } from 'monaco-editor/editor/standalone/common/monarch/monarchLexer.js';
import { describe, expect, it } from 'vitest';
import { semanticTokens, type TokenKind } from '@/cohort-dsl/service/tokens';
import { scan } from '@/cohort-dsl/syntax/scan';
import { CLAUSE_WORDS, HARD_WORDS } from '@/cohort-dsl/syntax/words';
import { COHORT_LANGUAGE, cohortLanguageConfiguration, cohortMonarch } from '@/components/editor/monaco/cohort-monarch';
import { rightLines, rightPrograms } from '../syntax/corpus';

const tokenizer = new MonarchTokenizer(
  {
    isRegisteredLanguageId: () => true,
    requestBasicLanguageFeatures: () => undefined,
    languageIdCodec: { encodeLanguageId: () => 1, decodeLanguageId: () => COHORT_LANGUAGE },
  },
  { getColorTheme: () => ({ tokenTheme: {} }) },
  COHORT_LANGUAGE,
  compile(COHORT_LANGUAGE, cohortMonarch),
  { getValue: () => 20_000, onDidChangeConfiguration: () => ({ dispose: () => undefined }) },
);

/** Monaco's colour of each offset of a program. */
function colours(source: string): (offset: number) => string {
  const starts: { readonly start: number; readonly type: string }[] = [];
  let state = tokenizer.getInitialState();
  let at = 0;
  for (const line of source.split('\n')) {
    const { tokens, endState } = tokenizer.tokenize(line, true, state);
    for (const token of tokens) starts.push({ start: at + token.offset, type: token.type.replace(`.${COHORT_LANGUAGE}`, '') });
    state = endState;
    at += line.length + 1;
  }
  return (offset) => starts.findLast((entry) => entry.start <= offset)?.type ?? '';
}

const EXPECTED: Readonly<Partial<Record<TokenKind, RegExp>>> = {
  clause: /^keyword/,
  keyword: /^(?:keyword|identifier)/,
  string: /^string$/,
  label: /^string$/,
  number: /^number$/,
  unit: /^number\.unit$/,
  date: /^number\.date$/,
  comment: /^comment$/,
  name: /^(?:identifier|type|keyword)/,
  system: /^type$/,
  function: /^predefined$/,
  operator: /^operator$/,
  punctuation: /^(?:delimiter|operator)/,
};

describe('the editor’s colours', () => {
  it('know every reserved word, and tell clause words from others', () => {
    const { clauses, innerClauses, keywords } = cohortMonarch as unknown as Record<'clauses' | 'innerClauses' | 'keywords', string[]>;
    expect([...clauses, ...innerClauses].sort()).toEqual([...CLAUSE_WORDS].sort());
    expect([...clauses, ...innerClauses, ...keywords].sort()).toEqual([...HARD_WORDS].sort());
  });

  it('agree with the language about texts, numbers, units, comments, systems and marks of the corpus, and on most words', () => {
    const odd: string[] = [];
    let words = 0;
    let sameWords = 0;
    for (const source of [...rightLines().map((line) => line.source), ...rightPrograms()]) {
      const colourAt = colours(source);
      for (const token of semanticTokens(source)) {
        const colour = colourAt(token.start);
        const text = source.slice(token.start, token.end);
        if (!EXPECTED[token.kind]?.test(colour) && token.kind !== 'column')
          odd.push(`${text} (${token.kind}) is ${colour} in: ${source.split('\n')[0]}`);
        if (token.kind !== 'keyword' && token.kind !== 'name') continue;
        words++;
        if (colour.startsWith('keyword') === (token.kind === 'keyword')) sameWords++;
      }
    }
    expect(odd).toEqual([]);
    expect(words).toBeGreaterThan(1500);
    expect(sameWords / words).toBeGreaterThan(0.95);
  });

  it('read the names of the corpus as whole words', () => {
    const word = cohortLanguageConfiguration.wordPattern;
    if (!word) throw new Error('the editor has no pattern for words');
    for (const { source } of rightLines()) {
      for (const token of scan(source).tokens) {
        if (token.kind !== 'word') continue;
        word.lastIndex = 0;
        expect(word.exec(token.text)?.[0]).toBe(token.text);
      }
    }
  });
});
