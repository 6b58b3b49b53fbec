import type { TextChange } from '@/analysis-kernel/document/text-change';
import { changedText } from '@/analysis-kernel/document/text-change';
import type { SharedText } from './shared-text';
import { TextMirror } from './text-mirror';

/** A text that nobody shares: what is typed is told as a whole, and another one comes as a value. */
export class SavedText implements Pick<SharedText, 'value' | 'edit' | 'listen'> {
  /** What undo changes comes with the next value, when undo is over. */
  readonly isLate = true;
  private readonly mirror: TextMirror;
  private readonly listeners = new Set<(changes: readonly TextChange[]) => void>();

  constructor(
    private text: string,
    private readonly onChange: (text: string) => void,
  ) {
    this.mirror = new TextMirror(text);
  }

  readonly value = (): string => this.text;

  readonly edit = (changes: readonly TextChange[]): void => {
    this.text = changedText(this.text, changes);
    this.mirror.typed(this.text);
    this.onChange(this.text);
  };

  readonly listen = (listener: (changes: readonly TextChange[]) => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** The notebook gives this value. */
  given(value: string): void {
    const change = this.mirror.given(value);
    if (!change) return;
    this.text = value;
    for (const listener of this.listeners) listener([change]);
  }
}
