/** Whether a request carries a session of ours, before the product has read it: rights are asked of the database, there. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode } from 'next-auth/jwt';

const cookie = /(?:^|;\s*)(?:__Secure-)?next-auth\.session-token=([^;\s]+)/u;

/** @returns asks whether the session's token was signed with the key of this data directory and has not run out */
export function signedIn(dataDirectory) {
  let key = null;
  return async ({ headers }) => {
    const token = cookie.exec(headers.cookie ?? '')?.[1];
    if (token === undefined) return false;
    try {
      key ??= readFileSync(join(dataDirectory, 'keys', 'session.key'), 'utf8').trim();
      return (await decode({ token, secret: key })) !== null;
    } catch {
      return false;
    }
  };
}
