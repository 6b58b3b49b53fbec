import type { TextChange } from '@/analysis-kernel/document/text-change';
import type { TextSelection } from './text-change';

/** Somebody else in a text, in offsets as of now. */
export interface OtherCursor extends TextSelection {
  readonly person: string;
  readonly name: string;
  readonly colour: number;
}

/** A text that several people write in, as an editor knows it. All calls are synchronous. */
export interface SharedText {
  readonly value: () => string;
  /** Done by this person, in order, each made on the text that the one before left. */
  readonly edit: (changes: readonly TextChange[]) => void;
  /** Told of every change that `edit` did not make, in order, each on the text that the one before left. */
  readonly listen: (listener: (changes: readonly TextChange[]) => void) => () => void;
  /** Where this person is in the text; null when the editor is left. */
  readonly select: (selection: TextSelection | null) => void;
  /** Others in this text; `listenCursors` tells when to ask again. */
  readonly cursors: () => readonly OtherCursor[];
  readonly listenCursors: (listener: () => void) => () => void;
}
