import 'server-only';
import { createHash, type Hash } from 'node:crypto';
import { open } from 'node:fs/promises';

/** Adds a file to a hash; one piece of it is in memory at a time. */
export async function hashFile(hash: Hash, path: string): Promise<void> {
  const file = await open(path);
  try {
    const piece = Buffer.allocUnsafe(1 << 20);
    for (;;) {
      const { bytesRead } = await file.read(piece, 0, piece.length);
      if (bytesRead === 0) return;
      hash.update(piece.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
}

/** SHA-256 of a file, as hexadecimal. */
export async function fileHash(path: string): Promise<string> {
  const hash = createHash('sha256');
  await hashFile(hash, path);
  return hash.digest('hex');
}
