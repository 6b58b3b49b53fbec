import type { OtherCursor, SharedText } from './shared-text';

/** As long as a name stands at a cursor that has moved. */
export const NAMED_MS = 2500;

/** Somebody's cursor as it is drawn. */
export interface ShownCursor extends OtherCursor {
  /** It has just moved: the name stands at it. */
  readonly isNamed: boolean;
}

/** The names at one place of a text: several people there have one flag. */
export interface CursorFlag {
  readonly at: number;
  readonly colour: number;
  readonly names: readonly string[];
}

type Text = Pick<SharedText, 'cursors' | 'listen' | 'listenCursors'>;

/** The cursors of others in one text. A cursor that is only pushed along by what somebody else writes has not moved. */
export class LiveCursors {
  private readonly listeners = new Set<() => void>();
  private shown: readonly ShownCursor[] = [];
  private readonly timers = new Map<string, () => void>();
  private isStill = false;
  private readonly ends: readonly (() => void)[];

  constructor(
    private readonly text: Text,
    private readonly later: (work: () => void, milliseconds: number) => () => void,
  ) {
    this.ends = [
      text.listenCursors(() => this.read((now, before) => !this.isStill && (now.anchor !== before?.anchor || now.head !== before.head))),
      text.listen((changes) => {
        const last = changes.at(-1);
        // Who stands behind what was written has written it.
        this.read(({ head }) => last !== undefined && head === last.start + last.text.length);
      }),
    ];
    this.read(() => true);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** The same list until one of them is drawn differently. */
  readonly all = (): readonly ShownCursor[] => this.shown;

  /** Does work of this person that moves nobody. */
  still(work: () => void): void {
    this.isStill = true;
    try {
      work();
    } finally {
      this.isStill = false;
      this.read(() => false);
    }
  }

  end(): void {
    for (const end of this.ends) end();
    for (const cancel of this.timers.values()) cancel();
    this.timers.clear();
  }

  private read(hasMoved: (now: OtherCursor, before: OtherCursor | undefined) => boolean): void {
    const before = new Map(this.shown.map((cursor) => [cursor.person, cursor]));
    const cursors = this.text.cursors();
    for (const cursor of cursors) if (hasMoved(cursor, before.get(cursor.person))) this.name(cursor.person);
    const now = cursors.map((cursor) => ({ ...cursor, isNamed: this.timers.has(cursor.person) }));
    const isSame =
      before.size === now.length &&
      now.every(({ person, anchor, head, isNamed }) => {
        const was = before.get(person);
        return was?.anchor === anchor && was.head === head && was.isNamed === isNamed;
      });
    if (isSame) return;
    this.shown = now;
    for (const listener of this.listeners) listener();
  }

  private name(person: string): void {
    this.timers.get(person)?.();
    const cancel = this.later(() => {
      this.timers.delete(person);
      this.read(() => false);
    }, NAMED_MS);
    this.timers.set(person, cancel);
  }
}

/** The flags of cursors that have just moved. */
export function flagsOf(cursors: readonly ShownCursor[]): readonly CursorFlag[] {
  const flags = new Map<number, CursorFlag>();
  for (const { head, colour, name, isNamed } of cursors) {
    if (!isNamed) continue;
    const known = flags.get(head);
    flags.set(head, known ? { ...known, names: [...known.names, name] } : { at: head, colour, names: [name] });
  }
  return [...flags.values()];
}

/** What a flag says: one name, or the first and how many more. */
export function flagText({ names }: CursorFlag): string {
  return names.length === 1 ? names[0] : `${names[0]} +${names.length - 1}`;
}
