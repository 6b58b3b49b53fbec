import 'server-only';
import { after, DAY, HOUR, now, SECOND } from '../clock';
import { Refusal } from '../refusal';
import { store } from '../store';

const FREE_FAILURES = 5;
const FIRST_DELAY = 30 * SECOND;
const LONGEST_DELAY = HOUR;

/** How long a name is locked after its n-th wrong password in a row: nothing, then 30 s doubling up to an hour. */
export function delayAfter(failures: number): number {
  if (failures < FREE_FAILURES) return 0;
  return Math.min(FIRST_DELAY * 2 ** (failures - FREE_FAILURES), LONGEST_DELAY);
}

export async function demandNotLocked(name: string): Promise<void> {
  const row = await store().signInThrottle.findUnique({ where: { name } });
  const wait = (row?.lockedUntil?.getTime() ?? 0) - now().getTime();
  if (wait > 0) throw new Refusal('signin-locked', { seconds: Math.ceil(wait / SECOND) });
}

export async function recordFailure(name: string): Promise<number> {
  const at = now();
  await store().signInThrottle.deleteMany({ where: { lastFailure: { lt: after(at, -DAY) } } });
  const { failures } = await store().signInThrottle.upsert({
    where: { name },
    create: { name, failures: 1, lastFailure: at },
    update: { failures: { increment: 1 }, lastFailure: at },
  });
  const delay = delayAfter(failures);
  if (delay > 0) await store().signInThrottle.update({ where: { name }, data: { lockedUntil: after(at, delay) } });
  return failures;
}

export async function forgetFailures(name: string): Promise<void> {
  await store().signInThrottle.deleteMany({ where: { name } });
}
