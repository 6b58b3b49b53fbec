import 'server-only';
import { after, DAY, HOUR, MINUTE, now, SECOND } from '../clock';
import { Refusal } from '../refusal';
import { store } from '../store';

/** How many wrong passwords are free, and after how long without one they are forgotten. */
interface Allowance {
  readonly free: number;
  readonly forgotten: number;
}

const ofName: Allowance = { free: 5, forgotten: DAY };
/** A hospital's hundreds share one address, so it is slowed where somebody tries name after name only. */
const ofAddress: Allowance = { free: 100, forgotten: 15 * MINUTE };

const FIRST_DELAY = 30 * SECOND;
const LONGEST_DELAY = HOUR;

/** How long a name is locked after its n-th wrong password in a row: nothing, then 30 s doubling up to an hour. */
export function delayAfter(failures: number, free = ofName.free): number {
  if (failures < free) return 0;
  return Math.min(FIRST_DELAY * 2 ** (failures - free), LONGEST_DELAY);
}

/** Sign-in names are lower case, so no name is mistaken for an address. */
const keyOf = (address: string): string => `ADDRESS ${address}`;

/**
 * Counts an attempt as a failure before its password is looked at, so that of many at once none is free.
 * @returns the failures in a row of the name, this attempt among them
 * @throws Refusal `signin-locked` while the name or the address waits out a delay
 */
export async function countAttempt(name: string, address: string): Promise<number> {
  const at = now();
  return store().$transaction(async (transaction) => {
    const count = async (key: string, { free, forgotten }: Allowance): Promise<number> => {
      // The upsert comes first: it takes the write lock, so that attempts queue.
      const row = await transaction.signInThrottle.upsert({
        where: { name: key },
        create: { name: key, failures: 1, lastFailure: at },
        update: { failures: { increment: 1 } },
      });
      const wait = (row.lockedUntil?.getTime() ?? 0) - at.getTime();
      if (wait > 0) throw new Refusal('signin-locked', { seconds: Math.ceil(wait / SECOND) });
      const failures = after(row.lastFailure, forgotten) < at ? 1 : row.failures;
      const delay = delayAfter(failures, free);
      const lockedUntil = delay > 0 ? after(at, delay) : null;
      await transaction.signInThrottle.update({ where: { name: key }, data: { failures, lastFailure: at, lockedUntil } });
      return failures;
    };
    await transaction.signInThrottle.deleteMany({ where: { lastFailure: { lt: after(at, -DAY) } } });
    if (address !== '') await count(keyOf(address), ofAddress);
    return count(name, ofName);
  });
}

/** The password was right: the name begins anew, and the address is as it was before. */
export async function forgetAttempt(name: string, address: string): Promise<void> {
  await store().signInThrottle.deleteMany({ where: { name } });
  await store().signInThrottle.updateMany({
    where: { name: keyOf(address), failures: { gt: 0 } },
    data: { failures: { decrement: 1 }, lockedUntil: null },
  });
}
