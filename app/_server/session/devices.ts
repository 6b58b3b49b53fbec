import 'server-only';
import { createHash } from 'node:crypto';
import { after, DAY, now } from '../clock';
import type { Store } from '../store';

/** What a person recognises a session by in the list of sessions, and what the device shows of itself. */
export interface Device {
  readonly device: string;
  readonly address: string;
  /** The token of the device's cookie; one that has none yet is given this one when somebody signs in on it. */
  readonly token: string;
}

/** A device is forgotten when nobody has signed in on it for so long. */
export const DEVICE_KEPT = 365 * DAY;

/** The log and the limits name a device by this, not by what its cookie holds. */
const nameOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** The device, where this account has signed in on it before; else null. */
export async function knownDevice(database: Store, userId: string, token: string): Promise<string | null> {
  const device = nameOf(token);
  const found = await database.knownDevice.findUnique({ where: { userId_device: { userId, device } } });
  return found && found.seenAt > after(now(), -DEVICE_KEPT) ? device : null;
}

export async function rememberDevice(tx: Store, userId: string, token: string): Promise<void> {
  const device = nameOf(token);
  const seenAt = now();
  await tx.knownDevice.deleteMany({ where: { userId, seenAt: { lt: after(seenAt, -DEVICE_KEPT) } } });
  await tx.knownDevice.upsert({ where: { userId_device: { userId, device } }, create: { userId, device, seenAt }, update: { seenAt } });
}
