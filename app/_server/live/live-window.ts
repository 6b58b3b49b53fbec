import 'server-only';
/** One window's end of the connection: what it sends is bounded, read and counted here before a room hears of it. */
import type { RawData, WebSocket } from 'ws';
import { LARGEST_MESSAGE, type LiveMessage, type LiveTold, liveMessage, type Selection } from '@/app/_contract/live';
import { CLOSED } from '@/app/_contract/live-ends';
import type { Writer } from '@/app/_contract/notebook-operations';
import { requirePerson } from '../access/can';
import { type AccessObjects, auditedObject } from '../access/objects';
import type { Person } from '../access/person';
import { demandState } from '../access/states';
import { recordRefusal } from '../audit/refusals';
import { demandBounded } from '../envelope';
import { problemMessage, refusalOf } from '../problems';
import type { Refusal } from '../refusal';
import type { SessionToken } from '../session/sessions';
import type { Store } from '../store';
import type { Room, RoomWindow } from './room';
import type { Standing } from './standing';
import { trueWriters } from './writers';

/** Messages a second on the long run, and at once; bytes likewise. A person who types sends at most 25, and as many of where he is. */
const MESSAGES = { each: 60, most: 300 };
const BYTES = { each: 400_000, most: 2 * LARGEST_MESSAGE };
/** Who reads so slowly that so much waits for him reads the notebook anew. */
const MOST_UNREAD = 16_000_000;

/** Fills by the second up to its most; what is taken beyond is too much. */
class Allowance {
  private left: number;
  private at = performance.now();

  constructor(private readonly rate: { readonly each: number; readonly most: number }) {
    this.left = rate.most;
  }

  take(amount: number): boolean {
    const now = performance.now();
    this.left = Math.min(this.rate.most, this.left + ((now - this.at) / 1000) * this.rate.each) - amount;
    this.at = now;
    return this.left >= 0;
  }
}

interface Joined {
  readonly number: number;
  readonly person: Person;
  readonly token: SessionToken;
  readonly writer: Writer;
  readonly standing: Standing;
  readonly database: Store;
  readonly renewed: () => Promise<void>;
}

export class LiveWindow implements RoomWindow {
  readonly number: number;
  readonly person: Person;
  readonly token: SessionToken;
  readonly writer: Writer;
  writers: ReadonlySet<number>;
  standing: Standing;
  cell: string | null = null;
  selection: Selection = null;
  running: readonly string[] = [];
  /** It did something since this was last asked. */
  isActive = false;
  /** Answered the last time somebody asked whether it is there. */
  isHeard = true;
  private readonly database: Store;
  /** Asks anew what everybody who is connected may do. */
  readonly renewed: () => Promise<void>;
  private readonly messages = new Allowance(MESSAGES);
  private readonly bytes = new Allowance(BYTES);
  private ended = false;

  constructor(
    private readonly socket: WebSocket,
    readonly room: Room,
    joined: Joined,
  ) {
    ({
      number: this.number,
      person: this.person,
      token: this.token,
      writer: this.writer,
      standing: this.standing,
      database: this.database,
      renewed: this.renewed,
    } = joined);
    this.writers = new Set([this.writer.number]);
    socket.on('message', (data, isBinary) => this.heard(data, isBinary));
    socket.on('pong', () => {
      this.isHeard = true;
    });
    // What breaks a frame's rules ends the socket by itself.
    socket.on('error', () => undefined);
    socket.on('close', () => room.leave(this));
  }

  get mayEdit(): boolean {
    return this.standing.mayEdit;
  }

  tell(told: LiveTold): void {
    this.tellText(JSON.stringify(told));
  }

  tellText(text: string): void {
    if (this.ended) return;
    if (this.socket.bufferedAmount > MOST_UNREAD) this.close(CLOSED.restart, 'slow');
    else this.socket.send(text);
  }

  close(code: number, reason: string): void {
    if (this.ended) return;
    this.ended = true;
    this.socket.close(code, reason);
    this.room.leave(this);
  }

  /** Asks the other end whether it is there; one that did not answer the last time is gone. */
  ping(): void {
    if (!this.isHeard) this.socket.terminate();
    this.isHeard = false;
    this.socket.ping();
  }

  /** Ends the connection for what came over it. */
  private async end(code: number, action: 'live.unread' | 'live.flood', reason: string): Promise<void> {
    if (this.ended) return;
    this.close(code, reason);
    await this.record(action, 'denied', 'invalid-input', {});
  }

  private heard(data: RawData, isBinary: boolean): void {
    if (this.ended) return;
    const size = Array.isArray(data) ? data.reduce((sum, part) => sum + part.length, 0) : data.byteLength;
    if (!this.messages.take(1) || !this.bytes.take(size)) {
      void this.end(CLOSED.flood, 'live.flood', 'too much');
      return;
    }
    const message = isBinary ? null : readMessage(String(data));
    if (message === null) {
      void this.end(CLOSED.unread, 'live.unread', 'unread');
      return;
    }
    this.isActive ||= message.type !== 'ping';
    this.take(message);
  }

  private take(message: LiveMessage): void {
    switch (message.type) {
      case 'writers':
        this.writers = new Set([...trueWriters(this.room.notebookId, this.person.id, message.writers), this.writer.number]);
        break;
      case 'save':
        this.room.save(this, message.ask, message.operations);
        break;
      case 'open':
        this.open(message.cell, message.since).catch(() => this.close(CLOSED.restart, 'failed'));
        break;
      case 'here':
        ({ cell: this.cell, selection: this.selection, running: this.running } = message);
        this.room.note(this);
        break;
      case 'ping':
        this.tell({ type: 'pong' });
        break;
    }
  }

  private async open(cell: string, since: string | null): Promise<void> {
    await this.renewed();
    if (this.standing.mayRead && !this.ended) {
      await this.room.open(this, cell, since === null ? undefined : Uint8Array.from(Buffer.from(since, 'base64')));
    }
  }

  /** Whether the person may change the notebook, as it was asked last; a no is on record, and told. */
  async maySave(ask: number): Promise<boolean> {
    const refusal = whyNot(this.person, this.standing.object);
    if (refusal === null) return !this.ended;
    await this.refuse(ask, refusal, 'denied');
    return false;
  }

  async refuse(ask: number, refusal: Refusal, outcome: 'denied' | 'failed', operations?: number): Promise<void> {
    const message = problemMessage(refusal.code, refusal.parameters, this.person.language);
    await this.record('notebook.save', outcome, refusal.code, operations === undefined ? {} : { operations });
    this.tell({ type: 'refused', ask, code: refusal.code, message });
  }

  private async record(
    action: string,
    outcome: 'denied' | 'failed',
    reason: string,
    details: { readonly [key: string]: number },
  ): Promise<void> {
    const facts = {
      userId: this.person.id,
      userName: this.person.name,
      action,
      outcome,
      reason,
      ...auditedObject(this.standing.object),
      details: { ...details, live: 1 },
    };
    await recordRefusal(this.database, facts).catch(() => {
      process.stderr.write('A refusal could not be put on record: the application database cannot be written.\n');
    });
  }
}

/** Why somebody may not change a notebook as things stand; null where one may. */
function whyNot(person: Person, object: AccessObjects['notebook']): Refusal | null {
  try {
    requirePerson(person, 'notebook.edit', object);
    demandState(object, 'unlocked');
    return null;
  } catch (error) {
    return refusalOf(error);
  }
}

/** @returns null where it is none */
function readMessage(text: string): LiveMessage | null {
  try {
    const given: unknown = JSON.parse(text);
    demandBounded(given);
    return liveMessage.safeParse(given).data ?? null;
  } catch {
    return null;
  }
}
