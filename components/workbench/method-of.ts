import { readYaml } from '@/analysis-kernel/content/yaml';

/** Id of an analysis cell's method as its text names it, without reading the rest: lists ask for it at every key. */
export function methodIdOf(body: string): string {
  return /^method:[ \t]*["']?([\w-]+)/mu.exec(body)?.[1] ?? '';
}

/** Name of the table an analysis cell reads as its text names it, without reading the rest; empty where it names none. */
export function dataNameOf(body: string): string {
  return /^data:[ \t]*["']?([^\s"'#]+)/mu.exec(body)?.[1] ?? '';
}

/** Formula of an analysis cell; null where its text has none. Only one that is quoted or goes over several lines needs the text read as a whole. */
export function formulaOf(body: string): string | null {
  if (!/^formula:/mu.test(body)) return null;
  const plain = /^formula:[ \t]+([\p{L}_(][^#:\n]*?)[ \t]*$(?!\n[ \t])/mu.exec(body)?.[1];
  if (plain !== undefined) return plain;
  const { formula } = optionsOf(body);
  return typeof formula === 'string' ? formula : null;
}

/** Options of an analysis cell as far as they can be read. */
function optionsOf(body: string): Readonly<Record<string, unknown>> {
  const document = readYaml(body);
  const options: unknown = document.errors.length > 0 ? null : document.toJS();
  return typeof options === 'object' && options !== null ? (options as Record<string, unknown>) : {};
}
