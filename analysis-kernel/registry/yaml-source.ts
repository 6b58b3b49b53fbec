/** The YAML of an analysis cell with the place of everything in it. */

import { type Document, isMap, isScalar, LineCounter, type Node, parseDocument, visit } from 'yaml';
import type { Localised } from '@/cohort-dsl/source/localised';
import type { CellError } from '../results/result';

export type Path = readonly (string | number)[];

export interface Place {
  readonly line: number;
  readonly column: number;
}

export class YamlSource {
  private readonly lines = new LineCounter();
  private readonly document: Document.Parsed;

  constructor(private readonly text: string) {
    this.document = parseDocument(text, { lineCounter: this.lines, prettyErrors: false, uniqueKeys: true, version: '1.2' });
  }

  /** What YAML itself finds wrong: syntax, duplicate keys. */
  errors(): CellError[] {
    const alias = this.document.errors.length === 0 ? aliasWithoutAnchor(this.document) : null;
    if (alias) {
      const { source, offset } = alias;
      const message = {
        en: `The alias *${source} has no anchor: put &${source} before the value it stands for, or quotes around a text that begins with *.`,
        zh: `别名 *${source} 没有对应的锚点：请在其所指的值之前写 &${source}；若是以 * 开头的文字，请加引号。`,
      };
      return [this.error('yaml_alias', message, this.at(offset))];
    }
    return this.document.errors.map((error) => {
      const found = this.text.slice(error.pos[0]).split('\n')[0].trim();
      const { code, message } = wording(error.code, found);
      return this.error(code, message, this.at(error.pos[0]));
    });
  }

  isMapping(): boolean {
    return isMap(this.document.contents);
  }

  /** The content as plain values. */
  values(): unknown {
    return this.document.toJS({ maxAliasCount: 20 });
  }

  /** The content with every scalar passed through `change`. */
  valuesWith(change: (value: unknown, path: Path) => unknown): unknown {
    const changed = (value: unknown, path: Path): unknown => {
      if (Array.isArray(value)) return value.map((item, index) => changed(item, [...path, index]));
      if (typeof value === 'object' && value !== null) {
        return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, changed(item, [...path, key])]));
      }
      return change(value, path);
    };
    return changed(this.values(), []);
  }

  /** Where a value stands; where its nearest surrounding value does when it is absent. */
  placeOf(path: Path): Place {
    for (let length = path.length; length > 0; length--) {
      const node = this.document.getIn(path.slice(0, length), true) as Node | undefined;
      const start = node?.range?.[0];
      if (start !== undefined) return this.at(start);
      const key = this.placeOfKey(path.slice(0, length));
      if (key !== null) return key;
    }
    return { line: 1, column: 1 };
  }

  /** Where a key stands. */
  placeOfKey(path: Path): Place | null {
    const parent = path.length === 1 ? this.document.contents : this.document.getIn(path.slice(0, -1), true);
    if (!isMap(parent)) return null;
    for (const pair of parent.items) {
      if (isScalar(pair.key) && String(pair.key.value) === String(path[path.length - 1])) {
        const start = pair.key.range?.[0];
        return start === undefined ? null : this.at(start);
      }
    }
    return null;
  }

  /** A place inside a text value, over line breaks and quotes too; the value's beginning where it is written with escapes. */
  placeWithin(path: Path, offset: number): Place {
    const node = this.document.getIn(path, true);
    if (!isScalar(node) || node.range === null || node.range === undefined || typeof node.value !== 'string') return this.placeOf(path);
    const from = node.range[0];
    const start = node.type?.startsWith('BLOCK') ? this.text.indexOf('\n', from) + 1 : from + (node.type?.startsWith('QUOTE') ? 1 : 0);
    return this.at(writtenAt(this.text, start, node.value, offset) ?? from);
  }

  error(code: string, message: Localised, place: Place, fixes: readonly string[] = []): CellError {
    return { code, message, line: place.line, column: place.column, fixes };
  }

  private at(offset: number): Place {
    const { line, col } = this.lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  }
}

/** The first alias of a document that stands for nothing, which `toJS` would throw at; null where there is none. */
export function aliasWithoutAnchor(document: Document.Parsed): { readonly source: string; readonly offset: number } | null {
  let found: { readonly source: string; readonly offset: number } | null = null;
  visit(document, {
    Alias: (_, node) => {
      if (node.resolve(document) !== undefined) return undefined;
      found = { source: node.source, offset: node.range?.[0] ?? 0 };
      return visit.BREAK;
    },
  });
  return found;
}

/** Where character `offset` of a value stands in the text it was written in from `start` on; blanks may differ. Null where other signs do. */
function writtenAt(text: string, start: number, value: string, offset: number): number | null {
  const blank = (sign: string | undefined) => sign === ' ' || sign === '\n' || sign === '\t';
  let at = start;
  for (let i = 0; i <= offset; i++) {
    const wanted = value[i];
    if (wanted === undefined) return at;
    while (text[at] !== wanted && blank(text[at])) at++;
    if (text[at] !== wanted && !blank(wanted)) return null;
    if (i === offset) return at;
    if (text[at] === wanted) at++;
  }
  return at;
}

function wording(code: string, found: string): { code: string; message: Localised } {
  if (code === 'DUPLICATE_KEY') {
    const key = found.replace(/:.*$/, '');
    return {
      code: 'duplicate_key',
      message: {
        en: `The key ${key} is there twice. Keep one of the two.`,
        zh: `键 ${key} 出现了两次，请只保留一个。`,
      },
    };
  }
  if (code === 'TAB_AS_INDENT') {
    return {
      code: 'yaml_syntax',
      message: { en: 'A line begins with a tab. Indent with spaces.', zh: '行首使用了制表符，请改用空格缩进。' },
    };
  }
  const near = found === '' ? '' : ` near ${found.length > 40 ? `${found.slice(0, 40)}…` : found}`;
  return {
    code: 'yaml_syntax',
    message: {
      en: `The cell cannot be read${near}. Expected lines of the form key: value; put quotes around a value that holds a colon followed by a space.`,
      zh: `无法读取${found === '' ? '' : ` ${found} 附近的`}内容。每行应为 key: value；值中若有冒号加空格，请用引号括起来。`,
    },
  };
}
