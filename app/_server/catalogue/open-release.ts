import 'server-only';
import { stat } from 'node:fs/promises';
import type { Dictionary } from '@/cohort-dsl/schema/dictionary';
import { type Profile, profileFromRows } from '@/cohort-dsl/schema/profile';
import { dictionaryFromRows } from '@/cohort-dsl/schema/release-rows';
import { quoteText } from '@/cohort-dsl/source/sql-text';
import { Engine } from '../databases/engine';
import type { ManifestFile } from '../databases/manifest';
import type { ReleaseFile } from '../databases/releases';
import { verifyRelease } from '../databases/verify';

/** What a release says of itself: its dictionary, its manifest, and the facts of its profile. */
export interface ReleaseFacts {
  readonly name: string;
  readonly dictionary: Dictionary;
  readonly manifest: ManifestFile;
  readonly profile: Profile;
}

const known = new Map<string, Promise<ReleaseFacts>>();

/** Reads a release once per change of its file. */
export async function openRelease(file: ReleaseFile): Promise<ReleaseFacts> {
  const { mtimeMs, size } = await stat(file.path);
  const key = `${file.path} ${mtimeMs} ${size}`;
  const reading = known.get(key) ?? read(file);
  known.set(key, reading);
  try {
    return await reading;
  } catch (error) {
    known.delete(key);
    throw error;
  }
}

async function read(file: ReleaseFile): Promise<ReleaseFacts> {
  const manifest = await verifyRelease(file.path);
  const engine = await Engine.inMemory();
  try {
    await engine.run(`ATTACH ${quoteText(file.path)} AS release (READ_ONLY)`);
    const dictionaryRows = await engine.rows<{ path: string; json: string }>('SELECT path, json FROM release._coho_dictionary');
    const profileRows = await engine.rows<{ path: string; json: string }>('SELECT path, json FROM release._coho_profile');
    return {
      name: `${file.database}@${file.release}`,
      dictionary: dictionaryFromRows(dictionaryRows),
      manifest,
      profile: profileFromRows(profileRows),
    };
  } finally {
    engine.close();
  }
}
