/** What pages say of the sources in code quotes: names that are there, files that are there. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root, sources } from './sources';

const pages = [
  'README.md',
  'cohort-dsl/syntax/grammar.md',
  ...readdirSync(join(root, 'docs')).flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : [])),
  ...readdirSync(root).flatMap((room) => (existsSync(join(root, room, 'ARCHITECTURE.md')) ? [`${room}/ARCHITECTURE.md`] : [])),
];

const quotedIn = (page: string): readonly string[] =>
  [...readFileSync(join(root, page), 'utf8').matchAll(/`([^`\n]+)`/gu)].map((match) => match[1]);

/** A word with a capital inside it is a name of the sources: `parseClause`, `ClauseMemory`. */
const IDENTIFIER = /^(?:[a-z]+|[A-Z][a-z0-9]+)[A-Z]\w*$/u;
/** `brackets.ts`, `syntax/habits`: a file or folder of the page's room, of any where it stands alone; capitals stand for what is to be filled in. */
const FILE = /^[a-z0-9./-]+\.(?:tsx?|mjs)$/u;
const FOLDER = /^[a-z0-9-]+(?:\/[a-z0-9.-]+)+\/?$/u;

const words = new Set(sources.flatMap(({ text }) => text.match(/[A-Za-z_]\w*/gu) ?? []));

function isThere(page: string, path: string): boolean {
  const beside = [join(root, dirname(page), path), join(root, path)];
  return (
    beside.some((place) => existsSync(place) || existsSync(`${place}.ts`)) || sources.some((source) => source.path.endsWith(`/${path}`))
  );
}

describe('pages speak of what is there', () => {
  it.each(pages)('%s: its names', (page) => {
    expect(quotedIn(page).filter((word) => IDENTIFIER.test(word) && !words.has(word))).toEqual([]);
  });

  it.each(pages)('%s: its files and folders', (page) => {
    const rooms = readdirSync(join(root, dirname(page)));
    const isFolder = (word: string) => FOLDER.test(word) && rooms.includes(word.split('/')[0]);
    expect(quotedIn(page).filter((word) => (FILE.test(word) || isFolder(word)) && !isThere(page, word))).toEqual([]);
  });
});
