import 'server-only';
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Writer } from '@/app/_contract/notebook-operations';
import { randomNumber } from '../random';
import { sessionSecret } from '../session/secret';

/** Numbers up to here fit into every reader of shared texts; those below are the server's own. */
const HIGHEST = 2 ** 47;
const LOWEST = 2 ** 20;

/** A number under which one person's window writes in the shared texts of a notebook; nobody else has it. */
export function newWriter(notebookId: string, personId: string): Writer {
  const number = randomNumber(LOWEST, HIGHEST);
  return { number, proof: proofOf(notebookId, personId, number) };
}

/** Of the numbers somebody shows, those that were given to this person in this notebook. */
export function trueWriters(notebookId: string, personId: string, shown: readonly Writer[]): ReadonlySet<number> {
  const own = shown.filter(({ number, proof }) => {
    const [given, right] = [Buffer.from(proof), Buffer.from(proofOf(notebookId, personId, number))];
    return given.length === right.length && timingSafeEqual(given, right);
  });
  return new Set(own.map(({ number }) => number));
}

function proofOf(notebookId: string, personId: string, number: number): string {
  const said = JSON.stringify(['writer', notebookId, personId, number]);
  return createHmac('sha256', sessionSecret()).update(said).digest('base64url');
}
