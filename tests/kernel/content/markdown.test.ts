import rehypeKatex from 'rehype-katex';
import { describe, expect, it } from 'vitest';
import { setMarkdown } from '@/analysis-kernel/content/markdown';
import type { ContentRefusal } from '@/analysis-kernel/content/refusal';

function html(text: string): string {
  const answer = setMarkdown(text, rehypeKatex);
  if (!('html' in answer)) throw new Error(answer.refusal);
  return answer.html;
}

describe('Markdown', () => {
  it('keeps tables, maths and lists, and nothing that runs', () => {
    const page = html(
      '# A\n\n| a |\n|---|\n| 1 |\n\n$\\alpha$ ~~x~~\n\n- [x] done\n\n<b onclick="x()">b</b>\n\n[a](javascript:x) [b](https://example.org)\n',
    );
    expect(page).toContain('<h2>A</h2>');
    expect(page).toContain('<td>1</td>');
    expect(page).toContain('<math');
    expect(page).not.toMatch(/onclick|javascript:/);
    expect(page).toContain('href="https://example.org"');
  });

  it('is set whole where it is long and plain', () => {
    const paragraphs = Array.from(
      { length: 400 },
      (_, at) => `Paragraph ${at} with *emphasis*, \`code\` and a [link](https://example.org).`,
    );
    const table = `| a | b |\n|---|---|\n${'| 1.2 | <0.001 |\n'.repeat(400)}`;
    const nested = Array.from({ length: 12 }, (_, at) => `${'  '.repeat(at)}- level ${at}`).join('\n');
    const page = html([...paragraphs, table, nested].join('\n\n'));
    expect(page).toContain('Paragraph 399');
    expect(page.match(/<tr>/g)).toHaveLength(401);
    expect(page).toContain('level 11');
  });

  it.each<[string, string, ContentRefusal]>([
    ['quotations in quotations', '>'.repeat(20_000), 'too_deep'],
    ['quotations with blanks between', '> '.repeat(3000), 'too_deep'],
    ['lists in lists on one line', '- '.repeat(3000), 'too_deep'],
    ['numbered lists in quotations', '> 1. '.repeat(500), 'too_deep'],
    ['lists in lists by indentation', Array.from({ length: 300 }, (_, at) => `${'  '.repeat(at)}- a`).join('\n'), 'too_deep'],
    ['lists in lists by tabs', Array.from({ length: 300 }, (_, at) => `${'\t'.repeat(at)}- a`).join('\n'), 'too_deep'],
    ['emphasis that never closes', '**a*'.repeat(5000), 'too_many'],
    ['emphasis over many lines', '**a*\n'.repeat(5000), 'too_many'],
    ['emphasis in a quotation', '> **a*\n'.repeat(5000), 'too_many'],
    ['brackets', '['.repeat(50_000), 'too_many'],
    ['pictures', '![]('.repeat(5000), 'too_many'],
    ['code marks of all lengths', Array.from({ length: 600 }, (_, at) => '`'.repeat(at + 1)).join(' '), 'too_many'],
    ['maths', '$a$$'.repeat(5000), 'too_many'],
    ['HTML', '<a'.repeat(50_000), 'too_many'],
    ['footnotes that name one another', `${'[^1]'.repeat(10_000)}\n\n[^1]: [^1]\n`, 'too_many'],
    ['a book', 'word '.repeat(100_000), 'too_long'],
  ])('is not parsed where it would cost too much: %s', (_, text, refusal) => {
    expect(setMarkdown(text, rehypeKatex)).toEqual({ refusal });
  });

  it('sets no maths that fills the page or repeats itself', () => {
    expect(html('$\\rule{999999em}{999999em}$')).not.toMatch(/(?:width|height)="[^"]*999/);
    const doubling = ['\\def\\a{xx}', ...'bcdefgh'.split('').map((name, at) => `\\def\\${name}{${`\\${'abcdefg'[at]}`.repeat(9)}}`), '\\h'];
    expect(html(`$${doubling.join('')}$`).length).toBeLessThan(5000);
  });
});
