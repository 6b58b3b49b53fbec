import 'server-only';
import { listReleases, type ReleaseFile } from '../databases/releases';
import { verifyRelease } from '../databases/verify';
import { Refusal } from '../refusal';
import { settings } from '../settings/environment';

/** `breast_cancer@2026.1` */
export function releaseName(file: ReleaseFile): string {
  return `${file.database}@${file.release}`;
}

/** The release files whose bytes are those that were published and whose policy is open data, newest of each first. */
export async function offeredReleases(): Promise<readonly ReleaseFile[]> {
  const files = await listReleases(settings().dataDirectory);
  const open = await Promise.all(files.map(isOpen));
  return files.filter((_, index) => open[index]);
}

/** Releases that are here but whose bytes are not those that were published: none of them is offered. */
export async function damagedReleases(): Promise<readonly string[]> {
  const files = await listReleases(settings().dataDirectory);
  const damaged = await Promise.all(
    files.map(({ path }) =>
      verifyRelease(path).then(
        () => false,
        () => true,
      ),
    ),
  );
  return files.filter((_, index) => damaged[index]).map(releaseName);
}

async function isOpen(file: ReleaseFile): Promise<boolean> {
  try {
    return (await verifyRelease(file.path)).about.policy === 'open data';
  } catch {
    return false;
  }
}

/** The file of a release by its full name. */
export async function findRelease(name: string): Promise<ReleaseFile> {
  const files = await listReleases(settings().dataDirectory);
  const found = files.find((file) => releaseName(file) === name);
  if (!found) throw new Refusal('no-such-database', { release: name });
  return found;
}

export async function demandOfferedRelease(name: string): Promise<void> {
  const file = await findRelease(name);
  if (!(await isOpen(file))) throw new Refusal('database-not-open', { release: name });
}
