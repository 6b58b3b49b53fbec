import { changeBetween, type TextChange } from '@/analysis-kernel/document/text-change';

/** Texts told outward that may still come back; more than this many in flight means that they never will. */
const MOST_IN_FLIGHT = 200;

/**
 * Keeps an editor's text and the notebook's in step. What is typed here is told outward and comes back as a value; only a value that
 * was never typed here is a change from elsewhere (undo, another window, a fix) and is applied, as one replacement, so that the cursor
 * stays where it was.
 */
export class TextMirror {
  private told: string[] = [];

  constructor(private text: string) {}

  /** The editor's text changed by typing. */
  typed(text: string): void {
    this.text = text;
    this.told = [...this.told.slice(1 - MOST_IN_FLIGHT), text];
  }

  /** The notebook gives this value; the change the editor has to make, or null where it has it already or is ahead of it. */
  given(value: string): TextChange | null {
    const echo = this.told.indexOf(value);
    if (echo !== -1) {
      this.told = this.told.slice(echo + 1);
      return null;
    }
    const change = changeBetween(this.text, value);
    this.text = value;
    this.told = [];
    return change;
  }
}
