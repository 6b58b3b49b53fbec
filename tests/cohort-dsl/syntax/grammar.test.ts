import { describe, expect, it } from 'vitest';
import { classify, type Token } from '@/cohort-dsl/syntax/classify';
import { parseClause } from '@/cohort-dsl/syntax/clause-parser';
import { cutClauses } from '@/cohort-dsl/syntax/clauses';
import { scan } from '@/cohort-dsl/syntax/scan';
import { generator, rightLines, rightPrograms } from './corpus';
import { type Piece, readGrammar, readTokens, sentence } from './grammar-page';

const grammar = readGrammar();

/** A text for each kind of token. */
const TEXTS: Readonly<Record<string, string>> = {
  TEXT: '"t"',
  LABEL: '"t"',
  NUM: '2',
  UNIT: 'mg',
  DURATION: 'days',
  ORDINAL: '2nd',
  DATE: '@2020-01-31',
  ELAPSED_UNIT: 'days',
  SHIFT_PLUS: '+',
  SHIFT_MINUS: '-',
  COLUMNS_OPEN: '{',
};

/** Tokens of some types, with a source they stand in. */
function tokensOf(types: readonly string[]): { readonly source: string; readonly tokens: readonly Token[] } {
  let source = '';
  const tokens = types.map((type): Token => {
    const text = TEXTS[type] ?? (/^[A-Z_]+$/.test(type) ? type.toLowerCase() : type);
    const start = source.length;
    source += `${text} `;
    return { type, text, start, end: start + text.length };
  });
  return { source, tokens };
}

const terminals = [
  ...new Set([...grammar.values()].flatMap((piece) => [...JSON.stringify(piece).matchAll(/"type":"([^"]+)"/g)]).map(([, type]) => type)),
];

describe('the grammar page', () => {
  it('defines every rule it names and reaches all of them from a clause', () => {
    const named = new Set(
      [...grammar.values()].flatMap((piece) => [...JSON.stringify(piece).matchAll(/"name":"([^"]+)"/g)].map(([, name]) => name)),
    );
    expect([...grammar.keys()].filter((name) => !named.has(name))).toEqual(['Clause']);
    expect([...named].filter((name) => !grammar.has(name))).toEqual([]);
    expect(grammar.size).toBeGreaterThan(80);
  });

  it('gives sentences that the parser reads, of whose every beginning it knows what may follow', () => {
    const below = generator(20260101);
    const taken = new Map<Piece, number>();
    const written = new Set<string>();
    for (let trial = 0; trial < 500; trial++) {
      const types = sentence(grammar, below, 4 + below(40), taken);
      if (types.length > 100) continue;
      for (const type of types) written.add(type);
      const { source, tokens } = tokensOf(types);
      // A sign that the grammar gives to the expression goes to the date before it.
      if (!types.some((type) => type.startsWith('SHIFT'))) expect(readTokens(grammar, types).complete, types.join(' ')).toBe(true);
      for (let length = 0; length <= tokens.length; length++) {
        const { stop, expected } = parseClause(source, tokens.slice(0, length));
        const page = readTokens(grammar, types.slice(0, length));
        if (page.length < length) break;
        const said = `${types.slice(0, length).join(' ')} |`;
        expect([...expected].sort(), said).toEqual([...page.next].sort());
        expect(stop === null, said).toBe(page.complete);
        expect(stop?.token ?? null, said).toBeNull();
      }
    }
    expect(terminals.filter((type) => !written.has(type))).toEqual([]);
  });

  it('is where the parser stops: at the first token that the page has not there', () => {
    const below = generator(7);
    let stopped = 0;
    for (let trial = 0; trial < 1000; trial++) {
      const types = sentence(grammar, below, 4 + below(25), new Map());
      const place = below(types.length);
      types.splice(place, below(2), terminals[below(terminals.length)]);
      const page = readTokens(grammar, types);
      const { source, tokens } = tokensOf(types);
      const { stop } = parseClause(source, tokens);
      expect(stop === null, types.join(' ')).toBe(page.complete && page.length === types.length);
      if (page.length === types.length) continue;
      stopped++;
      expect(stop?.token, types.join(' ')).toBe(tokens[page.length]);
      expect(stop?.trailing).toBe(page.complete);
    }
    expect(stopped).toBeGreaterThan(500);
  });

  it('has every right program of the corpus as sentences', () => {
    for (const source of [...rightLines().map((line) => line.source), ...rightPrograms()]) {
      for (const slice of cutClauses(source, scan(source).tokens)) {
        const types = classify(slice).map((token) => token.type);
        expect(readTokens(grammar, types), source).toMatchObject({ length: types.length, complete: true });
      }
    }
  });
});
