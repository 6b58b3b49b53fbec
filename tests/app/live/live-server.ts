/** A server of live notebooks over the real store, without Next, and windows that speak to it over real sockets. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { encode } from 'next-auth/jwt';
import { WebSocket } from 'ws';
import type { LiveMessage, LiveTold } from '@/app/_contract/live';
import type { Person } from '@/app/_server/access/person';
import { now } from '@/app/_server/clock';
import { Live } from '@/app/_server/live/live';
import { tellBy } from '@/app/_server/live-news';
import { sessionSecret } from '@/app/_server/session/secret';
import { beginSession } from '@/app/_server/session/sessions';
import type { PrismaClient } from '@/prisma/generated/client';

export class LiveServer {
  private constructor(
    readonly live: Live,
    private readonly server: Server,
    readonly port: number,
  ) {}

  /** @param port a number that an earlier server had, so that its windows find the way back */
  static async open(database: PrismaClient, port = 0): Promise<LiveServer> {
    const live = new Live(database);
    tellBy(live);
    const server = createServer((_, response) => response.end());
    server.on('upgrade', (request, socket, head: Buffer) => void live.upgrade(request, socket, head));
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()));
    return new LiveServer(live, server, (server.address() as AddressInfo).port);
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  address(notebook: string): string {
    return `ws://127.0.0.1:${this.port}/live/${notebook}`;
  }

  async stop(): Promise<void> {
    await this.live.stop();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** Signs a person in; gives the cookie, and the session's id. */
export async function signIn(database: PrismaClient, person: Person): Promise<{ readonly cookie: string; readonly session: string }> {
  const token = await database.$transaction((tx) => beginSession(tx, person.id, { device: 'test', address: '127.0.0.1' } as never));
  const value = await encode({ token: { ...token }, secret: sessionSecret() });
  return { cookie: `next-auth.session-token=${value}`, session: token.sid };
}

/** Adds cells with their names as texts. */
export async function addCells(database: PrismaClient, notebook: string, ...names: readonly string[]): Promise<void> {
  await database.cell.createMany({
    data: names.map((name, place) => ({
      id: `${notebook.slice(-12)}-${name}`,
      notebookId: notebook,
      kind: 'sql' as const,
      name,
      body: name,
      position: String(place + 1).padStart(6, '0'),
      changedAt: now(),
      changedBy: 'someone',
    })),
  });
}

/** The bare end of a connection: what is said is sent as it is, what is told is kept. */
export class BareWindow {
  readonly told: LiveTold[] = [];
  closed: number | null = null;
  private readonly waiting: { readonly is: (told: LiveTold) => boolean; readonly resolve: (told: LiveTold) => void }[] = [];

  private constructor(readonly socket: WebSocket) {
    socket.on('message', (data) => {
      const told = JSON.parse(String(data)) as LiveTold;
      this.told.push(told);
      for (const one of [...this.waiting]) {
        if (!one.is(told)) continue;
        this.waiting.splice(this.waiting.indexOf(one), 1);
        one.resolve(told);
      }
    });
    socket.on('close', (code) => {
      this.closed = code;
    });
    socket.on('error', () => undefined);
  }

  /** Opens a connection; rejects with the status of an answer that is none. */
  static async open(address: string, headers: Record<string, string>): Promise<BareWindow> {
    const socket = new WebSocket(address, { headers });
    const window = new BareWindow(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('open', () => resolve());
      socket.once('unexpected-response', (_, response) => reject(new Error(String(response.statusCode))));
    });
    await window.hears('welcome');
    return window;
  }

  say(message: LiveMessage): void {
    this.socket.send(JSON.stringify(message));
  }

  /** What was told of this kind, now or next. */
  hears<Type extends LiveTold['type']>(
    type: Type,
    fits: (told: Extract<LiveTold, { type: Type }>) => boolean = () => true,
  ): Promise<Extract<LiveTold, { type: Type }>> {
    type Wanted = Extract<LiveTold, { type: Type }>;
    const is = (told: LiveTold): boolean => told.type === type && fits(told as Wanted);
    const known = this.told.find(is);
    if (known) return Promise.resolve(known as Wanted);
    return new Promise((resolve) => this.waiting.push({ is, resolve: (told) => resolve(told as Wanted) }));
  }

  /** Resolves with the code of the connection's end. */
  ends(): Promise<number> {
    return this.closed !== null ? Promise.resolve(this.closed) : new Promise((resolve) => this.socket.once('close', resolve));
  }
}
