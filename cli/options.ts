/** Reading a command's words: positions, `--name value`, `--name=value`, flags and repeated options. */
import { parseArgs } from 'node:util';

/** Wrong usage: one sentence, exit status 2. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

/** What an option takes: a text, a whole number, nothing, or a text each time it is given. */
export type OptionKind = 'text' | 'integer' | 'flag' | 'list';

type OptionValues<S extends Record<string, OptionKind>> = {
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

/** Options that are promised and not there yet. */
const TO_COME = ['docx'];

/**
 * Reads the words after a command's name.
 * A word after `--` alone is a position even when it begins with dashes.
 * @param words the command line after the command's name
 * @param spec the options the command knows and what each takes
 * @throws UsageError for an unknown option, a missing or wrong value, and an option given twice that does not repeat
 */
export function parseArguments<const S extends Record<string, OptionKind>>(words: readonly string[], spec: S): ParsedArguments<S> {
  const kinds = new Map<string, OptionKind>(Object.entries(spec));
  const options = Object.fromEntries([...kinds].map(([name, kind]) => [name, { type: kind === 'flag' ? 'boolean' : 'string' } as const]));
  const { tokens } = parseArgs({ args: [...words], options, strict: false, allowPositionals: true, tokens: true });
  const positions: string[] = [];
  const found = new Map<string, string | number | boolean | string[]>();
  for (const [name, kind] of kinds) {
    if (kind === 'flag') found.set(name, false);
    if (kind === 'list') found.set(name, []);
  }
  const given = new Set<string>();
  for (const token of tokens) {
    if (token.kind === 'positional') positions.push(token.value);
    if (token.kind !== 'option') continue;
    const { name, rawName, value } = token;
    const kind = rawName.startsWith('--') ? kinds.get(name) : undefined;
    if (kind === undefined) throw unknownOption(rawName, [...kinds.keys()]);
    if (given.has(name) && kind !== 'list') throw new UsageError(`Option --${name} is given twice.`);
    given.add(name);
    if (kind === 'flag') {
      if (token.inlineValue) throw new UsageError(`Option --${name} takes no value.`);
      found.set(name, true);
      continue;
    }
    if (value === undefined || (!token.inlineValue && value.startsWith('--'))) throw new UsageError(`Option --${name} needs a value.`);
    const list = found.get(name);
    if (kind === 'list' && Array.isArray(list)) list.push(value);
    else found.set(name, kind === 'integer' ? readInteger(name, value) : value);
  }
  return { positions, options: Object.fromEntries(found) as OptionValues<S> };
}

function unknownOption(written: string, names: readonly string[]): UsageError {
  const known = names.map((option) => `--${option}`);
  const others = known.length > 0 ? `; there are ${known.join(', ')}` : '';
  if (TO_COME.includes(written.replace(/^--/, ''))) return new UsageError(`Option ${written} does not exist yet${others}.`);
  return new UsageError(`There is no option ${written} here${others}.`);
}
