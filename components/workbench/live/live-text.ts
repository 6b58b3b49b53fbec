/** What an editor and the notebook's page know of several people in one notebook; how it travels is nothing of theirs. */
import type { OtherCursor, SharedText } from '@/components/editor/shared-text';
import type { NotebookStore } from '../store/notebook-store';

/** Another person's place in the text of a cell. */
export type LiveCursor = OtherCursor;

/** The shared text of a cell while an editor shows it. */
export type LiveText = SharedText;

/** @public the page lists them */
export interface LivePerson {
  readonly id: string;
  readonly name: string;
  /** A number from 0, the same in every window; what it looks like the page decides. */
  readonly colour: number;
  readonly mayEdit: boolean;
  /** The cell the person is in. */
  readonly cell: string | null;
  /** Cells that a window of this person computes. */
  readonly running: readonly string[];
}

/** Who is in the notebook; a store for `useSyncExternalStore`. */
export interface Presence {
  readonly subscribe: (listener: () => void) => () => void;
  /** Others; this person is not among them. The same list until something changed. */
  readonly people: () => readonly LivePerson[];
  readonly connection: () => 'live' | 'connecting' | 'off';
  readonly here: (cell: string | null) => void;
  readonly running: (cells: readonly string[]) => void;
}

/** The shared texts of a notebook; a store for `useSyncExternalStore`. */
export interface LiveTexts {
  readonly subscribe: (listener: () => void) => () => void;
  /** Asks for a cell's document; what is typed until it is there goes as whole texts. */
  readonly openText: (id: string) => void;
  /** Null until the cell's document is there, and where nothing is live. */
  readonly liveText: (id: string) => LiveText | null;
}

const deaf = () => () => undefined;
const NOBODY: readonly LivePerson[] = [];

/** What the page hears of the others beside the notebook's own changes. */
export interface LiveHears {
  /** Results were kept, confirmed or withdrawn. */
  readonly kept: (keys: readonly string[], withdrawn: boolean) => void;
  /** Something was said about the notebook. */
  readonly commented: () => void;
  /** Other people, or other windows of this one, changed these cells; told before the notebook shows it. */
  readonly changed: (cells: readonly string[]) => void;
}

/** What a controller is joined to the others by. */
export interface LiveLink extends Presence, LiveTexts {
  readonly start: (store: NotebookStore, hears: LiveHears) => void;
  /** Tries to connect now. */
  readonly wake: () => void;
  readonly close: () => void;
}

/** Where nothing connects windows with each other. */
export const aloneHere: LiveLink = {
  subscribe: deaf,
  people: () => NOBODY,
  connection: () => 'off',
  here: () => undefined,
  running: () => undefined,
  openText: () => undefined,
  liveText: () => null,
  start: () => undefined,
  wake: () => undefined,
  close: () => undefined,
};
