/** Reading plain values of a dictionary's source (parsed YAML or JSON), collecting faults with their path instead of throwing. */
import type { Language, Localised } from '../source/localised';
import { readUnit } from './units';

/** One fault of a dictionary's source. */
export interface DictionaryFault {
  /** Where: keys joined by dots, e.g. `tables.lab.items.egfr.unit`. */
  readonly path: string;
  readonly message: Localised;
}

export type PlainObject = Readonly<Record<string, unknown>>;

function isPlainObject(value: unknown): value is PlainObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** How a value that is not what was expected is shown in a message. */
function shown(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  const text = typeof value === 'string' ? `"${value}"` : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

export class SourceReader {
  readonly faults: DictionaryFault[] = [];

  fault(path: string, en: string, zh: string): void {
    this.faults.push({ path, message: { en, zh } });
  }

  /** Whether a fault was found at exactly this path: what follows from it is not told again. */
  hasFault(path: string): boolean {
    return this.faults.some((fault) => fault.path === path);
  }

  private expected(path: string, what: Localised, value: unknown): null {
    this.fault(path, `${path} must be ${what.en}, not ${shown(value)}.`, `${path} 应为${what.zh}，而不是 ${shown(value)}。`);
    return null;
  }

  /** An object with known keys; each unknown key is a fault that lists the known ones. */
  object(path: string, value: unknown, keys: readonly string[] | null): PlainObject {
    if (!isPlainObject(value)) {
      this.expected(path || 'the dictionary', { en: 'a set of keys and values', zh: '一组键和值' }, value);
      return {};
    }
    if (keys) {
      for (const key of Object.keys(value)) {
        if (keys.includes(key)) continue;
        const at = path === '' ? key : `${path}.${key}`;
        this.fault(at, `${at} is not a known key; known here: ${keys.join(', ')}.`, `${at} 不是已知的键；此处可用：${keys.join('、')}。`);
      }
    }
    return value;
  }

  text(path: string, value: unknown): string | null {
    if (value === undefined || value === null) return null;
    if (typeof value === 'string' && value.trim() !== '') return value;
    if (typeof value === 'number' && Number.isFinite(value)) return String(value);
    return this.expected(path, { en: 'a text', zh: '文本' }, value);
  }

  boolean(path: string, value: unknown): boolean {
    if (value === undefined || value === null) return false;
    if (typeof value === 'boolean') return value;
    this.expected(path, { en: 'true or false', zh: 'true 或 false' }, value);
    return false;
  }

  /** A number, optionally above zero. */
  number(path: string, value: unknown, positive: boolean): number | null {
    if (value === undefined || value === null) return null;
    if (typeof value === 'number' && Number.isFinite(value) && (!positive || value > 0)) return value;
    return this.expected(path, positive ? { en: 'a number above 0', zh: '大于 0 的数' } : { en: 'a number', zh: '数' }, value);
  }

  choice<const T extends string>(path: string, value: unknown, choices: readonly T[]): T | null {
    if (value === undefined || value === null) return null;
    const found = choices.find((choice) => choice === value);
    return found ?? this.expected(path, { en: `one of ${choices.join(', ')}`, zh: `以下之一：${choices.join('、')}` }, value);
  }

  /** A text for both languages, or `{en, zh}`; a language left out is the other's text. */
  localised(path: string, value: unknown): Localised | null {
    if (value === undefined || value === null) return null;
    if (typeof value === 'string' || typeof value === 'number') return { en: String(value), zh: String(value) };
    const source = this.object(path, value, ['en', 'zh']);
    const read = (lang: Language) => this.text(`${path}.${lang}`, source[lang]);
    const en = read('en');
    const zh = read('zh');
    const either = en ?? zh;
    return either === null ? null : { en: en ?? either, zh: zh ?? either };
  }

  /** An ISO day that exists. */
  day(path: string, value: unknown): string | null {
    if (value === undefined || value === null) return null;
    const match = typeof value === 'string' ? /^(\d{4})-(\d{2})-(\d{2})$/.exec(value) : null;
    if (match) {
      const [year, month, day] = match.slice(1).map(Number);
      const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
      const lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
      if (month >= 1 && month <= 12 && day >= 1 && day <= lengths[month - 1]) return match[0];
    }
    return this.expected(path, { en: 'a date such as 2012-01-31', zh: '日期，如 2012-01-31' }, value);
  }

  /** A unit in UCUM or a usual clinical spelling, as UCUM. */
  unit(path: string, value: unknown): string | null {
    const written = this.text(path, value);
    if (written === null) return null;
    const ucum = readUnit(written);
    if (ucum === null) {
      this.fault(
        path,
        `${path}: the unit "${written}" is not known; write UCUM (mL/min/{1.73_m2}) or a usual spelling (mL/min/1.73m²).`,
        `${path}：单位“${written}”无法识别；请写 UCUM（mL/min/{1.73_m2}）或常用写法（mL/min/1.73m²）。`,
      );
    }
    return ucum;
  }

  /** `[low, high]` with low ≤ high. */
  range(path: string, value: unknown): readonly [number, number] | null {
    if (value === undefined || value === null) return null;
    if (Array.isArray(value) && value.length === 2) {
      const [low, high]: readonly unknown[] = value;
      if (typeof low === 'number' && typeof high === 'number' && low <= high) return [low, high];
    }
    return this.expected(path, { en: 'two numbers in order, [low, high]', zh: '按顺序的两个数 [下限, 上限]' }, value);
  }

  texts(path: string, value: unknown): readonly string[] {
    if (value === undefined || value === null) return [];
    if (Array.isArray(value) && value.every((entry) => typeof entry === 'string')) return value;
    this.expected(path, { en: 'a list of texts', zh: '文本列表' }, value);
    return [];
  }

  /** A name of a table, column or item: letters of any script, digits after the first, `_` and `.`. */
  name(path: string, name: string): boolean {
    if (/^[\p{L}_][\p{L}\p{N}_.]*$/u.test(name)) return true;
    this.fault(
      path,
      `${path}: "${name}" cannot be a name; begin with a letter and use letters, digits, "_" and ".".`,
      `${path}：“${name}”不能作名称；请以字母开头，只用字母、数字、“_”和“.”。`,
    );
    return false;
  }
}
