/** The YAML of an analysis cell with the place of everything in it. */

import { type Document, isMap, isScalar, LineCounter, type Node } from 'yaml';
import type { Localised } from '@/cohort-dsl/source/localised';
import { readYaml } from '../content/yaml';
import type { CellError } from '../results/result';

export type Path = readonly (string | number)[];

export interface Place {
  readonly line: number;
  readonly column: number;
}

/** What can be wrong with the text of an analysis before its method runs. */
export type ParseCode =
  | 'yaml_syntax'
  | 'yaml_too_large'
  | 'yaml_alias'
  | 'duplicate_key'
  | 'not_a_mapping'
  | 'method_missing'
  | 'unknown_method'
  | 'method_unavailable'
  | 'unknown_input'
  | 'unknown_key'
  | 'missing_key'
  | 'wrong_type'
  | 'out_of_range'
  | 'invalid_option'
  | 'option_without_effect';

export class YamlSource {
  private readonly lines = new LineCounter();
  private readonly document: Document.Parsed;

  constructor(private readonly text: string) {
    this.document = readYaml(text, { lineCounter: this.lines, prettyErrors: false, uniqueKeys: true, version: '1.2' });
  }

  /** What YAML itself finds wrong: syntax, duplicate keys. */
  errors(): CellError[] {
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
    const visit = (value: unknown, path: Path): unknown => {
      if (Array.isArray(value)) return value.map((item, index) => visit(item, [...path, index]));
      if (typeof value === 'object' && value !== null) {
        return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, visit(item, [...path, key])]));
      }
      return change(value, path);
    };
    return visit(this.values(), []);
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

  error(code: ParseCode, message: Localised, place: Place, fixes: readonly string[] = []): CellError {
    return { code, message, line: place.line, column: place.column, fixes };
  }

  private at(offset: number): Place {
    const { line, col } = this.lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  }
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

function wording(code: string, found: string): { code: ParseCode; message: Localised } {
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
  if (code === 'RESOURCE_EXHAUSTION') {
    return {
      code: 'yaml_too_large',
      message: {
        en: 'The cell is too long, or its brackets and indents stand too deep in one another. An analysis is a few lines of the form key: value.',
        zh: '单元过长，或括号、缩进嵌套过深。分析单元应为若干行 key: value。',
      },
    };
  }
  if (code === 'BAD_ALIAS') {
    return {
      code: 'yaml_alias',
      message: {
        en: `${found.split(/[\s,[\]{}]/u)[0]} is an alias of YAML, which cannot be used here. Write the value out; a name that begins with * stands in quotes.`,
        zh: `${found.split(/[\s,[\]{}]/u)[0]} 是 YAML 的别名，此处不能使用。请直接写出该值；以 * 开头的名称应加引号。`,
      },
    };
  }
  if (code === 'TAB_AS_INDENT') {
    return {
      code: 'yaml_syntax',
      message: { en: 'A line begins with a tab. Indent with spaces.', zh: '行首使用了制表符，请改用空格缩进。' },
    };
  }
  const near = found.length > 40 ? `${found.slice(0, 40)}…` : found;
  return {
    code: 'yaml_syntax',
    message: {
      en: `The cell cannot be read${near === '' ? '' : ` near ${near}`}. Expected lines of the form key: value; put quotes around a value that holds a colon followed by a space.`,
      zh: `无法读取${near === '' ? '' : ` ${near} 附近的`}内容。每行应为 key: value；值中若有冒号加空格，请用引号括起来。`,
    },
  };
}
