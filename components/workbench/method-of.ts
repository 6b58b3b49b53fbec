import { readYaml } from '@/analysis-kernel/content/yaml';

/** Options of an analysis cell as far as they can be read. */
export function optionsOf(body: string): Readonly<Record<string, unknown>> {
  const document = readYaml(body);
  const options: unknown = document.errors.length > 0 ? null : document.toJS();
  return typeof options === 'object' && options !== null ? (options as Record<string, unknown>) : {};
}
