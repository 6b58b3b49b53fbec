import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { settingsTable } from '@/app/_server/settings/table';

const root = join(import.meta.dirname, '..', '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8').replaceAll(/ +/gu, ' ');
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };

describe('the README', () => {
  it('lists every setting with its default and meaning, and no other', () => {
    const wanted = Object.entries(settingsTable).map(([name, setting]) => `| \`${name}\` | \`${setting.default}\` | ${setting.about} |`);
    const listed = readme.split('\n').filter((line) => /^\| `[A-Z_]+` \|/u.test(line));
    expect(listed).toEqual(wanted);
  });

  it('names commands that exist', () => {
    const named = [...readme.matchAll(/npm (?:run (?:--silent )?)?([a-z]+)/gu)].map((match) => match[1]);
    expect([...new Set(named)].filter((name) => !(name in scripts))).toEqual([]);
  });
});
