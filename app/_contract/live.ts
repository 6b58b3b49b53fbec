/** What travels on the connection of an open notebook: JSON, one message a frame. */
import * as z from 'zod';
import type { TextChange } from '@/analysis-kernel/document/text-change';
import { envelopes, type SaveAnswer, type Writer, writers } from './notebook-operations';
import type { CellDto } from './notebooks';
import type { ProblemCode } from './problem';

/** Bytes of one message. */
export const LARGEST_MESSAGE = 1_600_000;

const cell = z.string().min(1).max(64);
/** A place in a shared text that moves with it: a relative position of Yjs in base64. */
const place = z.base64().max(200);
const selection = z.object({ anchor: place, head: place }).nullable();

export const liveMessage = z.discriminatedUnion('type', [
  /** Numbers this window writes under beside the one it was given: its own before the connection broke, and those of drafts it took over. */
  z.object({ type: z.literal('writers'), writers }),
  /** `ask` is given back with the answer. */
  z.object({ type: z.literal('save'), ask: z.number().int().nonnegative(), operations: envelopes }),
  /** Asks for the text of a cell, or for what is new in it since the state vector `since`. */
  z.object({ type: z.literal('open'), cell, since: z.base64().max(100_000).nullable() }),
  /** Where this window is and which cells it computes. */
  z.object({ type: z.literal('here'), cell: cell.nullable(), selection, running: z.array(cell).max(100) }),
  /** Keeps the connection from being taken for a dead one, and the other way round. */
  z.object({ type: z.literal('ping') }),
]);
export type LiveMessage = z.infer<typeof liveMessage>;
export type Selection = z.infer<typeof selection>;

export interface Here {
  /** Of the window; several of one person are one person. */
  readonly window: number;
  readonly person: string;
  readonly cell: string | null;
  readonly selection: Selection;
  readonly running: readonly string[];
}

export interface PersonHere {
  readonly id: string;
  readonly name: string;
  readonly colour: number;
  readonly mayEdit: boolean;
}

/** A cell that is another: whole, or its shared text by what changed of it, for windows without the document and for those that have it. */
export type CellNews =
  | { readonly whole: CellDto }
  | {
      readonly id: string;
      readonly version: number;
      readonly name: string | null;
      readonly splices: readonly TextChange[];
      readonly update: string | null;
    };

/** What became of a notebook between two of its versions. */
export interface NotebookNews {
  readonly from: number;
  readonly to: number;
  readonly cells: readonly CellNews[];
  readonly removed: readonly string[];
  /** Ids in reading order, where that is another. */
  readonly order: readonly string[] | null;
  readonly title: string | null;
}

export type LiveTold =
  /** First on every connection. `version` is the notebook's. */
  | {
      readonly type: 'welcome';
      readonly version: number;
      readonly writer: Writer;
      readonly window: number;
      readonly mayEdit: boolean;
      readonly people: readonly PersonHere[];
      readonly here: readonly Here[];
    }
  | ({ readonly type: 'news' } & NotebookNews)
  /** What an operation became; its news came before. */
  | { readonly type: 'saved'; readonly ask: number; readonly answer: SaveAnswer }
  | { readonly type: 'refused'; readonly ask: number; readonly code: ProblemCode; readonly message: string }
  /** State of a text, or what is new in it; null where there is no such cell. */
  | { readonly type: 'text'; readonly cell: string; readonly version: number; readonly update: string | null }
  | { readonly type: 'people'; readonly people: readonly PersonHere[] }
  /** Windows that are elsewhere, or gone. */
  | { readonly type: 'here'; readonly here: readonly Here[]; readonly gone: readonly number[] }
  /** Results were kept, confirmed or withdrawn. */
  | { readonly type: 'kept'; readonly keys: readonly string[]; readonly by: string | null; readonly withdrawn: boolean }
  /** Something was said about the notebook. */
  | { readonly type: 'comments' }
  | { readonly type: 'rights'; readonly mayEdit: boolean }
  /** Something of the notebook was missed: it is to be read anew. */
  | { readonly type: 'again' }
  | { readonly type: 'pong' };
