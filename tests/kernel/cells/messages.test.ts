import { expect, it } from 'vitest';
import { cellError } from '@/analysis-kernel/cells/messages';

it('a message repeats the beginning of what is very long, and its button mends all of it', () => {
  const expression = `${'('.repeat(3000)}1${')'.repeat(3000)}`;
  const fix = `${expression} AS value`;
  const error = cellError('sql_unnamed_column', { position: 1, expression, fix }, { line: 1, column: 8 }, [fix]);
  for (const lang of ['en', 'zh'] as const) {
    expect(error.message[lang].length).toBeLessThan(600);
    expect(error.message[lang]).toContain('(((…');
  }
  expect(error.fixes).toEqual([fix]);
  const short = cellError('sql_unnamed_column', { position: 1, expression: 'count(*)', fix: 'count(*) AS n' });
  expect(short.message.en).toBe('Column 1 (count(*)) has no name. Write count(*) AS n.');
});
