import type { Method } from '@/analysis-kernel/registry/method';
import type { OfferedColumn } from '@/analysis-kernel/registry/offered-column';
import { readOptions, withOption } from './analysis-yaml';

/**
 * The text with one option changed and the others made to fit: what the method rewrites for it, and without what had a meaning before and has
 * none beside the new value.
 */
export function changedOption(body: string, method: Method | null, key: string, value: unknown, columns: readonly OfferedColumn[]): string {
  const text = withOption(body, key, value);
  const [before, after] = [readOptions(body), readOptions(text)];
  if (method === null || before === null || after === null) return text;
  const fitted = method.changed?.(key, after, columns) ?? after;
  const idle = method.options.filter((option) => option.heeded(before) && !option.heeded(fitted)).map((option) => option.key);
  const wanted = Object.fromEntries(Object.entries(fitted).filter(([name]) => !idle.includes(name)));
  const names = [...new Set([...Object.keys(after), ...Object.keys(wanted)])].filter((name) => after[name] !== wanted[name]);
  return names.reduce((written, name) => withOption(written, name, wanted[name]), text);
}
