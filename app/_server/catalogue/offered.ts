import 'server-only';
import type { CentreChoice, OfferedDatabase } from '@/app/_contract/catalogue';
import { ReleaseError } from '../databases/release-error';
import { Refusal } from '../refusal';
import { openRelease } from './open-release';
import { findRelease, offeredReleases, releaseName } from './releases';

/** The databases a project can be made on, newest release of each first. */
export async function offeredDatabases(): Promise<readonly OfferedDatabase[]> {
  const files = await offeredReleases();
  return Promise.all(
    files.map(async (file) => {
      const { title, description } = (await openRelease(file)).dictionary;
      return { release: releaseName(file), title, description };
    }),
  );
}

/** The centres of a release by label; none where the release is gone or damaged. */
export async function centresOfRelease(release: string): Promise<readonly CentreChoice[]> {
  try {
    const { dictionary } = await openRelease(await findRelease(release));
    return dictionary.centres.map(({ key, label }) => ({ key, label }));
  } catch (error) {
    if (error instanceof Refusal || error instanceof ReleaseError) return [];
    throw error;
  }
}
