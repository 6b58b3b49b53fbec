import type { Here, LiveTold, PersonHere } from '@/app/_contract/live';
import type { LiveCursor, LivePerson } from './live-text';

/** Who else is in the notebook, and where. Several windows of one person are one person, who is where the window is that moved last. */
export class PeopleHere {
  private known: readonly PersonHere[] = [];
  private readonly windows = new Map<number, Here>();
  private shown: readonly LivePerson[] = [];

  /** @param reader this person, who is not among the others */
  constructor(private readonly reader: string) {}

  people(): readonly LivePerson[] {
    return this.shown;
  }

  welcome({ people, here }: Extract<LiveTold, { type: 'welcome' }>): void {
    this.windows.clear();
    for (const one of here) this.windows.set(one.window, one);
    this.known = people;
    this.show();
  }

  hear(told: Extract<LiveTold, { type: 'people' | 'here' }>): void {
    if (told.type === 'people') this.known = told.people;
    else {
      for (const window of told.gone) this.windows.delete(window);
      for (const one of told.here) {
        // The one that moved last stands last.
        this.windows.delete(one.window);
        this.windows.set(one.window, one);
      }
    }
    this.show();
  }

  /** Where others are in a cell's text. */
  cursors(cell: string, offsets: (here: Here) => { readonly anchor: number; readonly head: number } | null): readonly LiveCursor[] {
    const people = new Map(this.shown.map((person) => [person.id, person]));
    return [...this.windows.values()].flatMap((here) => {
      const person = people.get(here.person);
      const place = person && here.cell === cell ? offsets(here) : null;
      return person && place ? [{ person: person.id, name: person.name, colour: person.colour, ...place }] : [];
    });
  }

  private show(): void {
    const windows = [...this.windows.values()];
    this.shown = this.known
      .filter(({ id }) => id !== this.reader)
      .map((person) => {
        const own = windows.filter(({ person: id }) => id === person.id);
        return { ...person, cell: own.at(-1)?.cell ?? null, running: [...new Set(own.flatMap(({ running }) => running))] };
      });
  }
}
