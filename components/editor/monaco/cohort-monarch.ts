import type { languages } from 'monaco-editor';
import { NAME_PATTERN } from '@/cohort-dsl/syntax/identifiers';
import { CALL_WORDS, CLAUSE_WORDS, DURATION_WORDS, HARD_WORDS, SOFT_WORDS } from '@/cohort-dsl/syntax/words';

/** The language's id in the editor. */
export const COHORT_LANGUAGE = 'cohort';

/** Clause words that also stand inside expressions: coloured as clauses only at the start of a line. */
const INNER_CLAUSE_WORDS: readonly string[] = ['index', 'from', 'cohort', 'until'];

/** Reserved words before what else a name may be. */
const RESERVED = { '@clauses': 'keyword.clause', '@innerClauses': 'keyword', '@keywords': 'keyword' };

/**
 * Colours for a cohort program while its words are typed. Built from the language's own word lists and name pattern; soft words are
 * coloured by what follows them, and the services' tokens correct the rest.
 */
export const cohortMonarch: languages.IMonarchLanguage = {
  defaultToken: 'identifier',
  ignoreCase: false,
  brackets: [
    { open: '(', close: ')', token: 'delimiter.parenthesis' },
    { open: '（', close: '）', token: 'delimiter.parenthesis' },
    { open: '{', close: '}', token: 'delimiter.curly' },
    { open: '｛', close: '｝', token: 'delimiter.curly' },
  ],
  clauses: CLAUSE_WORDS.filter((word) => !INNER_CLAUSE_WORDS.includes(word)),
  innerClauses: [...INNER_CLAUSE_WORDS],
  keywords: [...HARD_WORDS].filter((word) => !(CLAUSE_WORDS as readonly string[]).includes(word)),
  soft: [...SOFT_WORDS],
  calls: [...CALL_WORDS],
  durations: Object.keys(DURATION_WORDS),
  tokenizer: {
    root: [
      [/(?:\/\/|／／).*$/, 'comment'],
      [/["“”](?:[^"”\\]|\\.)*["”]/, 'string'],
      [/["“”][^"”]*$/, 'string.invalid'],
      [/`[^`]+`/, 'identifier'],
      [/@[0-9A-Za-z:.-]*/, 'number.date'],
      // A number of rows: what follows it is a table, not a unit.
      [/\b(least|most|exactly)(\s+)(\d+)/, ['keyword', 'white', 'number']],
      [/\d+(?:st|nd|rd|th)\b/, 'keyword'],
      [/\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/, 'number', '@afterNumber'],
      [new RegExp(`(\\.)(${NAME_PATTERN})`), ['delimiter', 'identifier.member']],
      [/^(\s*)(index|from|cohort|until)\b/, ['white', 'keyword.clause']],
      [
        new RegExp(`${NAME_PATTERN}(?=\\s*[(（])`),
        { cases: { ...RESERVED, '@calls': 'predefined', '@soft': 'keyword', '@default': 'type' } },
      ],
      [new RegExp(`${NAME_PATTERN}(?=\\s*[{｛])`), { cases: { ...RESERVED, '@soft': 'keyword', '@default': 'type' } }],
      [
        new RegExp(`${NAME_PATTERN}(?=\\s+(?:at|of|from|covered)\\b)`),
        {
          cases: { ...RESERVED, '@soft': 'keyword', '@default': 'identifier' },
        },
      ],
      [
        new RegExp(`${NAME_PATTERN}(?=\\s+[^\\s=<>!+*/)}.,;:-])`),
        {
          cases: { ...RESERVED, '@soft': 'keyword', '@default': 'identifier' },
        },
      ],
      [new RegExp(NAME_PATTERN), { cases: { ...RESERVED, '@default': 'identifier' } }],
      [/[(){}（）｛｝]/, '@brackets'],
      [/\.\.|!=|<=|>=|[=<>+\-*/≥≤≠×＝＜＞＋－＊]/, 'operator'],
      [/[,;:.，；：、．]/, 'delimiter'],
      [/\s+/, 'white'],
    ],
    // A unit or a word of time directly after a number, on the same line.
    afterNumber: [
      [/$/, '', '@pop'],
      [/\s+$/, 'white', '@pop'],
      [/\s+/, 'white'],
      [/'[^']*'/, 'number.unit', '@pop'],
      [
        new RegExp(`(?:[%％°℃℉]|10\\^-?\\d+|[×*]10\\^-?\\d+|${NAME_PATTERN})[A-Za-z0-9µμ%²³¹·^/.]*`),
        {
          cases: {
            '@keywords': { token: 'keyword', next: '@pop' },
            '@clauses': { token: 'keyword.clause', next: '@pop' },
            '@innerClauses': { token: 'keyword', next: '@pop' },
            '@default': { token: 'number.unit', next: '@pop' },
          },
        },
      ],
      [/(?=.)/, '', '@pop'],
    ],
  },
};

/** Brackets, comments and pairs of the language for the editor. */
export const cohortLanguageConfiguration: languages.LanguageConfiguration = {
  comments: { lineComment: '//' },
  brackets: [
    ['(', ')'],
    ['{', '}'],
  ],
  autoClosingPairs: [
    { open: '(', close: ')' },
    { open: '{', close: '}' },
    { open: '"', close: '"', notIn: ['string', 'comment'] },
    { open: '`', close: '`', notIn: ['string', 'comment'] },
    { open: '“', close: '”', notIn: ['string', 'comment'] },
  ],
  surroundingPairs: [
    { open: '(', close: ')' },
    { open: '"', close: '"' },
    { open: '`', close: '`' },
  ],
  wordPattern: new RegExp(NAME_PATTERN, 'g'),
};
