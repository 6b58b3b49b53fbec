import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTranslator } from 'next-intl';
import { describe, expect, it } from 'vitest';
import { messagesOf } from '@/app/_messages/messages';
import { sources } from '../architecture/sources';

const folder = join(import.meta.dirname, '..', '..', 'app', '_messages');

type Tree = { readonly [key: string]: string | Tree };

function flatten(tree: Tree, prefix = ''): readonly (readonly [string, string])[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${prefix}${key}`, value] as const] : flatten(value, `${prefix}${key}.`),
  );
}

const en = new Map(flatten(messagesOf('en')));
const zh = new Map(flatten(messagesOf('zh')));

/** The names a message takes, such as `count` in `{count, plural, …}`; those inside plural branches count too. */
function parametersOf(message: string): readonly string[] {
  return [...new Set([...message.matchAll(/\{\s*([a-zA-Z]\w*)\s*[,}]/gu)].map((match) => match[1]))].sort();
}

/** What a message says outside of its forms for one and many. */
function outsidePlurals(message: string): string {
  let depth = 0;
  let from = -1;
  let said = '';
  for (const [at, character] of [...message].entries()) {
    if (character === '{') {
      if (depth === 0) from = at;
      depth += 1;
    }
    if (depth === 0) said += character;
    if (character !== '}') continue;
    depth -= 1;
    const argument = [...message].slice(from, at + 1).join('');
    if (depth === 0 && /^\{\w+\}$/u.test(argument)) said += argument;
  }
  return said;
}

/** Messages in which a name, or a number that is never one, stands before a word that ends like a plural. */
const NAMES_NOT_COUNTS: ReadonlySet<string> = new Set(['problems.password-weak', 'problems.sees-no-rows', 'problems.ill-formed-text']);

/** Parameters that names stand for, which may be Chinese. */
const NAMES = 'name|about|cell|table|names|role|column|who|by';

describe('texts', () => {
  it('put no blank between Chinese characters and a name, which may be Chinese: beside Latin letters the page leaves room by itself', () => {
    const blank = new RegExp(`\\p{Script=Han} \\{(?:${NAMES})\\}|\\{(?:${NAMES})\\} \\p{Script=Han}`, 'u');
    expect([...zh].filter(([, text]) => blank.test(text))).toEqual([]);
  });

  it('exist in both languages, under the same keys, none empty', () => {
    expect([...zh.keys()].sort()).toEqual([...en.keys()].sort());
    expect([...en, ...zh].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it('come from a file a feature and language', () => {
    expect(readdirSync(join(folder, 'zh')).sort()).toEqual(readdirSync(join(folder, 'en')).sort());
    for (const language of ['en', 'zh']) {
      const loaded = readFileSync(join(folder, `${language}.ts`), 'utf8');
      expect(readdirSync(join(folder, language)).filter((file) => !loaded.includes(`./${language}/${file}`))).toEqual([]);
    }
  });

  it('take the same parameters in both languages', () => {
    const differing = [...en].filter(([key, text]) => parametersOf(text).join() !== parametersOf(zh.get(key) ?? '').join());
    expect(differing.map(([key]) => key)).toEqual([]);
  });

  it('count in singular and plural', () => {
    const counted = [...en].filter(([, text]) =>
      /\{\w+\}(?: (?!of |in |to |as |is |was |has )\w+)?? (?!s\b|is\b|was\b|has\b|as\b)[a-z]*[a-z]s\b/u.test(outsidePlurals(text)),
    );
    expect(counted.filter(([key]) => !NAMES_NOT_COUNTS.has(key))).toEqual([]);
    for (const count of [0, 1, 2]) {
      const translate = createTranslator({ locale: 'en', messages: messagesOf('en') });
      const said = translate('catalogue.rowsOf', { rows: count, patients: count, shownRows: String(count), shownPatients: String(count) });
      expect(said).toBe(count === 1 ? '1 row, 1 patient' : `${count} rows, ${count} patients`);
    }
  });

  it('are well-formed messages', () => {
    const everything = new Proxy({}, { get: (_, name) => (name === 'count' ? 2 : 1), has: () => true, ownKeys: () => [] });
    for (const language of ['en', 'zh'] as const) {
      const faults: string[] = [];
      const translate = createTranslator({
        locale: language,
        messages: messagesOf(language),
        onError: (error) => faults.push(String(error)),
      });
      for (const [key, text] of language === 'en' ? en : zh) {
        const values = Object.fromEntries(parametersOf(text).map((name) => [name, Reflect.get(everything, name)]));
        translate(key as never, values as never);
      }
      expect(faults, language).toEqual([]);
    }
  });

  it('are all used somewhere', () => {
    const code = sources.filter(({ path }) => /^(?:app|components)\//u.test(path)).map(({ text }) => text);
    const all = code.join('\n');
    const dynamic = [...all.matchAll(/\(\s*`((?:[a-zA-Z]+\.)+)\$\{/gu)].map((match) => match[1]);
    // Read by their codes on the server.
    const wholeNamespaces = ['roles', 'problems', 'fields', 'log'];
    const unused = [...en.keys()].filter((key) => {
      const parts = key.split('.');
      if (wholeNamespaces.includes(parts[0])) return false;
      // A key is used by what is left of it after the namespace its component opened.
      return !parts.slice(1).some((_, at) => {
        const [namespace, local] = [parts.slice(0, at + 1).join('.'), parts.slice(at + 1).join('.')];
        if (!all.includes(`ranslations('${namespace}')`)) return false;
        return all.includes(`'${local}'`) || dynamic.some((prefix) => local.startsWith(prefix));
      });
    });
    expect(unused).toEqual([]);
  });

  it('set Chinese as Chinese is set: full-width punctuation beside Chinese characters', () => {
    const halfWidth = /[\u4e00-\u9fff][,;:!?]|[,;:!?][\u4e00-\u9fff]|[\u4e00-\u9fff]\.(?:\s|$)/u;
    const wrong = [...zh].filter(([, text]) =>
      halfWidth.test(text.replaceAll(/\{(\w+), plural,.*?\}\}/gsu, '').replaceAll(/\{\w+\}/gu, '')),
    );
    expect(wrong).toEqual([]);
  });

  it('do not shout, plead or blame', () => {
    const tone = /!(?:\s|$)|！|\bplease\b|\boops\b|\byou must\b/iu;
    expect([...en, ...zh].filter(([, text]) => tone.test(text))).toEqual([]);
  });
});
