import 'server-only';
import { hash, verify } from '@node-rs/argon2';
import { Refusal } from '../refusal';
import { isGuessable, type Owner } from './guessable';
import { inTurn } from './hashing';

/** argon2id, 19 MiB and two passes (OWASP's first choice for one lane). */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password, { algorithm: 2, memoryCost: 19456, timeCost: 2, parallelism: 1 }));
}

export function passwordMatches(storedHash: string, password: string): Promise<boolean> {
  return inTurn(() => verify(storedHash, password));
}

const LEAST_PASSWORD_LENGTH = 12;

/** Refuses a password that is short, or that whoever knows its owner would try first. */
export function demandStrongPassword(password: string, owner: Owner): void {
  const distinct = new Set(password).size;
  if (password.length < LEAST_PASSWORD_LENGTH || distinct < 5) throw new Refusal('password-weak', { length: LEAST_PASSWORD_LENGTH });
  if (isGuessable(password, owner)) throw new Refusal('password-common', {});
}

let decoy: Promise<string> | null = null;

/** Spends the time of a real check, so that a missing account answers no faster than a wrong password. */
export async function spendPasswordCheck(password: string): Promise<false> {
  decoy ??= hashPassword('no account has this name');
  await passwordMatches(await decoy, password);
  return false;
}
