import 'server-only';
/** `dictionary.yaml` as a file. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { BOUNDS } from '@/analysis-kernel/content/bounds';
import { readYaml } from '@/analysis-kernel/content/yaml';
import type { Dictionary } from '@/cohort-dsl/schema/dictionary';
import { readDictionarySource } from '@/cohort-dsl/schema/read-dictionary';
import type { Localised } from '@/cohort-dsl/source/localised';
import { type About, aboutSchema } from '../manifest';
import { ReleaseError } from '../release-error';

function refuse(file: string, faults: readonly Localised[]): ReleaseError {
  const named = faults.map(({ en, zh }) => ({ en: `${file}: ${en}`, zh: `${file}：${zh}` }));
  return new ReleaseError('faults', { en: named.map(({ en }) => en).join('\n'), zh: named.map(({ zh }) => zh).join('\n') }, named);
}

/** The plain values; parts that repeat one another without end are refused. */
function valuesOf(document: ReturnType<typeof readYaml>, file: string): unknown {
  try {
    return document.toJS();
  } catch {
    throw refuse(file, [{ en: 'its aliases (*name) repeat too much; write the values out', zh: '别名（*name）重复过多，请直接写出各值' }]);
  }
}

/**
 * Reads and checks a `dictionary.yaml`.
 * @throws ReleaseError `unreadable_folder` where there is no such file, `faults` with every fault of it
 */
export async function readDictionaryFile(path: string): Promise<{ readonly dictionary: Dictionary; readonly about: About }> {
  const file = basename(path);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    throw new ReleaseError('unreadable_folder', { en: `There is no readable file ${path}.`, zh: `没有可读的文件 ${path}。` });
  }
  const document = readYaml(text, { prettyErrors: true }, BOUNDS.dictionary);
  if (document.errors.length > 0) {
    const [first] = document.errors;
    const line = first.linePos?.[0].line ?? 1;
    const reason = first.message.split('\n')[0].replace(/ at line \d+, column \d+:?$/, '');
    throw refuse(file, [{ en: `line ${line} is not YAML: ${reason}`, zh: `第 ${line} 行不是有效的 YAML：${reason}` }]);
  }
  const reading = readDictionarySource(valuesOf(document, file));
  if (!reading.ok)
    throw refuse(
      file,
      reading.faults.map(({ message }) => message),
    );
  const about = aboutSchema.safeParse(reading.about);
  if (!about.success) {
    const faults = about.error.issues.map(({ path: at, message }) => {
      const where = ['about', ...at].join('.');
      return { en: `${where}: ${message}`, zh: `${where}：${message}` };
    });
    throw refuse(file, faults);
  }
  return { dictionary: reading.dictionary, about: about.data };
}
