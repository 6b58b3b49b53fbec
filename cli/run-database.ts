/** The release a run reads: found by name or file, checked against its manifest, described by its own dictionary. */
import { openNodeEngine } from '@/analysis-kernel/node';
import { tableOfFrame } from '@/analysis-kernel/results/from-frame';
import { openableDatabase } from '@/app/_server/databases/ensure-embedded';
import { ReleaseError } from '@/app/_server/databases/release-error';
import { settings } from '@/app/_server/settings/environment';
import type { Dictionary } from '@/cohort-dsl/schema/dictionary';
import { dictionaryFromRows } from '@/cohort-dsl/schema/release-rows';
import type { Localised } from '@/cohort-dsl/source/localised';
import { UsageError } from './options';

export interface OpenedRelease {
  readonly attachment: { readonly name: string; readonly file: string };
  readonly dictionary: Dictionary;
  /** `NAME@RELEASE`. */
  readonly label: string;
  readonly title: Localised;
}

/**
 * Finds a release, building an embedded one that is missing.
 * @throws UsageError where there is none of that name, or its file is not what its manifest says.
 */
export async function openRelease(name: string, progress: (line: string) => void): Promise<OpenedRelease> {
  try {
    const file = await openableDatabase(settings().dataDirectory, name, (database, state) => progress(`${database}: ${state}`));
    const dictionary = await readDictionary(file);
    const label = `${dictionary.database}@${dictionary.release}`;
    return {
      attachment: { name: dictionary.database, file },
      dictionary,
      label,
      title: dictionary.title,
    };
  } catch (error) {
    if (error instanceof ReleaseError) throw new UsageError(error.text.en);
    throw error;
  }
}

async function readDictionary(file: string): Promise<Dictionary> {
  const engine = await openNodeEngine({ database: { name: 'release', file } });
  try {
    const { rows } = tableOfFrame(await engine.query('SELECT path, json FROM _coho_dictionary'));
    return dictionaryFromRows(rows.map(([path, json]) => ({ path: String(path), json: String(json) })));
  } finally {
    await engine.close();
  }
}
