import 'server-only';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CannotStart } from '../cannot-start';
import { randomToken } from '../random';
import { settings } from '../settings/environment';

const BYTES = 48;

let secret: string | null = null;

/** The key that signs session tokens: made once per installation, readable by its owner only. */
export function sessionSecret(): string {
  secret ??= readOrMake(join(settings().dataDirectory, 'keys'));
  return secret;
}

function readOrMake(directory: string): string {
  const file = join(directory, 'session.key');
  const known = readKey(file);
  if (known !== null) return known;
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  // Written whole under another name first: a crash or a full disk leaves no short key.
  const unfinished = `${file}.${randomToken(6)}`;
  const made = randomToken(BYTES);
  writeFileSync(unfinished, made, { mode: 0o600, flush: true });
  renameSync(unfinished, file);
  return made;
}

/** The key of a file; null where there is no file. An empty or shortened one would sign sessions anybody could forge. */
function readKey(file: string): string | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8').trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  if (text.length < BYTES) throw new CannotStart(`${file} is no session key; remove it: a new one is made, and everyone signs in again.`);
  return text;
}
