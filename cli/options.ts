/** Reading a command's words: positions, `--name value`, `--name=value`, flags and repeated options. */

/** Wrong usage: one sentence, exit status 2. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

/** What an option takes: a text, a whole number, nothing, or a text each time it is given. */
export type OptionKind = 'text' | 'integer' | 'flag' | 'list';

export type OptionValues<S extends Record<string, OptionKind>> = {
  readonly [K in keyof S]: S[K] extends 'flag'
    ? boolean
    : S[K] extends 'list'
      ? readonly string[]
      : S[K] extends 'integer'
        ? number | undefined
        : string | undefined;
};

export interface ParsedArguments<S extends Record<string, OptionKind>> {
  readonly positions: readonly string[];
  readonly options: OptionValues<S>;
}

function readInteger(name: string, text: string): number {
  if (!/^-?\d+$/.test(text) || !Number.isSafeInteger(Number(text))) {
    throw new UsageError(`Option --${name} takes a whole number, not "${text}".`);
  }
  return Number(text);
}

/**
 * Reads the words after a command's name.
 * A word after `--` alone is a position even when it begins with dashes.
 * @param words the command line after the command's name
 * @param spec the options the command knows and what each takes
 * @throws UsageError for an unknown option, a missing or wrong value, and an option given twice that does not repeat
 */
export function parseArguments<const S extends Record<string, OptionKind>>(words: readonly string[], spec: S): ParsedArguments<S> {
  const positions: string[] = [];
  const found = new Map<string, string | number | boolean | string[]>();
  for (const [name, kind] of Object.entries(spec)) {
    if (kind === 'flag') found.set(name, false);
    if (kind === 'list') found.set(name, []);
  }
  const given = new Set<string>();
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i];
    if (word === '--') {
      positions.push(...words.slice(i + 1));
      break;
    }
    if (!word.startsWith('--')) {
      positions.push(word);
      continue;
    }
    const equals = word.indexOf('=');
    const name = equals < 0 ? word.slice(2) : word.slice(2, equals);
    const kind = Object.hasOwn(spec, name) ? spec[name] : undefined;
    if (kind === undefined) {
      const known = Object.keys(spec).map((option) => `--${option}`);
      throw new UsageError(`There is no option --${name} here${known.length > 0 ? `; there are ${known.join(', ')}` : ''}.`);
    }
    if (given.has(name) && kind !== 'list') throw new UsageError(`Option --${name} is given twice.`);
    given.add(name);
    if (kind === 'flag') {
      if (equals >= 0) throw new UsageError(`Option --${name} takes no value.`);
      found.set(name, true);
      continue;
    }
    const value = equals >= 0 ? word.slice(equals + 1) : words[i + 1];
    if (value === undefined || (equals < 0 && value.startsWith('--'))) throw new UsageError(`Option --${name} needs a value.`);
    if (equals < 0) i += 1;
    const list = found.get(name);
    if (kind === 'list' && Array.isArray(list)) list.push(value);
    else found.set(name, kind === 'integer' ? readInteger(name, value) : value);
  }
  return { positions, options: Object.fromEntries(found) as OptionValues<S> };
}
