/** The settings at the head of the file. Keys we do not know, comments and order are kept. */
import { isMap, isScalar } from 'yaml';
import { BOUNDS } from '../content/bounds';
import { readYaml } from '../content/yaml';
import type { Settings } from './notebook';

/** A front matter that is not readable YAML; `line` counts from 1 in the file. */
export class FrontMatterError extends Error {
  constructor(
    message: string,
    readonly line: number,
  ) {
    super(message);
    this.name = 'FrontMatterError';
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
  // The opening line of dashes is line 1 of the file.
  if (fault) throw new FrontMatterError(firstLine(fault.message), (fault.linePos?.[0].line ?? 1) + 1);
  if (document.contents !== null && !isMap(document.contents)) {
    throw new FrontMatterError('the front matter must be "key: value" lines', 2);
  }
  const settings = { title: textSetting('title'), database: textSetting('database') };
  return textSetting('language')?.startsWith('zh') ? { ...settings, language: 'zh' } : settings;

  function textSetting(key: string): string | null {
    const node = document.get(key, true);
    if (node === undefined || (isScalar(node) && node.value === null)) return null;
    if (isScalar(node) && (typeof node.value === 'string' || typeof node.value === 'number')) {
      return typeof node.value === 'string' ? node.value : (node.source ?? String(node.value));
    }
    throw new FrontMatterError(`"${key}" must be a text`, 2);
  }
}

/** One setting as text; null where it is not there, or is no text or number. */
export function textSetting(frontMatter: string | null, key: string): string | null {
  const node = frontMatter === null ? null : readYaml(frontMatter, {}, BOUNDS.settings).get(key, true);
  if (!isScalar(node) || (typeof node.value !== 'string' && typeof node.value !== 'number')) return null;
  return typeof node.value === 'string' ? node.value : (node.source ?? String(node.value));
}

/** The front matter with one setting changed, or removed where `value` is null; the rest stays as written. */
export function writeSetting(frontMatter: string | null, key: string, value: string | null): string | null {
  const document = readYaml(frontMatter ?? '', {}, BOUNDS.settings);
  if (value === null) document.delete(key);
  else document.set(key, value);
  const empty = document.contents === null || (isMap(document.contents) && document.contents.items.length === 0);
  if (empty && !document.comment && !document.commentBefore) return null;
  return document.toString({ lineWidth: 0 });
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0].replace(/ at line \d+, column \d+:?$/, '');
}
