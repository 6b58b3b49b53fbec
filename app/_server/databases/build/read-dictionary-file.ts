import 'server-only';
/** `dictionary.yaml` as a file. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseDocument } from 'yaml';
import type { Dictionary } from '@/cohort-dsl/schema/dictionary';
import { readDictionarySource } from '@/cohort-dsl/schema/read-dictionary';
import type { Localised } from '@/cohort-dsl/source/localised';
import { type About, aboutSchema } from '../manifest';
import { ReleaseError } from '../release-error';

function refuse(file: string, faults: readonly Localised[]): ReleaseError {
  const named = faults.map(({ en, zh }) => ({ en: `${file}: ${en}`, zh: `${file}：${zh}` }));
  return new ReleaseError('faults', { en: named.map(({ en }) => en).join('\n'), zh: named.map(({ zh }) => zh).join('\n') }, named);
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
  const document = parseDocument(text, { prettyErrors: true });
  if (document.errors.length > 0) {
    const [first] = document.errors;
    const line = first.linePos?.[0].line ?? 1;
    const reason = first.message.split('\n')[0].replace(/ at line \d+, column \d+:?$/, '');
    throw refuse(file, [{ en: `line ${line} is not YAML: ${reason}`, zh: `第 ${line} 行不是有效的 YAML：${reason}` }]);
  }
  const reading = readDictionarySource(document.toJS());
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
