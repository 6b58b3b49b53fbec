import 'server-only';
import { randomBytes } from 'node:crypto';

/** The only place the server draws random values: unguessable, URL-safe text of the given number of bytes. */
export function randomToken(bytes = 18): string {
  return randomBytes(bytes).toString('base64url');
}
