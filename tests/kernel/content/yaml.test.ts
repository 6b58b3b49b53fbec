import { describe, expect, it } from 'vitest';
import { readInput } from '@/analysis-kernel/cells/kinds/input';
import { BOUNDS } from '@/analysis-kernel/content/bounds';
import { readYaml } from '@/analysis-kernel/content/yaml';
import { FrontMatterError } from '@/analysis-kernel/document/front-matter';
import { readNotebook } from '@/analysis-kernel/document/read-notebook';
import { parseAnalysis } from '@/analysis-kernel/registry/parse-analysis';

const LAUGHS = [
  'a: &a [x,x,x,x,x,x,x,x,x]',
  ...'bcdefghi'.split('').map((name, at) => `${name}: &${name} [${Array.from({ length: 9 }, () => `*${'abcdefgh'[at]}`).join(',')}]`),
].join('\n');

const BOMBS: readonly (readonly [string, string])[] = [
  ['brackets', '['.repeat(40_000)],
  ['braces', '{a: '.repeat(10_000)],
  ['brackets within the length', `a: ${'['.repeat(50)}${']'.repeat(50)}`],
  ['lists on one line', '- '.repeat(10_000)],
  ['keys on one line', '? '.repeat(10_000)],
  ['indentation', Array.from({ length: 300 }, (_, at) => `${' '.repeat(at)}a:`).join('\n')],
  ['keys', Array.from({ length: 10_000 }, (_, at) => `a${at}: 1`).join('\n')],
  ['a text', `a: ${'x'.repeat(100_000)}`],
];

describe('YAML from outside', () => {
  it.each(BOMBS)('is not parsed above its bounds: %s', (_, text) => {
    const { errors, contents } = readYaml(text);
    expect(errors.map(({ code }) => code)).toEqual(['RESOURCE_EXHAUSTION']);
    expect(contents).toBeNull();
  });

  it('repeats nothing by aliases, with or without an anchor', () => {
    for (const text of [LAUGHS, 'a: *b', 'a: &x 1\nb: *x']) expect(readYaml(text).errors.map(({ code }) => code)).toEqual(['BAD_ALIAS']);
  });

  it('is read where it is long and plain', () => {
    const text = ['method: cox', 'data: a', `formula: Surv(t, e) ~ ${Array.from({ length: 900 }, (_, at) => `x${at}`).join(' + ')}`].join(
      '\n',
    );
    expect(readYaml(text).errors).toEqual([]);
    expect(readYaml('options:\n  - {value: 1, label: "[[["}\n').errors).toEqual([]);
  });
});

describe('the places that read it', () => {
  it.each([...BOMBS, ['aliases', LAUGHS], ['an alias of nothing', 'method: *nothing']] as const)(
    'say what is wrong: %s',
    async (_, text) => {
      const analysis = await parseAnalysis(text);
      expect(analysis.ok ? [] : analysis.errors.map(({ code }) => code)).toEqual([text.includes('*') ? 'yaml_alias' : 'yaml_too_large']);
      expect(readInput(text).errors).toHaveLength(1);
    },
  );

  it.each(BOMBS)('refuse settings above the bounds: %s', (_, text) => {
    expect(() => readNotebook(`---\n${text}\n---\n`)).toThrow(FrontMatterError);
  });

  it('let settings of other programs have aliases', () => {
    expect(readNotebook('---\ntitle: A\nother: &x 1\nmore: *x\n---\n').settings.title).toBe('A');
  });
});

describe('a notebook file', () => {
  it('of a thousand cells of one name gives each its id', () => {
    const cells = readNotebook('```sql name=a\n```\n'.repeat(BOUNDS.notebook.cells)).cells;
    expect(new Set(cells.map(({ id }) => id)).size).toBe(BOUNDS.notebook.cells);
    expect(cells[2].id).toBe('a~3');
  });

  it('of more cells, or of more text, is refused', () => {
    expect(() => readNotebook('```sql name=a\n```\n'.repeat(BOUNDS.notebook.cells + 1))).toThrow(/5000 cells/);
    expect(() => readNotebook(' '.repeat(BOUNDS.notebook.characters + 1))).toThrow(/characters/);
  });
});
