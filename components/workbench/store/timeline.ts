import { cellOf, composed, type Operation } from '@/analysis-kernel/document/operations';
import { changeBetween } from '@/analysis-kernel/document/text-change';

/** What takes back what was done in a shared text rests with the text itself: of its own steps, the last. */
interface SharedStep {
  readonly kind: 'shared';
  readonly id: string;
}

/** What takes a part of a step back. */
export type Part = Operation | SharedStep;

/** One step of a person: what takes it back, in its order. */
type Step = readonly Part[];

/** The cell a part is about; null for the title. */
export function cellOfPart(part: Part): string | null {
  return part.kind === 'shared' ? part.id : cellOf(part);
}

/** More characters at once than anybody types: a paste, a completion, a form. */
const BLOCK = 20;
const MOST_STEPS = 200;

/** How an edit of a text came about: a key, a new line, or a whole block. */
export type Typing = 'key' | 'line' | 'block';

export function typingOf(before: string, after: string): Typing {
  const change = changeBetween(before, after);
  if (!change) return 'key';
  if (change.text.length > BLOCK || change.end - change.start > BLOCK) return 'block';
  if (change.text.includes('\n')) return change.text.trim() === '' ? 'line' : 'block';
  return 'key';
}

/**
 * What one person did in one window, to be taken back and done again step by step. A step is a stretch of typing in one cell (a
 * pause, a new line or a paste begins another) or one act, such as a rename in many cells.
 */
export class Timeline {
  private undoable: readonly Step[] = [];
  private redoable: readonly Step[] = [];
  /** The cell whose typing the last step takes up. */
  private typing: string | null = null;

  get canUndo(): boolean {
    return this.undoable.length > 0;
  }

  get canRedo(): boolean {
    return this.redoable.length > 0;
  }

  /** Whether what is typed in a shared text goes on with the last step. */
  continues(id: string, typing: Typing): boolean {
    const last = this.undoable.at(-1);
    return typing === 'key' && this.typing === id && last?.length === 1 && last[0].kind === 'shared' && last[0].id === id;
  }

  /** Notes a step by what takes it back; what was undone before in the same cells cannot be done again. */
  did(step: Step, typing: Typing | null): void {
    if (step.length === 0) return;
    const [first] = step;
    const last = this.undoable.at(-1);
    const goesOn = typing === 'key' && this.typing !== null && this.typing === cellOfPart(first) && last;
    const one = goesOn ? joined(first, last[0]) : null;
    this.undoable = one && last?.length === 1 ? [...this.undoable.slice(0, -1), [one]] : [...this.undoable.slice(1 - MOST_STEPS), step];
    this.typing = typing === 'key' || typing === 'line' ? cellOfPart(first) : null;
    this.redoable = without(this.redoable, touched(step), false);
  }

  /** What is typed from here on is a step of its own. */
  pause(): void {
    this.typing = null;
  }

  /** The last step, to be taken back; `done` is told what takes that back in turn. */
  turn(direction: 'undo' | 'redo', perform: (step: Step) => Step): Step | null {
    this.typing = null;
    const from = direction === 'undo' ? this.undoable : this.redoable;
    const step = from.at(-1);
    if (!step) return null;
    const back = perform(step);
    const rest = from.slice(0, -1);
    const more = back.length > 0 ? [back] : [];
    if (direction === 'undo') [this.undoable, this.redoable] = [rest, [...this.redoable, ...more]];
    else [this.redoable, this.undoable] = [rest, [...this.undoable, ...more]];
    return step;
  }

  /** Others changed these cells: a step that would put an older text over theirs is given up. */
  changedByOthers(ids: ReadonlySet<string>): void {
    if (ids.size === 0) return;
    this.undoable = without(this.undoable, ids, true);
    this.redoable = without(this.redoable, ids, true);
    this.typing = null;
  }
}

function joined(first: Part, last: Part): Part | null {
  if (first.kind === 'shared' || last.kind === 'shared') return first.kind === last.kind ? last : null;
  return composed(first, last);
}

function touched(step: Step): Set<string> {
  return new Set(step.map((part) => cellOfPart(part) ?? 'title'));
}

const isShared = (part: Part): boolean => part.kind === 'shared';

/**
 * The steps that touch none of these cells, nor a cell of a later step that is given up: texts are whole, none may be skipped.
 * @param shared what was done in shared texts stays: there nobody's text is put over another's
 */
function without(steps: readonly Step[], ids: ReadonlySet<string>, shared: boolean): readonly Step[] {
  const given = new Set(ids);
  return steps
    .toReversed()
    .flatMap((step): readonly Step[] => {
      const kept = shared ? step.filter(isShared) : [];
      const own = touched(shared ? step.filter((part) => !isShared(part)) : step);
      if (![...own].some((id) => given.has(id))) return [step];
      for (const id of own) given.add(id);
      return kept.length > 0 ? [kept] : [];
    })
    .toReversed();
}
