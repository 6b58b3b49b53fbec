import type { TextChange } from '@/analysis-kernel/document/text-change';
import { selectionAfter } from '@/components/editor/changes';
import type { TextSelection } from '@/components/editor/text-change';
import type { LiveCursor, LiveLink, LivePerson, LiveText, LiveTexts, Presence } from '@/components/workbench/live/live-text';

interface Reader {
  readonly changes: Set<(changes: readonly TextChange[]) => void>;
  readonly cursors: Set<() => void>;
  selection: TextSelection | null;
}

type Person = Pick<LivePerson, 'id' | 'name' | 'colour'>;

/** A text that several write in, each told at once of what the others do. */
export class TextModel {
  private readonly readers = new Map<string, Reader & { readonly person: Person }>();

  constructor(public text: string) {}

  /** The text as one person has it. */
  of(person: Person): LiveText {
    const reader = this.readers.get(person.id) ?? { person, changes: new Set(), cursors: new Set(), selection: null };
    this.readers.set(person.id, reader);
    const joined = <T>(set: Set<T>, one: T) => {
      set.add(one);
      return () => void set.delete(one);
    };
    return {
      value: () => this.text,
      edit: (changes) => this.change(changes, person.id),
      listen: (listener) => joined(reader.changes, listener),
      select: (selection) => {
        reader.selection = selection;
        for (const [id, other] of this.readers) if (id !== person.id) for (const tell of other.cursors) tell();
      },
      cursors: () => this.others(person.id),
      listenCursors: (listener) => joined(reader.cursors, listener),
    };
  }

  /** @param by who is not told, having done it; null tells everybody, as undo does */
  change(changes: readonly TextChange[], by: string | null): void {
    for (const { start, end, text } of changes) this.text = this.text.slice(0, start) + text + this.text.slice(end);
    for (const [id, reader] of this.readers) {
      if (reader.selection && id !== by) reader.selection = changes.reduce<TextSelection>(selectionAfter, reader.selection);
    }
    for (const [id, reader] of this.readers) if (id !== by) for (const tell of reader.changes) tell(changes);
  }

  selectionOf(id: string): TextSelection | null {
    return this.readers.get(id)?.selection ?? null;
  }

  private others(id: string): readonly LiveCursor[] {
    return [...this.readers.values()].flatMap(({ person, selection }) =>
      person.id === id || !selection ? [] : [{ person: person.id, name: person.name, colour: person.colour, ...selection }],
    );
  }
}

export const ann: LivePerson = { id: 'ann', name: 'Ann Berg', colour: 0, mayEdit: true, cell: null, running: [] };
export const wei: LivePerson = { id: 'wei', name: '李伟', colour: 1, mayEdit: true, cell: null, running: [] };

/** A notebook with others in it, as a test tells. */
export class LiveModel {
  private others: readonly LivePerson[] = [];
  private state: ReturnType<Presence['connection']> = 'live';
  private readonly documents = new Map<string, LiveText>();
  private readonly listeners = new Set<() => void>();
  readonly asked: string[] = [];
  /** What this window told the others. */
  readonly told: { readonly cell: string | null; readonly running: readonly string[] } = { cell: null, running: [] };

  private readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly presence: Presence = {
    subscribe: this.subscribe,
    people: () => this.others,
    connection: () => this.state,
    here: (cell: string | null) => void Object.assign(this.told, { cell }),
    running: (running: readonly string[]) => void Object.assign(this.told, { running }),
  };

  readonly texts: LiveTexts = {
    subscribe: this.subscribe,
    liveText: (id: string) => this.documents.get(id) ?? null,
    openText: (id: string) => void this.asked.push(id),
  };

  /** What a controller is joined to them by. */
  get link(): LiveLink {
    const nothing = () => undefined;
    return { ...this.presence, ...this.texts, start: nothing, wake: nothing, close: nothing };
  }

  tell(people: readonly LivePerson[], state: ReturnType<Presence['connection']> = this.state): void {
    this.others = people;
    this.state = state;
    for (const listener of this.listeners) listener();
  }

  /** The document of a cell came, or went. */
  give(id: string, text: LiveText | null): void {
    if (text) this.documents.set(id, text);
    else this.documents.delete(id);
    for (const listener of this.listeners) listener();
  }
}
