import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { classify } from '@/cohort-dsl/syntax/classify';
import { createMachine } from '@/cohort-dsl/syntax/clause-parser';
import { cutClauses } from '@/cohort-dsl/syntax/clauses';
import { scan } from '@/cohort-dsl/syntax/scan';
import { rightLines } from './corpus';

const root = fileURLToPath(new URL('../../../', import.meta.url));

describe('the grammar', () => {
  it('has no ambiguity that the parser would have to guess at', () => {
    const said: unknown[] = [];
    const spies = [vi.spyOn(console, 'log'), vi.spyOn(console, 'warn'), vi.spyOn(console, 'error')];
    for (const spy of spies) spy.mockImplementation((...parts: unknown[]) => void said.push(parts.join(' ')));
    try {
      const { lexer, parser } = createMachine('development');
      for (const { source } of rightLines()) {
        for (const slice of cutClauses(source, scan(source).tokens)) {
          lexer.load(classify(slice));
          expect(parser.parse(source).parserErrors, source).toEqual([]);
        }
      }
    } finally {
      for (const spy of spies) spy.mockRestore();
    }
    expect(said).toEqual([]);
  });

  it('is the source of the committed parser tables', () => {
    const folder = mkdtempSync(join(tmpdir(), 'cohort-grammar-'));
    try {
      const syntax = join(root, 'cohort-dsl/syntax');
      for (const file of ['cohort.langium', 'langium-config.json']) cpSync(join(syntax, file), join(folder, file));
      symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
      execFileSync(join(root, 'node_modules/.bin/langium'), ['generate', '-f', 'langium-config.json'], { cwd: folder, stdio: 'pipe' });
      const files = readdirSync(join(folder, 'generated')).sort();
      expect(files).toEqual(['ast.ts', 'grammar.ts', 'module.ts']);
      for (const file of files) {
        expect(readFileSync(join(folder, 'generated', file), 'utf8'), file).toBe(readFileSync(join(syntax, 'generated', file), 'utf8'));
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
