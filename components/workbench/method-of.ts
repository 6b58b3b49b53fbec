import { parse } from 'yaml';

/** Options of an analysis cell as far as they can be read. */
export function optionsOf(body: string): Readonly<Record<string, unknown>> {
  try {
    const options: unknown = parse(body);
    return typeof options === 'object' && options !== null ? (options as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
