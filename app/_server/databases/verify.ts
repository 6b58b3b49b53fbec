import 'server-only';
/** A release is served or opened only while its bytes are those its manifest names. */
import { readFile, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { fileHash } from './file-hash';
import { type ManifestFile, manifestFileSchema, manifestPath } from './manifest';
import { ReleaseError } from './release-error';

interface Verified {
  readonly bytes: number;
  readonly changed: number;
  readonly manifestChanged: number;
  readonly manifest: ManifestFile;
}

const verified = new Map<string, Verified>();

async function readManifestFile(releasePath: string): Promise<ManifestFile> {
  const path = manifestPath(releasePath);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    throw new ReleaseError('no_manifest', {
      en: `${basename(releasePath)} has no ${basename(path)} beside it, so its contents cannot be checked; copy both files together, or build the release again.`,
      zh: `${basename(releasePath)} 旁缺少 ${basename(path)}，无法核验其内容；请将两个文件一并复制，或重新构建发布版。`,
    });
  }
  const parsed = manifestFileSchema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw new ReleaseError('no_manifest', {
    en: `${basename(path)} is not a release manifest; build the release again.`,
    zh: `${basename(path)} 不是发布版清单；请重新构建发布版。`,
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * Checks a release file against the hash in its manifest, once per size and time of change of either file.
 * @returns the manifest
 * @throws ReleaseError `not_built` where there is no file, `no_manifest`, `hash_mismatch` where the file was changed
 */
export async function verifyRelease(releasePath: string): Promise<ManifestFile> {
  const path = resolve(releasePath);
  const [file, beside] = await Promise.all([stat(path).catch(() => null), stat(manifestPath(path)).catch(() => null)]);
  if (!file?.isFile()) {
    throw new ReleaseError('not_built', { en: `There is no database file ${releasePath}.`, zh: `没有数据库文件 ${releasePath}。` });
  }
  const known = verified.get(path);
  if (known && known.bytes === file.size && known.changed === file.mtimeMs && known.manifestChanged === beside?.mtimeMs)
    return known.manifest;
  const manifest = await readManifestFile(path);
  if (manifest.file.bytes !== file.size || manifest.file.sha256 !== (await fileHash(path))) {
    throw new ReleaseError('hash_mismatch', {
      en: `${basename(path)} is not the file its manifest describes (its SHA-256 differs), so it is not opened; restore it or build it again.`,
      zh: `${basename(path)} 与其清单不符（SHA-256 不一致），因此不予打开；请恢复该文件或重新构建。`,
    });
  }
  verified.set(path, { bytes: file.size, changed: file.mtimeMs, manifestChanged: beside?.mtimeMs ?? 0, manifest });
  return manifest;
}
