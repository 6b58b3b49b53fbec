import 'server-only';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomToken } from '../random';
import { settings } from '../settings/environment';

let secret: string | null = null;

/** The key that signs session tokens: made once per installation, readable by its owner only. */
export function sessionSecret(): string {
  if (secret !== null) return secret;
  const directory = join(settings().dataDirectory, 'keys');
  const file = join(directory, 'session.key');
  if (!existsSync(file)) {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    writeFileSync(file, randomToken(48), { mode: 0o600, flag: 'wx' });
  }
  secret = readFileSync(file, 'utf8').trim();
  return secret;
}
