/**
 * Input cells: a parameter that other cells refer to. SQL cells and an analysis' `where` write `$name`, any other value of an analysis
 * may be `$name` alone, cohort programs take it as their `param` of that name, code reads it as a variable.
 */

import { isMap, isScalar, isSeq, LineCounter, type Node, type Scalar, type YAMLSeq } from 'yaml';
import type { Localised } from '@/cohort-dsl/source/localised';
import { readYaml } from '../../content/yaml';
import type { CellError, Value } from '../../results/result';
import { cellError, type Place } from '../messages';

type InputKind = 'slider' | 'select' | 'date' | 'number';

interface InputOption {
  readonly value: string | number | boolean;
  readonly label: string;
}

export interface Input {
  readonly kind: InputKind;
  readonly label: string | null;
  readonly min: number | string | null;
  readonly max: number | string | null;
  readonly step: number | null;
  readonly options: readonly InputOption[];
  /** The value as the cell has it; null where it has none. */
  readonly value: Value;
}

export type InputReading =
  | { readonly input: Input; readonly errors: readonly [] }
  | { readonly input: null; readonly errors: readonly CellError[] };

const KEYS: Readonly<Record<InputKind, readonly string[]>> = {
  slider: ['type', 'label', 'min', 'max', 'step', 'default'],
  number: ['type', 'label', 'min', 'max', 'step', 'default'],
  select: ['type', 'label', 'options', 'default'],
  date: ['type', 'label', 'min', 'max', 'default'],
};
/** Other words people write for a key. */
const ALIASES: Readonly<Record<string, string>> = { input: 'type', kind: 'type', value: 'default' };
const KINDS = Object.keys(KEYS) as readonly InputKind[];

/** Reads the YAML of an input cell. `value` is read as `default`; without `type` the other keys tell it. */
export function readInput(body: string): InputReading {
  try {
    const entries = entriesOf(body);
    return { input: withStart(entries, declared(entries, kindOf(entries))), errors: [] };
  } catch (fault) {
    if (fault instanceof InputFault) return { input: null, errors: [fault.error] };
    throw fault;
  }
}

/** What is wrong with an input's text; never leaves this file. */
class InputFault extends Error {
  constructor(readonly error: CellError) {
    super(error.message.en);
  }
}

/** The keys of an input with what stands behind each, and where. */
class Entries {
  constructor(
    private readonly nodes: ReadonlyMap<string, Node | null>,
    private readonly lines: LineCounter,
  ) {}

  keys(): readonly string[] {
    return [...this.nodes.keys()];
  }

  /** The value of a key; null where it has none or is a list or mapping. */
  scalar(key: string): Scalar | null {
    const node = this.nodes.get(key);
    return isScalar(node) && node.value !== null ? node : null;
  }

  list(key: string): YAMLSeq | null {
    const node = this.nodes.get(key);
    return isSeq(node) ? node : null;
  }

  /** Whether something stands behind a key that is more than null. */
  isGiven(key: string): boolean {
    const node = this.nodes.get(key) ?? null;
    return node !== null && !(isScalar(node) && node.value === null);
  }

  placeOf(key: string): Place {
    return placeIn(this.lines, this.nodes.get(key)?.range?.[0] ?? 0);
  }

  /** The fault that what stands behind a key is not what was expected. */
  unexpected(key: string, expected: Localised, shown?: string): InputFault {
    const node = this.scalar(key);
    const value = shown ?? (node === null ? key : `${key}: ${node.source ?? String(node.value)}`);
    return new InputFault(cellError('input_value', { value, expected }, this.placeOf(key)));
  }
}

function placeIn(lines: LineCounter, offset: number): Place {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

const START: Place = { line: 1, column: 1 };

function entriesOf(body: string): Entries {
  const lines = new LineCounter();
  const document = readYaml(body, { lineCounter: lines });
  const fault = document.errors[0];
  if (fault) {
    const near = body.slice(fault.pos[0]).split('\n')[0].slice(0, 20);
    throw new InputFault(cellError('input_yaml', { near }, placeIn(lines, fault.pos[0])));
  }
  if (!isMap(document.contents)) throw needs('type', KINDS.join(' | '));
  const nodes = document.contents.items.map(({ key, value }) => {
    const written = isScalar(key) ? String(key.value) : '';
    return [ALIASES[written] ?? written, (value as Node | null) ?? null] as const;
  });
  return new Entries(new Map(nodes), lines);
}

function needs(key: string, type: string, place: Place = START): InputFault {
  return new InputFault(cellError('input_needs', { key, type }, place));
}

/** The kind, written or implied, with no key it does not have. */
function kindOf(entries: Entries): InputKind {
  const found = String(entries.scalar('type')?.value ?? '');
  const kind = found === '' ? impliedKind(entries) : KINDS.find((candidate) => candidate === found);
  if (kind === undefined) {
    if (found === '') throw needs('type', KINDS.join(' | '));
    throw new InputFault(cellError('input_kind', { found }, entries.placeOf('type'), [...KINDS]));
  }
  const unknown = entries.keys().find((key) => !KEYS[kind].includes(key));
  if (unknown !== undefined) throw new InputFault(cellError('input_key', { key: unknown, known: KEYS[kind] }, entries.placeOf(unknown)));
  return kind;
}

/** A list of options, two bounds, or the form of the first value leave no doubt. */
function impliedKind(entries: Entries): InputKind | undefined {
  const keys = entries.keys();
  if (keys.includes('options')) return 'select';
  const value = entries.scalar('default')?.value;
  if (typeof value === 'string' && isIsoDate(value)) return 'date';
  if (typeof value !== 'number') return undefined;
  return keys.includes('min') && keys.includes('max') ? 'slider' : 'number';
}

/** The input as its keys declare it, with the value it has where none is given. */
function declared(entries: Entries, kind: InputKind): Input {
  const bound = kind === 'date' ? dateAt : numberAt;
  const [min, max] = [bound(entries, 'min'), bound(entries, 'max')];
  const step = kind === 'date' || kind === 'select' ? null : numberAt(entries, 'step');
  const options = kind === 'select' ? optionsOf(entries) : [];
  if (min !== null && max !== null && min > max) throw entries.unexpected('max', AT_LEAST(String(min)), `max: ${max}`);
  if (step !== null && step <= 0) throw entries.unexpected('step', { en: 'above 0', zh: '大于 0' }, `step: ${step}`);
  if (kind === 'slider' && min === null) throw needs('min', 'number');
  if (kind === 'slider' && max === null) throw needs('max', 'number');
  const label = entries.scalar('label');
  return {
    kind,
    label: label === null ? null : String(label.value),
    min,
    max,
    step,
    options,
    value: kind === 'slider' ? min : (options[0]?.value ?? null),
  };
}

function withStart(entries: Entries, input: Input): Input {
  const start = entries.scalar('default');
  if (start === null) return input;
  const read = inputValue(input, typeof start.value === 'string' ? start.value : (start.source ?? String(start.value)));
  if ('expected' in read) throw entries.unexpected('default', read.expected, String(start.value));
  return { ...input, value: read.value };
}

function numberAt(entries: Entries, key: string): number | null {
  if (!entries.isGiven(key)) return null;
  const value = entries.scalar(key)?.value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw entries.unexpected(key, A_NUMBER);
}

function dateAt(entries: Entries, key: string): string | null {
  if (!entries.isGiven(key)) return null;
  const value = String(entries.scalar(key)?.value);
  if (isIsoDate(value)) return value;
  throw entries.unexpected(key, A_DATE);
}

function optionsOf(entries: Entries): readonly InputOption[] {
  const list = entries.list('options');
  if (list === null || list.items.length === 0) throw needs('options', 'list', entries.placeOf('options'));
  return list.items.map((item) => {
    const value = isMap(item) ? item.get('value') : isScalar(item) ? item.value : null;
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
      throw needs('options', 'values, or {value, label}', entries.placeOf('options'));
    }
    const label = isMap(item) ? item.get('label') : null;
    return { value, label: typeof label === 'string' ? label : String(value) };
  });
}

const A_NUMBER: Localised = { en: 'a number', zh: '应为数字' };
const A_DATE: Localised = { en: 'a date such as 2026-01-31', zh: '应为日期，例如 2026-01-31' };
const AT_LEAST = (bound: string): Localised => ({ en: `at least ${bound}`, zh: `不得小于 ${bound}` });

/** A text as a value of the input, or what was expected instead. Dates stay ISO text. */
export function inputValue(input: Input, text: string): { readonly value: Value } | { readonly expected: Localised } {
  const trimmed = text.trim();
  if (input.kind === 'select') {
    const option = input.options.find((candidate) => String(candidate.value) === trimmed);
    if (option) return { value: option.value };
    const values = input.options.map((candidate) => String(candidate.value));
    return { expected: { en: `one of ${values.join(', ')}`, zh: `应为 ${values.join('、')} 之一` } };
  }
  if (input.kind === 'date') {
    if (!isIsoDate(trimmed)) return { expected: A_DATE };
    const inside = (input.min === null || trimmed >= String(input.min)) && (input.max === null || trimmed <= String(input.max));
    return inside ? { value: trimmed } : { expected: rangeText(input) };
  }
  const number = trimmed === '' ? Number.NaN : Number(trimmed);
  if (!Number.isFinite(number)) return { expected: A_NUMBER };
  const inside = (input.min === null || number >= Number(input.min)) && (input.max === null || number <= Number(input.max));
  return inside ? { value: number } : { expected: rangeText(input) };
}

function rangeText({ min, max }: Input): Localised {
  if (min !== null && max !== null) return { en: `between ${min} and ${max}`, zh: `应在 ${min} 与 ${max} 之间` };
  return min !== null ? AT_LEAST(String(min)) : { en: `at most ${max}`, zh: `不得大于 ${max}` };
}

function isIsoDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const [year, month, day] = text.split('-').map(Number);
  const last = month === 2 ? (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return month >= 1 && month <= 12 && day >= 1 && day <= last;
}
