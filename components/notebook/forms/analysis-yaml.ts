import { isMap } from 'yaml';
import { readYaml } from '@/analysis-kernel/content/yaml';

/** The options of an analysis cell, or null where its text is no YAML map. */
export function readOptions(body: string): Readonly<Record<string, unknown>> | null {
  const document = readYaml(body);
  if (document.errors.length > 0 || !isMap(document.contents)) return null;
  return document.toJS() as Record<string, unknown>;
}

const written = (value: unknown): boolean =>
  value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);

/** The value of an option, or of a field of one (`weights.kind`). */
export function optionAt(options: Readonly<Record<string, unknown>>, key: string): unknown {
  return key
    .split('.')
    .reduce<unknown>((at, part) => (typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[part] : undefined), options);
}

/** The text with one option set, or taken out; comments and all other keys stay as they are. A mapping whose last field goes, goes too. */
export function withOption(body: string, key: string, value: unknown): string {
  const document = readYaml(body);
  const path = key.split('.');
  if (written(value)) {
    const owner = path.slice(0, -1);
    // Within a scalar or nothing there is no field to set: the mapping begins here.
    if (owner.length > 0 && !isMap(document.getIn(owner, true))) document.setIn(owner, document.createNode({}, { flow: true }));
    document.setIn(path, document.createNode(value, { flow: Array.isArray(value) }));
  } else {
    for (let length = path.length; length > 0; length -= 1) {
      const at = path.slice(0, length);
      const node = document.getIn(at, true);
      if (length === path.length || (isMap(node) && node.items.length === 0)) document.deleteIn(at);
    }
  }
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
