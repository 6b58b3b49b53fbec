/**
 * The text of a cell that several people write at once: a Yjs document with one text in it. Only the server makes the first state of
 * one from a cell's body; everybody else goes on from a state. Where nobody shares a text this file is not loaded.
 */
import * as Y from 'yjs';
import { OperationError } from './operations';
import { changeBetween, type TextChange } from './text-change';
import { demandFitting } from './text-update';

/** Under this name the text stands in its document. */
export const TEXT_NAME = 'text';
/** Writes what is said of a text as a whole; people have numbers far above it. */
const SERVER = 1;

/** What became of a text since it was last asked: replacements in order, each on the text that the one before left, and the same as an update. */
export interface TextNews {
  readonly splices: readonly TextChange[];
  readonly update: Uint8Array;
}

/** A shared text as the server holds it. */
export class SharedText {
  private readonly document = new Y.Doc({ gc: true });
  private readonly text = this.document.getText(TEXT_NAME);
  private splices: TextChange[] = [];
  private updates: Uint8Array[] = [];

  private constructor(state: Uint8Array | null) {
    if (state) Y.applyUpdate(this.document, state);
    // Set last: a document that reads what was written under its number takes another.
    this.document.clientID = SERVER;
    this.text.observe(({ delta }) => this.splices.push(...splicesOf(delta)));
    this.document.on('update', (update: Uint8Array) => this.updates.push(update));
  }

  /** Goes on from a state. */
  static from(state: Uint8Array): SharedText {
    return new SharedText(state);
  }

  /** The first state of a text, made once for each cell: two made from one body would be two texts, and together its double. */
  static first(body: string): SharedText {
    const made = new SharedText(null);
    made.text.insert(0, body);
    made.news();
    return made;
  }

  get body(): string {
    return this.text.toString();
  }

  /** All of it, to be stored, or what somebody lacks who has what `vector` says. */
  state(vector?: Uint8Array): Uint8Array {
    return Y.encodeStateAsUpdate(this.document, vector);
  }

  /**
   * Takes an update in.
   * @param clients numbers that may write in this text
   * @param longest characters a text may have
   * @returns whether it brought anything
   * @throws OperationError where it is no change of this text alone by one of them, made from what is here; the text is not to be used then
   */
  merge(update: Uint8Array, clients: ReadonlySet<number>, longest: number): boolean {
    demandFitting(update, this.document, TEXT_NAME, clients, longest);
    const before = this.updates.length;
    Y.applyUpdate(this.document, update);
    const { pendingStructs, pendingDs } = this.document.store;
    if (pendingStructs || pendingDs || this.document.share.size > 1) throw new OperationError('an update is made from what is not here');
    if (this.text.length > longest) throw new OperationError(`a text has at most ${longest} characters`);
    return this.updates.length > before;
  }

  /** Whether an update would bring nothing. */
  holds(update: Uint8Array): boolean {
    const copy = SharedText.from(this.state());
    try {
      Y.applyUpdate(copy.document, update);
    } catch {
      return false;
    }
    return copy.updates.length === 0 && !copy.document.store.pendingStructs && !copy.document.store.pendingDs;
  }

  /** Makes it another text by the smallest replacement. */
  replace(body: string): void {
    const change = changeBetween(this.body, body);
    if (!change) return;
    this.document.transact(() => {
      this.text.delete(change.start, change.end - change.start);
      this.text.insert(change.start, change.text);
    });
  }

  /** What became of it since this was last asked; null where nothing did. */
  news(): TextNews | null {
    if (this.updates.length === 0) return null;
    const news = { splices: this.splices, update: Y.mergeUpdates(this.updates) };
    [this.splices, this.updates] = [[], []];
    return news;
  }
}

type Delta = readonly { readonly insert?: unknown; readonly delete?: number; readonly retain?: number }[];

/** What an event of a text says, as replacements in order. */
export function splicesOf(delta: Delta): readonly TextChange[] {
  const splices: TextChange[] = [];
  let at = 0;
  for (const { insert, delete: removed, retain } of delta) {
    if (retain !== undefined) at += retain;
    if (removed !== undefined) splices.push({ start: at, end: at + removed, text: '' });
    if (typeof insert === 'string') {
      splices.push({ start: at, end: at, text: insert });
      at += insert.length;
    }
  }
  return splices;
}
