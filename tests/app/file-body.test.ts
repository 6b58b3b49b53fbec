import { mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { fileBody } from '@/app/_server/file-body';

const folder = mkdtempSync(join(tmpdir(), 'coho-body-'));
const path = join(folder, 'release.bin');
const bytes = Uint8Array.from({ length: 1_000_000 }, (_, i) => (i * 31) % 251);
writeFileSync(path, bytes);
afterAll(() => rmSync(folder, { recursive: true }));

const read = async (body: ReturnType<typeof fileBody>) => Buffer.from(await new Response(await body).arrayBuffer());

/** How many of this process's open files are the one above; only where the system tells. */
function openings(): number {
  if (process.platform !== 'linux') return 0;
  return readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`) === path;
    } catch {
      return false;
    }
  }).length;
}

describe('a file as the body of an answer', () => {
  it('is the whole file, or the bytes of the range with both ends', async () => {
    expect((await read(fileBody(path))).equals(bytes)).toBe(true);
    expect((await read(fileBody(path, { start: 999, end: 200_000 }))).equals(bytes.slice(999, 200_001))).toBe(true);
    expect((await read(fileBody(path, { start: 5, end: 5 }))).equals(bytes.slice(5, 6))).toBe(true);
    // Longer than what is read at once.
    expect((await read(fileBody(path, { start: 1, end: 900_000 }))).equals(bytes.slice(1, 900_001))).toBe(true);
    expect(openings()).toBe(0);
  });

  it('is none where the file ends before the range', async () => {
    await expect(fileBody(path, { start: 999_000, end: 1_000_000 })).rejects.toThrow('ends before');
    expect(openings()).toBe(0);
  });

  it.runIf(process.platform === 'linux')('is closed when the reader hangs up in the middle', async () => {
    const bodies = await Promise.all(Array.from({ length: 20 }, () => fileBody(path)));
    const readers = bodies.map((body) => new Response(body).body!.getReader());
    await Promise.all(readers.map((reader) => reader.read()));
    expect(openings()).toBe(20);
    const pending = readers.map((reader) => reader.read());
    await Promise.all(readers.map((reader) => reader.cancel()));
    await Promise.allSettled(pending);
    await vi.waitFor(() => expect(openings()).toBe(0));
  });
});
