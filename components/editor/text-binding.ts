import { changeBetween, changedText, type TextChange } from '@/analysis-kernel/document/text-change';
import { rebasedOn, selectionAfter } from './changes';
import type { SharedText } from './shared-text';
import type { TextSelection } from './text-change';
import { isHalf, keptText } from './text-change';

/** An editor as its text sees it. */
export interface Surface {
  readonly value: () => string;
  /** An input method is in the middle of a word. */
  readonly isComposing: () => boolean;
  /**
   * Makes changes in order, and puts every selection where it goes.
   * @param isNext this person's own undo made them: there one goes on, and it is brought into view
   */
  readonly apply: (changes: readonly TextChange[], moved: (selection: TextSelection) => TextSelection, isNext: boolean) => void;
}

interface BoundText extends Pick<SharedText, 'value' | 'listen'> {
  /** What undo changes is heard after undo. */
  readonly isLate?: boolean;
}

interface Ways {
  /** Does this person's changes in the text. */
  readonly edit: SharedText['edit'];
  /** Whether what the editor now holds is a command and no text. */
  readonly takes: (text: string) => boolean;
}

/**
 * Keeps an editor and a text the same. While an input method composes, or half a character has been typed, the editor is left alone: what others
 * do meanwhile is held back, and what was composed is then put on top of it.
 */
export class TextBinding {
  /** The text as the editor had it when nothing was held back. */
  private known: string;
  private held: readonly TextChange[] = [];
  private isTurning = false;
  private stop: (() => void) | null;

  constructor(
    private readonly text: BoundText,
    private readonly surface: Surface,
    private readonly ways: Ways,
  ) {
    this.known = surface.value();
    this.stop = text.listen((changes) => this.heard(changes));
    const ahead = changeBetween(this.known, text.value());
    if (ahead) this.heard([ahead]);
  }

  /**
   * The editor's text was changed by this person, or an input method is done with a word.
   * @param changes as the editor tells them; without them the smallest one is found
   */
  typed(changes?: readonly TextChange[]): void {
    if (this.isHolding()) return;
    const now = this.surface.value();
    this.isTurning = false;
    if (!this.ways.takes(now)) {
      if (changes && this.isAsTold(changes, now)) this.ways.edit(changes);
      else this.settle();
    }
    this.mend();
  }

  /** Whether changes are whole characters and lead from what the text was to what the editor now holds. */
  private isAsTold(changes: readonly TextChange[], now: string): boolean {
    if (this.held.length > 0 || changes.some(({ text }) => isHalf(text) || keptText(text) !== text)) return false;
    return changedText(this.known, changes) === now;
  }

  /** Does work in which the person takes a step back or does it again. */
  turn(work: () => void): void {
    this.isTurning = true;
    work();
    if (!this.text.isLate) this.isTurning = false;
  }

  /** Brings an editor that shows something else up to the text. */
  mend(): void {
    if (this.stop === null || this.isHolding()) return;
    const change = changeBetween(this.surface.value(), this.text.value());
    if (change) this.surface.apply([change], (selection) => selectionAfter(selection, change), false);
    this.known = this.text.value();
  }

  /** The editor is left: what was being composed is done. */
  end(): void {
    if (this.stop === null) return;
    if (!isHalf(this.surface.value())) this.settle();
    this.stop();
    this.stop = null;
  }

  private isHolding(): boolean {
    return this.surface.isComposing() || isHalf(this.surface.value());
  }

  private heard(changes: readonly TextChange[]): void {
    if (this.isHolding()) {
      this.held = [...this.held, ...changes];
      return;
    }
    const last = changes.at(-1);
    const place = last ? last.start + last.text.length : 0;
    const isNext = this.isTurning && last !== undefined;
    const moved = (selection: TextSelection) => changes.reduce<TextSelection>(selectionAfter, selection);
    this.surface.apply(changes, isNext ? () => ({ anchor: place, head: place }) : moved, isNext);
    if (this.text.isLate) this.isTurning = false;
    this.mend();
  }

  /** Does what was typed as one change on top of what was held back, and shows both. */
  private settle(): void {
    const others = this.held;
    this.held = [];
    const shown = this.surface.value();
    const { changes, offset } = rebasedOn(changeBetween(this.known, keptText(shown)), others);
    this.known = keptText(shown);
    if (changes.length > 0) this.ways.edit(changes);
    const change = changeBetween(shown, this.text.value());
    const moved = ({ anchor, head }: TextSelection) => ({ anchor: offset(anchor), head: offset(head) });
    if (change) this.surface.apply([change], moved, false);
    this.known = this.text.value();
  }
}
