import type { Envelope } from '@/analysis-kernel/document/operations';
import type { LiveMessage, LiveTold } from '@/app/_contract/live';
import { CLOSED } from '@/app/_contract/live-ends';
import type { SaveAnswer, Writer } from '@/app/_contract/notebook-operations';
import { SaveRefused } from '../store/save-refused';

/** What of a browser's socket is used. */
export interface Socket {
  send(text: string): void;
  close(): void;
  addEventListener(type: 'message', hear: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: 'close', hear: (event: { readonly code: number }) => void): void;
  /** A close follows. */
  addEventListener(type: 'error', hear: () => void): void;
}

export interface ConnectionPorts {
  readonly open: () => Socket;
  readonly later: (work: () => void, milliseconds: number) => () => void;
  readonly standingChanged: () => void;
}

/** Between tries to connect; the last again and again. */
const WAITS = [300, 1000, 2000, 5000, 10_000, 20_000];
/** So many tries in vain, and one is off line. */
const TRIES = 3;
/** Where the server ended the connection for good reasons it is asked seldom: each refusal is on record. */
const ENDED_WAIT = 60_000;
const PING_EVERY = 20_000;

interface Waiting {
  readonly resolve: (answer: SaveAnswer) => void;
  readonly reject: (error: Error) => void;
}

/** The connection of an open notebook. It comes back by itself, with growing waits. */
export class LiveConnection {
  state: 'live' | 'connecting' | 'off' = 'connecting';
  private socket: Socket | null = null;
  private tries = 0;
  private asks = 0;
  private readonly waiting = new Map<number, Waiting>();
  private stopWait: (() => void) | null = null;
  private stopPing: (() => void) | null = null;
  private isHeard = true;
  private closed = false;

  /**
   * @param told every message but answers
   * @param changed told when `state` is another
   */
  constructor(
    private readonly ports: ConnectionPorts,
    private readonly told: (told: LiveTold) => void,
    private readonly changed: () => void,
  ) {}

  /** Connects, at once. */
  start(): void {
    this.stopWait?.();
    this.stopWait = null;
    if (this.closed || this.socket) return;
    let socket: Socket;
    try {
      socket = this.ports.open();
    } catch {
      this.lost(1006);
      return;
    }
    this.socket = socket;
    socket.addEventListener('message', ({ data }) => {
      if (this.socket === socket) this.hear(JSON.parse(String(data)) as LiveTold);
    });
    socket.addEventListener('close', ({ code }) => {
      if (this.socket === socket) this.lost(code);
    });
    socket.addEventListener('error', () => undefined);
  }

  close(): void {
    this.closed = true;
    this.stopWait?.();
    this.socket?.close();
    this.lost(1000);
  }

  /** Says something, if there is a connection. */
  say(message: LiveMessage): void {
    if (this.state === 'live') this.socket?.send(JSON.stringify(message));
  }

  /**
   * Asks for operations to be done.
   * @param writers numbers of earlier windows whose updates are among them
   * @returns the answer; rejects with `SaveRefused` where the server will not take them, otherwise where the connection broke
   */
  save(operations: readonly Envelope[], writers: readonly Writer[]): Promise<SaveAnswer> {
    this.asks += 1;
    const ask = this.asks;
    return new Promise((resolve, reject) => {
      this.waiting.set(ask, { resolve, reject });
      if (writers.length > 0) this.say({ type: 'writers', writers: [...writers] });
      this.say({ type: 'save', ask, operations: [...operations] });
    });
  }

  private hear(told: LiveTold): void {
    this.isHeard = true;
    switch (told.type) {
      case 'welcome':
        this.tries = 0;
        this.state = 'live';
        this.ping();
        this.told(told);
        this.changed();
        break;
      case 'saved':
        this.take(told.ask)?.resolve(told.answer);
        break;
      case 'refused':
        if (told.code === 'notebook-locked') this.ports.standingChanged();
        this.take(told.ask)?.reject(new SaveRefused(told.message, told.code === 'signed-out'));
        break;
      case 'pong':
        break;
      default:
        this.told(told);
    }
  }

  private take(ask: number): Waiting | undefined {
    const waiting = this.waiting.get(ask);
    this.waiting.delete(ask);
    return waiting;
  }

  /** A connection over which nothing comes though it was asked for is none. */
  private ping(): void {
    this.stopPing?.();
    this.stopPing = this.ports.later(() => {
      if (!this.isHeard) {
        this.socket?.close();
        this.lost(1006);
        return;
      }
      this.isHeard = false;
      this.say({ type: 'ping' });
      this.ping();
    }, PING_EVERY);
  }

  private lost(code: number): void {
    this.socket = null;
    this.stopPing?.();
    this.tries += 1;
    const isEnded = code === CLOSED.ended || code === CLOSED.unread || code === CLOSED.flood;
    this.state = this.closed || isEnded || this.tries > TRIES ? 'off' : 'connecting';
    const waiting = [...this.waiting.values()];
    this.waiting.clear();
    for (const { reject } of waiting) reject(new Error('the connection broke'));
    if (!this.closed) {
      const wait = isEnded ? ENDED_WAIT : WAITS[Math.min(this.tries, WAITS.length) - 1];
      this.stopWait = this.ports.later(() => this.start(), wait);
    }
    this.changed();
  }
}
