/** The documents of shared texts in one window. Loaded when the first of them is asked for. */
import * as Y from 'yjs';
import { splicesOf, TEXT_NAME } from '@/analysis-kernel/document/shared-text';
import type { TextChange } from '@/analysis-kernel/document/text-change';
import { changedText } from '@/analysis-kernel/document/text-change';
import type { Here, Selection } from '@/app/_contract/live';
import type { Writer } from '@/app/_contract/notebook-operations';
import type { StoreTexts } from '../store/shared-cells';
import { fromBase64, toBase64 } from './base64';

type Listener = (changes: readonly TextChange[]) => void;

/** Where a change of a document comes from. */
const EDITOR = { of: 'editor' };
const PAGE = { of: 'page' };
const BACK = { of: 'back' };
const SERVER = { of: 'server' };

/** More than any pause: what is one step the notebook's timeline says. */
const FOR_EVER = Number.MAX_SAFE_INTEGER;

class TextDocument {
  readonly document = new Y.Doc({ gc: true });
  readonly text = this.document.getText(TEXT_NAME);
  readonly listeners = new Set<Listener>();
  readonly steps: Y.UndoManager;
  private value = '';
  private made: Uint8Array[] = [];

  constructor(state: Uint8Array, number: number) {
    Y.applyUpdate(this.document, state, SERVER);
    this.document.clientID = number;
    this.value = this.text.toString();
    this.steps = new Y.UndoManager(this.text, { trackedOrigins: new Set([EDITOR, PAGE]), captureTimeout: FOR_EVER });
    this.document.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== SERVER) this.made.push(update);
    });
    this.text.observe((event, { origin }) => {
      const changes = splicesOf(event.delta);
      this.value = changedText(this.value, changes);
      // Who typed has it in sight already.
      if (origin !== EDITOR) for (const listener of this.listeners) listener(changes);
    });
  }

  get body(): string {
    return this.value;
  }

  /** Does something to the document; gives it as an update, null where it did nothing. */
  during(work: () => void): string | null {
    this.made = [];
    work();
    const { made } = this;
    this.made = [];
    return made.length === 0 ? null : toBase64(made.length === 1 ? made[0] : Y.mergeUpdates(made));
  }

  take(update: Uint8Array, number: number): void {
    Y.applyUpdate(this.document, update, SERVER);
    // A document that reads what was written under its number takes another.
    this.document.clientID = number;
  }

  /** A place in the text that moves with it. */
  placeOf(offset: number): string {
    return toBase64(Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(this.text, offset)));
  }

  offsetOf(place: string): number | null {
    try {
      const position = Y.decodeRelativePosition(fromBase64(place));
      return Y.createAbsolutePositionFromRelativePosition(position, this.document)?.index ?? null;
    } catch {
      return null;
    }
  }
}

export class TextDocuments implements StoreTexts {
  private readonly documents = new Map<string, TextDocument>();

  /** @param writer the number this window writes under, the same for as long as it is open */
  constructor(private readonly writer: Writer) {}

  readonly has = (id: string): boolean => this.documents.has(id);
  readonly body = (id: string): string => this.documents.get(id)?.body ?? '';
  readonly writers = (): readonly Writer[] => [this.writer];

  readonly merge = (id: string, update: string) => {
    const document = this.documents.get(id);
    document?.take(fromBase64(update), this.writer.number);
    return { body: document?.body ?? '', isNew: true };
  };

  readonly mergedSince = () => false;
  readonly replace = () => undefined;
  readonly holds = () => false;

  readonly joined = (first: string, next: string): string => toBase64(Y.mergeUpdates([fromBase64(first), fromBase64(next)]));

  readonly write = (id: string, changes: readonly TextChange[], by: 'editor' | 'page' | 'back'): string | null => {
    const document = this.documents.get(id);
    if (!document) return null;
    const origin = by === 'editor' ? EDITOR : by === 'page' ? PAGE : BACK;
    return document.during(() =>
      document.document.transact(() => {
        for (const { start, end, text } of changes) {
          if (end > start) document.text.delete(start, end - start);
          if (text !== '') document.text.insert(start, text.replace(/\r\n?/g, '\n'));
        }
      }, origin),
    );
  };

  readonly turn = (direction: 'undo' | 'redo', id: string): string | null => {
    const document = this.documents.get(id);
    return document ? document.during(() => void document.steps[direction]()) : null;
  };

  readonly cut = (id: string): void => this.documents.get(id)?.steps.stopCapturing();

  /** Takes in the state of a text, or what is new in it. */
  take(id: string, update: string): void {
    const document = this.documents.get(id);
    if (document) document.take(fromBase64(update), this.writer.number);
    else this.documents.set(id, new TextDocument(fromBase64(update), this.writer.number));
  }

  /** The state vectors of what is here, by cell. */
  vectors(): readonly (readonly [string, string])[] {
    return [...this.documents].map(([id, { document }]) => [id, toBase64(Y.encodeStateVector(document))]);
  }

  /** What a document has that the server may lack: all that was written here. */
  listen(id: string, listener: Listener): () => void {
    const listeners = this.documents.get(id)?.listeners;
    listeners?.add(listener);
    return () => listeners?.delete(listener);
  }

  /** Offsets as places that move with the text. */
  placed(id: string, selection: { readonly anchor: number; readonly head: number } | null): Selection {
    const document = this.documents.get(id);
    if (!document || selection === null) return null;
    return { anchor: document.placeOf(selection.anchor), head: document.placeOf(selection.head) };
  }

  /** Where somebody is in a text, as offsets of now; null where that is nowhere. */
  offsets(id: string, { selection }: Here): { readonly anchor: number; readonly head: number } | null {
    const document = this.documents.get(id);
    if (!document || selection === null) return null;
    const [anchor, head] = [document.offsetOf(selection.anchor), document.offsetOf(selection.head)];
    return anchor === null || head === null ? null : { anchor, head };
  }
}
