/** The settings at the head of the file. Keys we do not know, comments and order are kept. */
import { isMap, isScalar, type Node } from 'yaml';
import type { Localised } from '@/cohort-dsl/source/localised';
import { BOUNDS } from '../content/bounds';
import { readYaml } from '../content/yaml';
import type { Settings } from './notebook';

/** A file that is no notebook; `line` counts from 1 in the file. */
export class FrontMatterError extends Error {
  constructor(
    readonly reason: Localised,
    readonly line: number,
  ) {
    super(reason.en);
    this.name = 'FrontMatterError';
  }

  /** The reason with its place. */
  get says(): Localised {
    return { en: `Line ${this.line}: ${this.reason.en}`, zh: `第 ${this.line} 行：${this.reason.zh}` };
  }
}

/**
 * Reads title and database.
 * @throws FrontMatterError where the text is no YAML mapping, or a setting is not text.
 */
export function readSettings(frontMatter: string | null): Settings {
  if (frontMatter === null) return { title: null, database: null };
  const document = readYaml(frontMatter, {}, BOUNDS.settings);
  const fault = document.errors[0];
  if (fault) throw new FrontMatterError(wording(fault.code), lineOf(frontMatter, fault.pos[0]));
  if (document.contents !== null && !isMap(document.contents)) throw new FrontMatterError(NO_MAPPING, 2);
  const settings = { title: textSetting('title'), database: textSetting('database') };
  return textSetting('language')?.startsWith('zh') ? { ...settings, language: 'zh' } : settings;

  function textSetting(key: string): string | null {
    const node = document.get(key, true);
    const text = textOf(node);
    if (text !== null || node === undefined || (isScalar(node) && node.value === null)) return text;
    const at = (node as Node).range?.[0] ?? 0;
    const reason = { en: `the setting ${key} must be a text, as in ${key}: "…"`, zh: `设置 ${key} 应为文本，如 ${key}: "…"` };
    throw new FrontMatterError(reason, lineOf(frontMatter ?? '', at));
  }
}

/** One setting as text; null where it is not there, or is no text or number. */
export function textSetting(frontMatter: string | null, key: string): string | null {
  return textOf(readYaml(frontMatter ?? '', {}, BOUNDS.settings).get(key, true));
}

/** A text, or a number as it is written: a release 1.10 is not 1.1. Null for everything else. */
function textOf(node: unknown): string | null {
  if (!isScalar(node)) return null;
  if (typeof node.value === 'string') return node.value;
  return typeof node.value === 'number' ? (node.source ?? null) : null;
}

/** The front matter with one setting changed, or removed where `value` is null; the rest stays as written. */
export function writeSetting(frontMatter: string | null, key: string, value: string | null): string | null {
  const document = readYaml(frontMatter ?? '', {}, BOUNDS.settings);
  if (value !== null) document.set(key, value);
  else if (!document.has(key)) return frontMatter;
  else document.delete(key);
  const empty = isMap(document.contents) && document.contents.items.length === 0;
  if (empty && !document.comment && !document.commentBefore) return null;
  return document.toString({ lineWidth: 0 });
}

const NO_MAPPING: Localised = {
  en: 'the settings at the head of the notebook must be lines of the form key: value',
  zh: '笔记本开头的设置应为若干行 key: value',
};

/** The line of the file, of which the opening line of dashes is the first; what is missing at the end is missing in the last line. */
function lineOf(frontMatter: string, offset: number): number {
  return 1 + frontMatter.slice(0, Math.min(offset, frontMatter.trimEnd().length)).split('\n').length;
}

/** What YAML finds wrong, in our words. */
function wording(code: string): Localised {
  if (code === 'DUPLICATE_KEY') {
    return { en: 'this setting is there twice; keep one of the two', zh: '该设置出现了两次，请只保留一个' };
  }
  if (code === 'RESOURCE_EXHAUSTION') {
    return {
      en: 'the settings at the head of the notebook are too long, or stand too deep in one another',
      zh: '笔记本开头的设置过长或嵌套过深',
    };
  }
  if (code === 'TAB_AS_INDENT') return { en: 'the line begins with a tab; indent with spaces', zh: '行首使用了制表符，请改用空格缩进' };
  return {
    en: 'this cannot be read as a setting. Expected key: value; put quotes around a value that holds a colon followed by a space',
    zh: '无法读取该设置。应为 key: value；值中若有冒号加空格，请用引号括起来',
  };
}
