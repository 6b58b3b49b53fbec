import 'server-only';
import { after, now, SECOND } from '../clock';
import { randomToken } from '../random';
import type { Store } from '../store';

const KEY = 'live.rooms';
/** A process that has not renewed its hold for so long is gone. */
const HELD = 5 * SECOND;

interface Hold {
  readonly by: string;
  readonly until: string;
}

/** Which process of an installation holds the rooms: one, so that everybody in a notebook hears of everybody. */
export class Lease {
  private readonly name = randomToken(9);

  constructor(private readonly database: Store) {}

  /** Takes the hold, or renews it; false while another process has it. */
  async keep(): Promise<boolean> {
    const value = JSON.stringify({ by: this.name, until: after(now(), HELD).toISOString() } satisfies Hold);
    const free = now().toISOString();
    // One statement: of two that ask at once one finds it taken.
    const changed = await this.database.$executeRaw`
      INSERT INTO "Installation" ("key", "value") VALUES (${KEY}, ${value})
      ON CONFLICT ("key") DO UPDATE SET "value" = excluded."value"
      WHERE json_extract("value", '$.by') = ${this.name} OR json_extract("value", '$.until') <= ${free}`;
    return changed > 0;
  }

  /** Lets go, so that the next process need not wait. */
  async end(): Promise<void> {
    await this.database.$executeRaw`DELETE FROM "Installation" WHERE "key" = ${KEY} AND json_extract("value", '$.by') = ${this.name}`;
  }
}
