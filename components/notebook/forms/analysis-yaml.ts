import { isMap } from 'yaml';
import { readYaml } from '@/analysis-kernel/content/yaml';

/** The options of an analysis cell, or null where its text is no YAML map. */
export function readOptions(body: string): Readonly<Record<string, unknown>> | null {
  const document = readYaml(body);
  if (document.errors.length > 0 || !isMap(document.contents)) return null;
  return document.toJS() as Record<string, unknown>;
}

/** The text with one option set, or taken out; comments and all other keys stay as they are. */
export function withOption(body: string, key: string, value: unknown): string {
  const document = readYaml(body);
  if (value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)) document.delete(key);
  else document.set(key, document.createNode(value, { flow: Array.isArray(value) }));
  return document.toString({ lineWidth: 0, flowCollectionPadding: false }).trimEnd();
}

/** The text for another method: what both know is kept, the rest is taken out. */
export function withMethod(body: string, method: string, known: readonly string[]): string {
  const document = readYaml(body);
  if (!isMap(document.contents)) return `method: ${method}`;
  document.set('method', method);
  for (const key of Object.keys(document.toJS() as object)) if (key !== 'method' && !known.includes(key)) document.delete(key);
  return document.toString({ lineWidth: 0, flowCollectionPadding: false }).trimEnd();
}
