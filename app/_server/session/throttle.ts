import 'server-only';
import { RateLimiterPrisma } from 'rate-limiter-flexible';
import { DAY, MINUTE, SECOND } from '../clock';
import { Refusal } from '../refusal';
import type { Store } from '../store';

/** How many wrong passwords are free, after how long they are forgotten, and how long the delay grows. */
interface Allowance {
  readonly free: number;
  readonly forgotten: number;
  readonly longest: number;
}

/** A name tried from one place: an address, or a device the account has signed in on before. */
const ofName: Allowance = { free: 5, forgotten: DAY, longest: 15 * MINUTE };
/** A hospital's hundreds share one address, so it is slowed only where somebody tries name after name. */
const ofAddress: Allowance = { free: 100, forgotten: 15 * MINUTE, longest: MINUTE };

const FIRST_DELAY = 30 * SECOND;

/** How long a place is closed after its n-th wrong password in a row: nothing, then 30 s, doubling. */
export function delayAfter(failures: number, { free, longest } = ofName): number {
  if (failures < free) return 0;
  return Math.min(FIRST_DELAY * 2 ** (failures - free), longest);
}

/** Where a name is tried from. */
export interface Place {
  readonly address: string;
  /** The device, where the account has signed in on it before; an attack from elsewhere never closes it. */
  readonly knownDevice: string | null;
}

const counts = (database: Store, duration: number) =>
  new RateLimiterPrisma({
    storeClient: database,
    tableName: 'signInCount',
    keyPrefix: '',
    points: 1,
    duration: duration / SECOND,
    clearExpiredByTimeout: false,
  });

type Counted = readonly (readonly [key: string, allowance: Allowance])[];

function countedOn(name: string, { address, knownDevice }: Place): Counted {
  if (knownDevice) return [[`DEVICE ${knownDevice} ${name}`, ofName]];
  const pair = [`NAME ${name} ${address}`, ofName] as const;
  return address === '' ? [pair] : [pair, [`ADDRESS ${address}`, ofAddress]];
}

const closed = (key: string): string => `CLOSED ${key}`;

/** One check after the other of one name from one place: of many at once, no more are tried than one after the other would be. */
const turns = new Map<string, Promise<unknown>>();

/**
 * Lets `check` look at a password, unless its name or address waits out a delay, and counts it where it was wrong: never before it was
 * looked at, so that thirty right ones at once all get in.
 * @throws Refusal `signin-locked` while the name from this place, or the address, waits out a delay
 */
export async function countingWrong<T>(database: Store, name: string, place: Place, check: () => Promise<T | null>): Promise<T | null> {
  const counted = countedOn(name, place);
  const [[turn]] = counted;
  const before = turns.get(turn) ?? Promise.resolve();
  const mine = before.then(async () => {
    await demandOpen(database, counted);
    const found = await check();
    if (found === null) await countWrong(database, counted);
    else await counts(database, DAY).delete(turn);
    return found;
  });
  const settled = mine.catch(() => undefined);
  turns.set(turn, settled);
  void settled.then(() => turns.get(turn) === settled && turns.delete(turn));
  return mine;
}

async function demandOpen(database: Store, counted: Counted): Promise<void> {
  for (const [key] of counted) {
    const found = await counts(database, DAY).get(closed(key));
    if (found && found.msBeforeNext > 0) throw new Refusal('signin-locked', { seconds: Math.ceil(found.msBeforeNext / SECOND) });
  }
}

async function countWrong(database: Store, counted: Counted): Promise<void> {
  for (const [key, allowance] of counted) {
    const { consumedPoints } = await counts(database, allowance.forgotten).penalty(key);
    const delay = delayAfter(consumedPoints, allowance);
    if (delay > 0) await counts(database, DAY).set(closed(key), 1, delay / SECOND);
  }
}
