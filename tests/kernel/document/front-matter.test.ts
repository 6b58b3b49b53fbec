/** The settings at the head of a notebook: what is read, what is refused on which line, what a change leaves as it was. */
import { describe, expect, it } from 'vitest';
import { BOUNDS } from '@/analysis-kernel/content/bounds';
import { FrontMatterError, readSettings, textSetting, writeSetting } from '@/analysis-kernel/document/front-matter';

describe('settings are read', () => {
  const none = { title: null, database: null };
  it.each([
    [null, none],
    ['', none],
    ['# nothing yet\n', none],
    ['title:\ndatabase: ~\n', none],
    ['title: A study\ndatabase: ward@1\n', { title: 'A study', database: 'ward@1' }],
    // A number as it is written.
    ['title: 1.10\n', { ...none, title: '1.10' }],
    ['title: 0x1F\n', { ...none, title: '0x1F' }],
    ['title: ""\n', { ...none, title: '' }],
    ['language: zh\n', { ...none, language: 'zh' }],
    ['language: zh-CN\n', { ...none, language: 'zh' }],
    ['language: en\n', none],
    ['"": zh\n', none],
    ['reviewers: [wang, li]\n', none],
  ])('%j', (frontMatter, settings) => {
    expect(readSettings(frontMatter)).toEqual(settings);
  });
});

describe('settings are refused', () => {
  const fault = (frontMatter: string) => {
    try {
      readSettings(frontMatter);
    } catch (error) {
      if (error instanceof FrontMatterError) return error;
    }
    throw new Error('was read');
  };

  // The line of dashes is line 1 of the file.
  it.each([
    ['title: a\ntitle: b\n', 3, 'this setting is there twice; keep one of the two'],
    ['title:\n\ta: b\n', 3, 'the line begins with a tab; indent with spaces'],
    ['database: d\ntitle: a: b\n', 3, 'this cannot be read as a setting'],
    // What is missing at the end is missing in the last line that holds something.
    ['title: "a\nb\n\n\n', 3, 'this cannot be read as a setting'],
    ['- a\n', 2, 'must be lines of the form key: value'],
    ['words\n', 2, 'must be lines of the form key: value'],
    ['database: d\ntitle: [a]\n', 3, 'the setting title must be a text'],
    ['database: {a: b}\n', 2, 'the setting database must be a text'],
    ['title: true\n', 2, 'the setting title must be a text'],
    [`note: ${'x'.repeat(BOUNDS.settings.characters)}\n`, 2, 'are too long, or stand too deep'],
  ])('%#: line %#', (frontMatter, line, reason) => {
    const { line: at, reason: why, says, name } = fault(frontMatter);
    expect([at, name]).toEqual([line, 'FrontMatterError']);
    expect(why.en).toContain(reason);
    expect(says).toEqual({ en: `Line ${line}: ${why.en}`, zh: `第 ${line} 行：${why.zh}` });
  });
});

describe('one setting as text', () => {
  it.each([
    [null, null],
    ['authors: Wang\n', 'Wang'],
    ['authors: 1.10\n', '1.10'],
    ['authors: [Wang]\n', null],
    ['authors: true\n', null],
    ['title: Wang\n', null],
  ])('%j: %j', (frontMatter, text) => {
    expect(textSetting(frontMatter, 'authors')).toBe(text);
  });
});

describe('one setting changed', () => {
  it.each([
    [null, 'a', 'title: a\n'],
    ['', 'a', 'title: a\n'],
    [null, null, null],
    ['title: a\n', null, null],
    ['title: a\n', 'b', 'title: b\n'],
    ['# mine\ntitle: a # now\nowner: li\n', 'b', '# mine\ntitle: b # now\nowner: li\n'],
    ['title: a\nowner: li # kept\n', null, 'owner: li # kept\n'],
    ['# mine\n', null, '# mine\n'],
    ['owner: li\n', null, 'owner: li\n'],
    // A comment is kept though no setting is left.
    ['# mine\n\ntitle: a\n', null, '# mine\n\n{}\n'],
    ['title: a\n\n# after\n', null, '{}\n\n# after\n'],
  ])('%j with the title %j', (frontMatter, title, expected) => {
    expect(writeSetting(frontMatter, 'title', title)).toBe(expected);
  });

  it('a long one stays on its line', () => {
    const long = 'word '.repeat(60).trim();
    expect(writeSetting(null, 'title', long)).toBe(`title: ${long}\n`);
  });
});
