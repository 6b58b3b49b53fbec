import { changedText, splitsCharacter } from '@/analysis-kernel/document/text-change';
import type { Surface } from './text-binding';
import type { TextSelection } from './text-change';

interface AreaEvents {
  /** The person changed the text, or has composed a word. */
  readonly onTyped: () => void;
  /** Null when the area is left. */
  readonly onSelect: (selection: TextSelection | null) => void;
}

/** A text area as its text sees it. */
export class AreaSurface implements Surface {
  private composing = false;
  private readonly ends = new AbortController();

  constructor(
    private readonly area: HTMLTextAreaElement,
    events: AreaEvents,
  ) {
    const { signal } = this.ends;
    const isHere = () => document.activeElement === area;
    const begins = () => {
      this.composing = true;
    };
    const done = () => {
      this.composing = false;
      events.onTyped();
    };
    area.addEventListener('input', () => events.onTyped(), { signal });
    area.addEventListener('compositionstart', begins, { signal });
    area.addEventListener('compositionend', done, { signal });
    // A page that is left in the middle of a word hears no end of it.
    area.addEventListener('blur', () => (this.composing ? done() : undefined), { signal });
    area.addEventListener('blur', () => (document.hasFocus() ? events.onSelect(null) : undefined), { signal });
    area.addEventListener('focus', () => events.onSelect(this.selection()), { signal });
    document.addEventListener('selectionchange', () => (isHere() ? events.onSelect(this.selection()) : undefined), { signal });
  }

  readonly value = (): string => this.area.value;

  readonly isComposing = (): boolean => this.composing;

  selection(): TextSelection {
    const { selectionStart, selectionEnd, selectionDirection } = this.area;
    return selectionDirection === 'backward'
      ? { anchor: selectionEnd, head: selectionStart }
      : { anchor: selectionStart, head: selectionEnd };
  }

  readonly apply: Surface['apply'] = (changes, moved) => {
    const { area } = this;
    const { anchor, head } = moved(this.selection());
    const { scrollTop } = area;
    area.value = changedText(area.value, changes);
    const whole = (at: number) => (splitsCharacter(area.value, at) ? at - 1 : at);
    const [first, last] = [Math.min(anchor, head), Math.max(anchor, head)].map(whole);
    area.setSelectionRange(first, last, head < anchor ? 'backward' : 'forward');
    area.scrollTop = scrollTop;
  };

  end(): void {
    this.ends.abort();
  }
}
