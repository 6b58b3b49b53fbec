import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const rooms = /^(?:analysis-kernel|app|bench|cli|cohort-dsl|components|data|docs|prisma|tests)\//u;

/** Paths of the repository a page names in code quotes or commands. */
function pathsIn(page: string): readonly string[] {
  const quoted = [...page.matchAll(/`([^`\n]+)`/gu)].flatMap((match) => match[1].split(/\s+/u));
  return quoted.filter((word) => rooms.test(word) && !/[*{}A-Z]{2,}|[*{}]/u.test(word.replace('ARCHITECTURE', '').replace('ORIGINS', '')));
}

/** Addresses of links to other files, from the page's folder. */
function linksIn(page: string): readonly string[] {
  return [...page.matchAll(/\]\((?!https?:|#)([^)#\s]+)/gu)].map((match) => match[1]);
}

describe('pages name only files that are there', () => {
  const pages = [
    'README.md',
    ...readdirSync(join(root, 'docs'))
      .filter((name) => name.endsWith('.md'))
      .map((name) => `docs/${name}`),
  ];
  it.each(pages)('%s', async (page) => {
    const text = await readFile(join(root, page), 'utf8');
    expect(pathsIn(text).filter((path) => !existsSync(join(root, path)))).toEqual([]);
    expect(linksIn(text).filter((link) => !existsSync(join(root, dirname(page), link)))).toEqual([]);
  });
});
