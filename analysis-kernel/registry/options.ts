/**
 * An option of a method, declared once: its schema, and what form, manual, completion and error texts say of it. The type of a method's
 * options follows from its declarations.
 */

import * as z from 'zod';
import type { Localised } from '@/cohort-dsl/source/localised';
import { type Condition, holdsBeside } from './only-with';

/** How the form offers an option. Roles are drop targets for columns; the rest are controls. */
export type FormHint =
  | { readonly control: 'column'; readonly accepts: 'any' | 'numeric' | 'category' | 'time' | 'event' }
  | { readonly control: 'columns'; readonly accepts: 'any' | 'numeric' | 'category' }
  | {
      readonly control: 'formula';
      readonly roles: readonly ('start' | 'covariates' | 'group' | 'groups' | 'strata' | 'cluster' | 'random')[];
    }
  | { readonly control: 'choice' }
  | { readonly control: 'number'; readonly min?: number; readonly max?: number; readonly step?: number }
  | { readonly control: 'numbers' }
  | { readonly control: 'switch' }
  /**
   * A value of an event column, which is the formula's unless an option (its key is `column`) names it: one of its words, one of the causes of a
   * cohort's outcome, or whichever of the two it has.
   */
  | { readonly control: 'event'; readonly of: 'words' | 'causes' | 'values'; readonly column?: string }
  | { readonly control: 'table' }
  /** A mapping: its fields are offered each by its own control. */
  | { readonly control: 'fields' }
  /** Columns of the formula, each with every pair of its levels or two values. */
  | { readonly control: 'comparisons' }
  | { readonly control: 'yaml' };

/** What is known of one option, whatever the type of its value. */
export interface OptionDeclaration {
  /** As in YAML; a field of a mapping is `predictions.times`. */
  readonly key: string;
  readonly label: Localised;
  /** The manual's sentence. */
  readonly help: Localised;
  /** How the manual names the type, e.g. `number`, `list of columns`. */
  readonly type: string;
  readonly values: readonly string[] | null;
  /** What the form says for a value; a value without words stands as it is written. */
  readonly valueWords: Readonly<Record<string, Localised>>;
  readonly defaultText: string | null;
  /** Whether the method cannot do without it, or without it in the mapping it is of. */
  readonly required: boolean;
  /** Whether the method cannot do without it where the form offers it, beside the other options written. */
  readonly needed: boolean;
  readonly form: FormHint;
  /** Folded under "More". */
  readonly advanced: boolean;
  /** When it has an effect, where that hangs on other options: it is refused otherwise, and the manual says when. */
  readonly only: Condition | null;
  /** Whether the form offers it beside the other options written. */
  readonly heeded: (written: Written) => boolean;
}

type Written = Readonly<Record<string, unknown>>;

/** One option of a method. */
export interface Option<T = unknown> extends Omit<OptionDeclaration, 'key' | 'heeded'> {
  /** Whether the form offers it, besides `only`: of two ways of saying one thing, the one begun. */
  readonly offered: (written: Written) => boolean;
  readonly schema: z.ZodType<T>;
  /** The keys of a mapping. */
  readonly fields: OptionFields | null;
}

export type OptionFields = Readonly<Record<string, Option>>;

/** The options a method's `run` is handed: defaults filled in. */
export type OptionsOf<Fields extends OptionFields> = {
  readonly [Key in keyof Fields]: Fields[Key] extends Option<infer T> ? T : never;
};

interface Words {
  readonly label: Localised;
  readonly help: Localised;
  /** Where the usual name of the type says too little. */
  readonly type?: string;
  readonly advanced?: boolean;
  readonly only?: Condition;
  readonly offered?: Option['offered'];
  readonly required?: true;
  readonly needed?: true;
  readonly valueWords?: Readonly<Record<string, Localised>>;
  /** The default in the manual's words, where the schema has none. */
  readonly defaultText?: string;
}

/** An option is left out, unless it is required or has a default. */
type Presence<T, W> = W extends { readonly required: true } ? T : W extends { readonly default: unknown } ? T : T | undefined;

interface Kind {
  readonly schema: z.ZodType;
  readonly type: string;
  readonly form: FormHint;
  readonly values?: readonly string[];
  readonly fields?: OptionFields;
}

const always = () => true;

/** The schemas that make an option are of the type their builder names. */
function declare<T, W extends Words>(words: W, kind: Kind): Option<Presence<T, W>> {
  const fallback = 'default' in words ? words.default : undefined;
  const present = words.required ? kind.schema : fallback === undefined ? kind.schema.optional() : kind.schema.default(fallback);
  return {
    label: words.label,
    help: words.help,
    type: words.type ?? kind.type,
    values: kind.values ?? null,
    valueWords: words.valueWords ?? {},
    defaultText: words.defaultText ?? (fallback === undefined ? null : String(fallback)),
    required: words.required ?? false,
    needed: words.needed ?? false,
    form: kind.form,
    advanced: words.advanced ?? false,
    only: words.only ?? null,
    offered: words.offered ?? always,
    fields: kind.fields ?? null,
    schema: present as z.ZodType<Presence<T, W>>,
  };
}

const name = z.string().min(1);
const listOf = (item: z.ZodType) => z.preprocess((value) => (Array.isArray(value) ? value : [value]), z.array(item).min(1));

/** The name of a table or cell. */
export function table<const W extends Words>(words: W): Option<Presence<string, W>> {
  return declare<string, W>(words, { schema: name, type: 'name of a table', form: { control: 'table' } });
}

/** The name of a column. */
export function column<const W extends Words & { readonly accepts: Extract<FormHint, { control: 'column' }>['accepts'] }>(
  words: W,
): Option<Presence<string, W>> {
  return declare<string, W>(words, { schema: name, type: 'column', form: { control: 'column', accepts: words.accepts } });
}

/** One column or a list of them. */
export function columns<const W extends Words & { readonly accepts: Extract<FormHint, { control: 'columns' }>['accepts'] }>(
  words: W,
): Option<Presence<readonly string[], W>> {
  const schema = z.preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(name).min(1));
  return declare<readonly string[], W>(words, {
    schema,
    type: 'column or list of columns',
    form: { control: 'columns', accepts: words.accepts },
  });
}

/** A formula as R writes it; `roles` are what the form can put into it: `start` of a row's time at risk, the others on the right-hand side; `group` is one column, `groups` are several. */
export function formula<const W extends Words & Pick<Extract<FormHint, { control: 'formula' }>, 'roles'>>(
  words: W,
): Option<Presence<string, W>> {
  return declare<string, W>(words, { schema: name, type: 'formula', form: { control: 'formula', roles: words.roles } });
}

/** A text without a control of its own, as an SQL condition. */
export function text<const W extends Words>(words: W): Option<Presence<string, W>> {
  return declare<string, W>(words, { schema: name, type: 'text', form: { control: 'yaml' } });
}

/** One value of a column in words, or a list of them. */
export function words<const W extends Words>(given: W): Option<Presence<readonly string[], W>> {
  return declare<readonly string[], W>(given, { schema: listOf(name), type: 'word or list of words', form: { control: 'yaml' } });
}

interface Range {
  /** Bounds the value may not pass. */
  readonly min?: number;
  readonly max?: number;
  /** Bounds it may not reach. */
  readonly above?: number;
  readonly below?: number;
}

function inRange({ min, max, above, below }: Range): z.ZodNumber {
  let schema = z.number();
  if (min !== undefined) schema = schema.gte(min);
  if (max !== undefined) schema = schema.lte(max);
  if (above !== undefined) schema = schema.gt(above);
  if (below !== undefined) schema = schema.lt(below);
  return schema;
}

/** A number; `control` bounds what the form's field steps through. */
export function number<
  const W extends Words &
    Range & { readonly default?: number; readonly control?: Omit<Extract<FormHint, { control: 'number' }>, 'control'> },
>(words: W): Option<Presence<number, W>> {
  const { min, above } = words;
  const least = min ?? above;
  const form: FormHint = { control: 'number', ...(least === undefined ? {} : { min: least }), ...words.control };
  return declare<number, W>(words, { schema: inRange(words), type: 'number', form });
}

/** One number or a list of them. */
export function numbers<const W extends Words & Range>(words: W): Option<Presence<readonly number[], W>> {
  const schema = z.preprocess((value) => (typeof value === 'number' ? [value] : value), z.array(inRange(words)).min(1));
  return declare<readonly number[], W>(words, { schema, type: 'number or list of numbers', form: { control: 'numbers' } });
}

/** One word of a closed list; the form says each in words. */
export function choice<const V extends string, const W extends Words & { readonly values: readonly V[]; readonly default?: NoInfer<V> }>(
  words: W & { readonly values: readonly V[]; readonly valueWords: Readonly<Record<NoInfer<V>, Localised>> },
): Option<Presence<V, W>> {
  return declare<V, W>(words, { schema: z.enum(words.values), type: 'word', values: words.values, form: { control: 'choice' } });
}

/** One word of a closed list, or several. */
export function choices<const V extends string, const W extends Words & { readonly values: readonly V[] }>(
  words: W & { readonly values: readonly V[] },
): Option<Presence<readonly V[], W>> {
  const schema = listOf(z.enum(words.values));
  return declare<readonly V[], W>(words, { schema, type: 'word or list of words', values: words.values, form: { control: 'yaml' } });
}

/** True or false. */
export function flag<const W extends Words & { readonly default?: boolean }>(words: W): Option<Presence<boolean, W>> {
  return declare<boolean, W>(words, { schema: z.boolean(), type: 'true or false', form: { control: 'switch' } });
}

/** A mapping of options. */
export function mapping<const F extends OptionFields, const W extends Words & { readonly fields: F }>(
  words: W & { readonly fields: F },
): Option<Presence<OptionsOf<F>, W>> {
  const type = `mapping of ${listed(Object.keys(words.fields))}`;
  return declare<OptionsOf<F>, W>(words, { schema: schemaOf(words.fields), type, fields: words.fields, form: { control: 'fields' } });
}

/** An option no other kind describes; `schema` reads it whole, what is left out included. */
export function special<T>(
  words: Omit<Words, 'required'> & {
    readonly type: string;
    readonly schema: z.ZodType<T>;
    readonly form: FormHint;
    readonly values?: readonly string[];
  },
): Option<T> {
  const { label, help, type, schema, form } = words;
  const { values = null, valueWords = {}, defaultText = null, advanced = false, only = null, offered = always } = words;
  return {
    label,
    help,
    type,
    schema,
    form,
    values,
    valueWords,
    defaultText,
    required: false,
    needed: false,
    advanced,
    only,
    offered,
    fields: null,
  };
}

/** The strict schema of declared options: a key that is not among them is refused. */
export function schemaOf<const F extends OptionFields>(fields: F): z.ZodType<OptionsOf<F>> {
  const shape = Object.fromEntries(Object.entries(fields).map(([key, { schema }]) => [key, schema]));
  return z.strictObject(shape) as unknown as z.ZodType<OptionsOf<F>>;
}

/** The declarations as a list, the fields of a mapping after it. */
export function declarationsOf(fields: OptionFields, all = fields, inside = ''): readonly OptionDeclaration[] {
  return Object.entries(fields).flatMap(([own, { schema: _, fields: inner, offered, ...words }]) => {
    const key = `${inside}${own}`;
    const heeded = (written: Written) => offered(written) && holdsBeside(words.only, all, written);
    return [{ key, ...words, heeded }, ...(inner === null ? [] : declarationsOf(inner, all, `${key}.`))];
  });
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`;
}
