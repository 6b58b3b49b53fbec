import 'server-only';
import { RateLimiterPrisma } from 'rate-limiter-flexible';
import { DAY, MINUTE, SECOND } from '../clock';
import { Refusal } from '../refusal';
import type { Store } from '../store';

/** How many wrong passwords are free, after how long they are forgotten, how long the first delay is, and how long it grows. */
interface Allowance {
  readonly free: number;
  readonly first: number;
  readonly forgotten: number;
  readonly longest: number;
}

/** A name tried from one place: an address, or a device the account has signed in on before. */
const ofName: Allowance = { free: 5, first: 30 * SECOND, forgotten: DAY, longest: 15 * MINUTE };
/** Wrong passwords an address has free in a quarter of an hour: a hospital's hundreds share one. */
const FREE_OF_ADDRESS = 100;
const FORGOTTEN_OF_ADDRESS = 15 * MINUTE;
/**
 * A name tried from an address where somebody tries name after name. The first try of every name is looked at still, so that the right
 * password of a colleague waits for nobody's wrong ones; each wrong one costs.
 */
const ofNameThere: Allowance = { free: 1, first: 4 * SECOND, forgotten: DAY, longest: 15 * MINUTE };
/** Of such an address passwords are looked at one after the other; so many may wait, some seconds. */
const MOST_WAITING_THERE = 40;

/** How long a place is closed after its n-th wrong password in a row: nothing, then the first delay, doubling. */
export function delayAfter(failures: number, { free, first, longest } = ofName): number {
  if (failures < free) return 0;
  return Math.min(first * 2 ** (failures - free), longest);
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

const closed = (key: string): string => `CLOSED ${key}`;

/** One check after the other of one name from one place: of many at once, no more are tried than one after the other would be. */
const turns = new Map<string, { readonly last: Promise<unknown>; readonly waiting: number }>();

/** Does some work when all that was given before it under the same key is done. */
async function inTurnOf<T>(key: string, most: number, work: () => Promise<T>): Promise<T> {
  const { last, waiting } = turns.get(key) ?? { last: Promise.resolve(), waiting: 0 };
  if (waiting >= most) throw new Refusal('server-full', { seconds: 2 });
  const mine = last.then(work);
  turns.set(key, { last: mine.catch(() => undefined), waiting: waiting + 1 });
  try {
    return await mine;
  } finally {
    const now = turns.get(key);
    if (now && now.waiting > 1) turns.set(key, { ...now, waiting: now.waiting - 1 });
    else turns.delete(key);
  }
}

/**
 * Lets `check` look at a password, unless its name waits out a delay, and counts it where it was wrong: never before it was looked at, so
 * that thirty right ones at once all get in.
 * @throws Refusal `signin-locked` while the name from this place waits out a delay, `server-full` where too many wait at an address where
 * somebody tries name after name
 */
export async function countingWrong<T>(database: Store, name: string, place: Place, check: () => Promise<T | null>): Promise<T | null> {
  const { address, knownDevice } = place;
  const key = knownDevice ? `DEVICE ${knownDevice} ${name}` : `NAME ${name} ${address}`;
  const from = knownDevice || address === '' ? null : `ADDRESS ${address}`;
  const tried = async () => {
    await demandOpen(database, key);
    const found = await check();
    if (found === null) await countWrong(database, key, from);
    else await counts(database, DAY).delete(key);
    return found;
  };
  const inTurn = () => inTurnOf(key, Number.POSITIVE_INFINITY, tried);
  return from !== null && (await isSlowed(database, from)) ? inTurnOf(from, MOST_WAITING_THERE, inTurn) : inTurn();
}

async function isSlowed(database: Store, from: string): Promise<boolean> {
  const found = await counts(database, FORGOTTEN_OF_ADDRESS).get(from);
  return found !== null && found.consumedPoints >= FREE_OF_ADDRESS;
}

async function demandOpen(database: Store, key: string): Promise<void> {
  const found = await counts(database, DAY).get(closed(key));
  if (found && found.msBeforeNext > 0) throw new Refusal('signin-locked', { seconds: Math.ceil(found.msBeforeNext / SECOND) });
}

async function countWrong(database: Store, key: string, from: string | null): Promise<void> {
  const there = from !== null && (await isSlowed(database, from));
  if (from !== null) await counts(database, FORGOTTEN_OF_ADDRESS).penalty(from);
  const allowance = there ? ofNameThere : ofName;
  const { consumedPoints } = await counts(database, allowance.forgotten).penalty(key);
  const delay = delayAfter(consumedPoints, allowance);
  if (delay > 0) await counts(database, DAY).set(closed(key), 1, delay / SECOND);
}
