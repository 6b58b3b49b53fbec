/** Options that have an effect under others alone: the condition is declared beside the option, and read by checker, form and manual. */

import type { z } from 'zod';
import type { Localised } from '@/cohort-dsl/source/localised';

/** The value of another option by its key (`predictions.type` of a mapping's field): as written, else its default. */
type Told = (key: string) => unknown;

/** Under which other options one has an effect. */
export interface Condition {
  readonly holds: (told: Told) => boolean;
  /** As it ends "only …": `with type: mean_cumulative`. */
  readonly said: Localised;
}

/** What is read of an option's declaration. */
interface Declared {
  readonly only: Condition | null;
  readonly schema: z.ZodType;
  readonly fields: DeclaredFields | null;
}
type DeclaredFields = Readonly<Record<string, Declared>>;

type Plain = string | number | boolean;

/** Beside another option of one of these values; of any where none is named. */
export function beside(key: string, ...values: readonly Plain[]): Condition {
  if (values.length === 0) return { holds: (told) => told(key) !== undefined, said: { en: `with ${key}`, zh: `指定 ${key}` } };
  return {
    holds: (told) => values.some((value) => told(key) === value),
    said: { en: `with ${key}: ${alternatives(values, ' or ')}`, zh: `${key} 为 ${alternatives(values, ' 或 ')}` },
  };
}

const alternatives = (values: readonly Plain[], or: string) =>
  [values.slice(0, -1).join(or === ' or ' ? ', ' : '、'), values[values.length - 1]].filter((text) => text !== '').join(or);

/** Where another option is left out. */
export function without(key: string): Condition {
  return { holds: (told) => told(key) === undefined, said: { en: `without ${key}`, zh: `未指定 ${key}` } };
}

/** Beside a list of several in another option. */
export function besideSeveral(key: string): Condition {
  return {
    holds: (told) => Array.isArray(told(key)) && (told(key) as readonly unknown[]).length > 1,
    said: { en: `with several of ${key}`, zh: `${key} 有多项` },
  };
}

/** Where all conditions hold. */
export function allOf(...conditions: readonly Condition[]): Condition {
  return joined(conditions, (told) => conditions.every(({ holds }) => holds(told)), ' and ', '且');
}

/** Where one condition holds at least. */
export function anyOf(...conditions: readonly Condition[]): Condition {
  return joined(conditions, (told) => conditions.some(({ holds }) => holds(told)), ' or ', '或');
}

function joined(conditions: readonly Condition[], holds: Condition['holds'], en: string, zh: string): Condition {
  const said = { en: conditions.map((one) => one.said.en).join(en), zh: conditions.map((one) => one.said.zh).join(zh) };
  return { holds, said };
}

/** Whether an option has an effect beside those written. */
export function holdsBeside(condition: Condition | null, fields: DeclaredFields, written: Readonly<Record<string, unknown>>): boolean {
  return condition === null || condition.holds((key) => writtenAt(written, key) ?? fallbackOf(fields, key));
}

/** Options written that have no effect beside the others, with when they have one. What is written as it is by default asks for nothing. */
export function idleOptions(
  fields: DeclaredFields,
  written: Readonly<Record<string, unknown>>,
): readonly { readonly key: string; readonly only: Condition }[] {
  return keysAmong(fields).flatMap((key) => {
    const option = optionAt(fields, key);
    const value = writtenAt(written, key);
    if (option?.only == null || value === undefined || holdsBeside(option.only, fields, written)) return [];
    const read = option.schema.safeParse(value);
    return read.success && same(read.data, fallbackOf(fields, key)) ? [] : [{ key, only: option.only }];
  });
}

function keysAmong(fields: DeclaredFields, inside = ''): readonly string[] {
  return Object.entries(fields).flatMap(([own, { fields: inner }]) => [
    `${inside}${own}`,
    ...(inner === null ? [] : keysAmong(inner, `${inside}${own}.`)),
  ]);
}

function optionAt(fields: DeclaredFields, key: string): Declared | undefined {
  const [own, ...rest] = key.split('.');
  const option = Object.hasOwn(fields, own) ? fields[own] : undefined;
  return rest.length === 0 ? option : option?.fields ? optionAt(option.fields, rest.join('.')) : undefined;
}

function fallbackOf(fields: DeclaredFields, key: string): unknown {
  const read = optionAt(fields, key)?.schema.safeParse(undefined);
  return read?.success === true ? read.data : undefined;
}

function writtenAt(written: Readonly<Record<string, unknown>>, key: string): unknown {
  return key
    .split('.')
    .reduce<unknown>((at, own) => (typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[own] : undefined), written);
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
