/**
 * Input cells: a parameter that other cells refer to. SQL cells and an analysis' `where` write `$name`, any other value of an analysis
 * may be `$name` alone, cohort programs take it as their `param` of that name, code reads it as a variable.
 */

import { isMap, isScalar, isSeq, LineCounter, type Node } from 'yaml';
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
  const lines = new LineCounter();
  const document = readYaml(body, { lineCounter: lines });
  const fault = document.errors[0];
  if (fault) return failed(cellError('input_yaml', { near: body.slice(fault.pos[0]).split('\n')[0].slice(0, 20) }, placeAt(fault.pos[0])));
  if (!isMap(document.contents)) return failed(cellError('input_needs', { key: 'type', type: KINDS.join(' | ') }, { line: 1, column: 1 }));
  const entries = new Map<string, Node | null>();
  for (const pair of document.contents.items) {
    const written = isScalar(pair.key) ? String(pair.key.value) : '';
    const key = ALIASES[written] ?? written;
    entries.set(key, (pair.value as Node | null) ?? null);
  }
  const kindNode = entries.get('type') ?? null;
  const found = isScalar(kindNode) ? String(kindNode.value) : '';
  const kind = found === '' ? impliedKind() : KINDS.find((candidate) => candidate === found);
  if (!kind) {
    return failed(
      found === ''
        ? cellError('input_needs', { key: 'type', type: KINDS.join(' | ') }, { line: 1, column: 1 })
        : cellError('input_kind', { found }, placeAt(kindNode?.range?.[0] ?? 0), [...KINDS]),
    );
  }
  for (const [key, node] of entries) {
    if (!KEYS[kind].includes(key)) return failed(cellError('input_key', { key, known: KEYS[kind] }, placeAt(node?.range?.[0] ?? 0)));
  }
  return build(kind);

  /** A list of options, two bounds, or the form of the first value leave no doubt. */
  function impliedKind(): InputKind | undefined {
    if (entries.has('options')) return 'select';
    const start = entries.get('default');
    const value: unknown = isScalar(start) ? start.value : null;
    if (typeof value === 'string' && isIsoDate(value)) return 'date';
    if (typeof value !== 'number') return undefined;
    return entries.has('min') && entries.has('max') ? 'slider' : 'number';
  }

  function build(kind: InputKind): InputReading {
    const bound = kind === 'date' ? readDate : readNumber;
    const min = bound('min');
    const max = bound('max');
    const step = kind === 'date' || kind === 'select' ? { value: null } : readNumber('step');
    const options = kind === 'select' ? readOptions() : { value: [] };
    for (const part of [min, max, step, options]) if ('error' in part) return failed(part.error);
    if ('error' in min || 'error' in max || 'error' in step || 'error' in options) return failed(cellError('input_yaml', { near: '' }));
    const order = orderFault(min.value, max.value, step.value);
    if (order) return failed(order);
    if (kind === 'slider') {
      const missing = min.value === null ? 'min' : max.value === null ? 'max' : null;
      if (missing) return failed(cellError('input_needs', { key: missing, type: 'number' }, { line: 1, column: 1 }));
    }
    const label = entries.get('label');
    const input: Input = {
      kind,
      label: isScalar(label) && label.value !== null ? String(label.value) : null,
      min: min.value,
      max: max.value,
      step: step.value,
      options: options.value,
      value: null,
    };
    const start = entries.get('default') ?? null;
    if (!isScalar(start) || start.value === null) {
      const value = kind === 'slider' ? min.value : kind === 'select' ? options.value[0].value : null;
      return { input: { ...input, value }, errors: [] };
    }
    const read = inputValue(input, typeof start.value === 'string' ? start.value : (start.source ?? String(start.value)));
    if ('expected' in read) {
      return failed(cellError('input_value', { value: String(start.value), expected: read.expected }, placeAt(start.range?.[0] ?? 0)));
    }
    return { input: { ...input, value: read.value }, errors: [] };
  }

  /** Bounds that leave no value, a step that goes nowhere. */
  function orderFault(min: number | string | null, max: number | string | null, step: number | null): CellError | null {
    const wrong = min !== null && max !== null && min > max ? 'max' : step !== null && step <= 0 ? 'step' : null;
    if (wrong === null) return null;
    const node = entries.get(wrong);
    const expected = wrong === 'max' ? AT_LEAST(String(min)) : { en: 'above 0', zh: '大于 0' };
    return cellError('input_value', { value: `${wrong}: ${wrong === 'max' ? max : step}`, expected }, placeAt(node?.range?.[0] ?? 0));
  }

  function readNumber(key: string): { readonly value: number | null } | { readonly error: CellError } {
    const node = entries.get(key);
    if (!node || (isScalar(node) && node.value === null)) return { value: null };
    if (isScalar(node) && typeof node.value === 'number' && Number.isFinite(node.value)) return { value: node.value };
    return { error: cellError('input_value', { value: written(key, node), expected: A_NUMBER }, placeAt(node.range?.[0] ?? 0)) };
  }

  function readDate(key: string): { readonly value: string | null } | { readonly error: CellError } {
    const node = entries.get(key);
    if (!node || (isScalar(node) && node.value === null)) return { value: null };
    if (isScalar(node) && isIsoDate(String(node.value))) return { value: String(node.value) };
    return { error: cellError('input_value', { value: written(key, node), expected: A_DATE }, placeAt(node.range?.[0] ?? 0)) };
  }

  function readOptions(): { readonly value: readonly InputOption[] } | { readonly error: CellError } {
    const node = entries.get('options');
    if (!isSeq(node) || node.items.length === 0) {
      return { error: cellError('input_needs', { key: 'options', type: 'list' }, placeAt(node?.range?.[0] ?? 0)) };
    }
    const options: InputOption[] = [];
    for (const item of node.items) {
      const value = isMap(item) ? item.get('value') : isScalar(item) ? item.value : null;
      if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
        return { error: cellError('input_needs', { key: 'options', type: 'values, or {value, label}' }, placeAt(node.range?.[0] ?? 0)) };
      }
      const label = isMap(item) ? item.get('label') : null;
      options.push({ value, label: typeof label === 'string' ? label : String(value) });
    }
    return { value: options };
  }

  function placeAt(offset: number): Place {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  }
}

/** A line of the cell as it was written. */
function written(key: string, node: Node): string {
  return isScalar(node) ? `${key}: ${node.source ?? String(node.value)}` : key;
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

function failed(error: CellError): InputReading {
  return { input: null, errors: [error] };
}
