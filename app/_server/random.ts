import 'server-only';
import { randomBytes, randomInt } from 'node:crypto';

/** The only place the server draws random values: unguessable, URL-safe text of the given number of bytes. */
export function randomToken(bytes = 18): string {
  return randomBytes(bytes).toString('base64url');
}

/** True once in as many times, by a draw nobody can foresee. */
export function oneIn(n: number): boolean {
  return randomInt(n) === 0;
}

/** A number from the first to below the second, by a draw nobody can foresee. */
export function randomNumber(from: number, below: number): number {
  return randomInt(from, below);
}
