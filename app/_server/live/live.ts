import 'server-only';
/** The connections of open notebooks: who may join, whose rights are gone, and which process holds the rooms. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { LARGEST_MESSAGE, type NotebookNews } from '@/app/_contract/live';
import { CLOSED } from '@/app/_contract/live-ends';
import type { PrismaClient } from '@/prisma/generated/client';
import { can } from '../access/can';
import { auditedObject, nothing } from '../access/objects';
import type { Person } from '../access/person';
import { findObject } from '../access/scope';
import { recordRefusal } from '../audit/refusals';
import { MINUTE, SECOND } from '../clock';
import { sessionOf } from '../session/cookie';
import { personOf, type SessionToken } from '../session/sessions';
import { Lease } from './lease';
import { LiveWindow } from './live-window';
import { Room } from './room';
import { type Standing, standingOf } from './standing';
import { newWriter } from './writers';

/** So often it is asked what everybody who is connected may do. */
const ASK_EVERY = SECOND / 2;
/** The hold of the rooms is renewed so often: long before another process may take it. */
const HOLD_EVERY = 1.5 * SECOND;
const PING_EVERY = 30 * SECOND;
const MOST_WINDOWS = 2000;
/** Of one person. */
const MOST_OWN = 30;
const ADDRESS = /^\/live\/([\w-]{1,100})$/u;

const WORDS = { 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found', 429: 'Too Many Requests', 503: 'Service Unavailable' } as const;

/** Seconds after which one may ask again, where that is of use. */
const WAITS: Partial<Record<keyof typeof WORDS, number>> = { 429: 30, 503: 5 };

/** Answers a request that may not become a connection. */
function turnAway(socket: Duplex, status: keyof typeof WORDS): void {
  const wait = WAITS[status];
  const retry = wait === undefined ? '' : `Retry-After: ${wait}\r\n`;
  socket.end(`HTTP/1.1 ${status} ${WORDS[status]}\r\nConnection: close\r\nContent-Length: 0\r\n${retry}\r\n`);
}

interface Admitted {
  readonly notebookId: string;
  readonly token: SessionToken;
  readonly person: Person;
  readonly standing: Standing;
}

export class Live {
  private readonly server = new WebSocketServer({ noServer: true, maxPayload: LARGEST_MESSAGE, perMessageDeflate: false });
  private readonly lease: Lease;
  private readonly rooms = new Map<string, Promise<Room>>();
  private readonly windows = new Set<LiveWindow>();
  private heldAt = Number.NEGATIVE_INFINITY;
  private stopped = false;
  private numbers = 0;
  private ticking = false;
  private asking: Promise<void> | null = null;
  private activeAt = performance.now();
  private pingedAt = performance.now();
  private readonly beat: NodeJS.Timeout;

  constructor(private readonly database: PrismaClient) {
    this.lease = new Lease(database);
    this.beat = setInterval(() => void this.tick(), ASK_EVERY);
    this.beat.unref();
  }

  /** A request to become a connection: it becomes one, or is told why not and ended. */
  async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const broken = () => socket.destroy();
    socket.on('error', broken);
    try {
      const found = await this.admitted(request);
      if (typeof found === 'number') turnAway(socket, found);
      else {
        const room = await this.room(found.notebookId, found.standing.object.project.id);
        socket.off('error', broken);
        this.server.handleUpgrade(request, socket, head, (opened) => this.join(opened, room, found));
      }
    } catch (error) {
      process.stderr.write(`A live connection could not be opened: ${error instanceof Error ? error.message : String(error)}\n`);
      turnAway(socket, 503);
    }
  }

  /** Who asks for a connection and may have one; else why not. */
  private async admitted(request: IncomingMessage): Promise<Admitted | keyof typeof WORDS> {
    const notebookId = ADDRESS.exec(request.url ?? '')?.[1];
    if (notebookId === undefined) return 404;
    if (!isSameOrigin(request)) {
      await this.recordJoin(null, notebookId, null, 'wrong-origin');
      return 403;
    }
    const found = await this.admit(request, notebookId);
    if (typeof found === 'number') return found;
    const own = [...this.windows].filter(({ person }) => person.id === found.person.id).length;
    if (this.windows.size >= MOST_WINDOWS || own >= MOST_OWN) return 429;
    return this.stopped || !(await this.hold()) ? 503 : found;
  }

  private async admit(request: IncomingMessage, notebookId: string): Promise<Admitted | 401 | 403 | 404> {
    const token = await sessionOf(request.headers.cookie ?? '');
    const person = token && (await personOf(this.database, token));
    const object = await findObject(this.database, person, 'notebook', { notebook: notebookId });
    const verdict = can(person, 'notebook.read', object);
    if (!verdict.ok || !token || !person) {
      const code = verdict.ok ? 'signed-out' : verdict.code;
      await this.recordJoin(person, notebookId, object, code);
      return code === 'signed-out' ? 401 : code === 'not-a-member' ? 404 : 403;
    }
    const [standing] = await standingOf(this.database, [{ token, person, notebookId }]);
    return standing?.mayRead ? { notebookId, token, person, standing } : 404;
  }

  private async recordJoin(person: Person | null, notebook: string, object: Standing['object'] | null, reason: string): Promise<void> {
    await recordRefusal(this.database, {
      userId: person?.id ?? null,
      userName: person?.name ?? '',
      action: 'live.join',
      outcome: 'denied',
      reason,
      ...auditedObject(object ?? nothing),
      details: object ? {} : { notebook },
    });
  }

  private join(socket: WebSocket, room: Room, { token, person, standing }: Admitted): void {
    this.numbers += 1;
    const window = new LiveWindow(socket, room, {
      number: this.numbers,
      person,
      token,
      standing,
      writer: newWriter(room.notebookId, person.id),
      database: this.database,
      renewed: () => this.ask(),
    });
    this.windows.add(window);
    socket.on('close', () => {
      this.windows.delete(window);
      this.forget(room);
    });
    room.join(window);
  }

  private async room(notebookId: string, projectId: string): Promise<Room> {
    for (;;) {
      const known = this.rooms.get(notebookId);
      const opened = known ?? Room.open(notebookId, projectId, this.database);
      if (!known) this.rooms.set(notebookId, opened);
      try {
        const room = await opened;
        // Closed meanwhile by the last who left, it hears of nothing any more.
        if (this.rooms.get(notebookId) === opened) return room;
      } catch (error) {
        if (this.rooms.get(notebookId) === opened) this.rooms.delete(notebookId);
        throw error;
      }
    }
  }

  /** A room that nobody is in any more is closed. */
  private forget(room: Room): void {
    if (room.isEmpty) this.rooms.delete(room.notebookId);
  }

  /** Whether this process holds the rooms; others may hold them once it has not renewed its hold for a while. */
  private async hold(): Promise<boolean> {
    if (performance.now() - this.heldAt < HOLD_EVERY) return true;
    const holds = await this.lease.keep();
    this.heldAt = holds ? performance.now() : Number.NEGATIVE_INFINITY;
    return holds;
  }

  private async tick(): Promise<void> {
    if (this.stopped || this.ticking || this.windows.size === 0) return;
    this.ticking = true;
    try {
      if (!(await this.hold())) {
        for (const window of [...this.windows]) window.close(CLOSED.elsewhere, 'elsewhere');
        return;
      }
      await this.ask();
      for (const opened of [...this.rooms.values()]) {
        const room = await opened;
        const seen = [...this.windows].find((window) => window.room === room);
        if (seen) room.tick(seen.standing.version);
        else this.forget(room);
      }
      await this.keepAlive();
    } catch {
      // A database that does not answer now is asked again; nothing is written on rights that are old.
    } finally {
      this.ticking = false;
    }
  }

  /** Sessions of who is at work here do not run out, and ends that are not there any more are found. */
  private async keepAlive(): Promise<void> {
    const at = performance.now();
    if (at - this.pingedAt > PING_EVERY) {
      this.pingedAt = at;
      for (const window of this.windows) window.ping();
    }
    if (at - this.activeAt < MINUTE) return;
    this.activeAt = at;
    for (const window of this.windows) {
      if (!window.isActive) continue;
      window.isActive = false;
      await personOf(this.database, window.token);
    }
  }

  private ask(): Promise<void> {
    this.asking ??= this.askNow().finally(() => {
      this.asking = null;
    });
    return this.asking;
  }

  private async askNow(): Promise<void> {
    const asked = [...this.windows];
    const standings = await standingOf(
      this.database,
      asked.map(({ token, person, room }) => ({ token, person, notebookId: room.notebookId })),
    );
    for (const [place, window] of asked.entries()) {
      const standing = standings[place];
      const could = window.mayEdit;
      if (standing) window.standing = standing;
      else window.standing = { ...window.standing, mayRead: false, mayEdit: false };
      if (!standing?.mayRead) window.close(CLOSED.ended, 'ended');
      else if (could !== window.mayEdit) {
        window.tell({ type: 'rights', mayEdit: window.mayEdit });
        window.room.tellPeople();
      }
    }
  }

  /** What a save outside the rooms made of a notebook. */
  async saved(notebookId: string, news: NotebookNews): Promise<void> {
    (await this.rooms.get(notebookId))?.told(news);
  }

  /** Something else of a notebook is another: windows ask for it. */
  async told(notebookId: string, type: 'again' | 'comments'): Promise<void> {
    (await this.rooms.get(notebookId))?.tellAll({ type });
  }

  /** Results of a project were kept, confirmed or withdrawn. */
  async kept(projectId: string, keys: readonly string[], by: string | null, withdrawn: boolean): Promise<void> {
    for (const opened of this.rooms.values()) {
      const room = await opened;
      if (room.projectId === projectId) room.tellAll({ type: 'kept', keys, by, withdrawn });
    }
  }

  /** What is being typed in a notebook comes to the history. */
  async endTyping(notebookId: string): Promise<void> {
    await (await this.rooms.get(notebookId))?.endTyping('all');
  }

  /** Nobody new is let in; what was asked is done, what was typed is on record, and everybody is told to come back. */
  async stop(): Promise<void> {
    if (this.stopped) return;
    this.stopped = true;
    clearInterval(this.beat);
    for (const room of this.rooms.values()) await (await room).close(CLOSED.restart, 'restart');
    await this.lease.end();
    this.server.close();
  }
}

/** A browser names the site a connection is opened from, which a page elsewhere cannot change. */
function isSameOrigin({ headers }: IncomingMessage): boolean {
  const { origin } = headers;
  const host = headers['x-forwarded-host'] ?? headers.host;
  return origin !== undefined && URL.canParse(origin) && new URL(origin).host === host;
}
