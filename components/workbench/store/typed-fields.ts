import { Versioned } from '../versioned';

/** What stands in a one-line field that is not entered yet. */
export interface Typed {
  /** `TITLE`, or the id of the cell whose name it is. */
  readonly field: string;
  readonly text: string;
  /** What the field held when the typing began, and of which version of the cell; the title has none. */
  readonly begun: string;
  readonly version: number | null;
}

/** The field of the notebook's title; every other one is called as its cell. */
export const TITLE = 'title';

/** One-line fields while somebody types in them. They rest with the drafts until they are entered or given up, so that no closed window loses one. */
export class TypedFields extends Versioned {
  private readonly fields = new Map<string, Typed>();
  private readonly left = new Set<string>();

  /** @param rest puts to rest what is typed */
  constructor(private readonly rest: () => void) {
    super();
  }

  /** What is typed in a field; null where nothing is. */
  of(field: string): Typed | null {
    return this.fields.get(field) ?? null;
  }

  all(): readonly Typed[] {
    return [...this.fields.values()];
  }

  /** Whether the text was left by a window that is gone, and so is to be entered as if the field had been left. */
  isLeft(field: string): boolean {
    return this.left.has(field);
  }

  /**
   * @param held what the field holds now
   * @param version of the cell whose name it is
   */
  type(field: string, text: string, held: string, version: number | null = null): void {
    this.left.delete(field);
    const { begun, version: base } = this.of(field) ?? { begun: held, version };
    this.fields.set(field, { field, text, begun, version: base });
    this.told();
  }

  /** What was typed is entered, or given up. */
  end(field: string): void {
    this.left.delete(field);
    if (this.fields.delete(field)) this.told();
  }

  /** Takes up what closed windows left; what is typed here already goes before it. */
  takeUp(typed: readonly Typed[]): void {
    const free = typed.filter(({ field }) => !this.fields.has(field));
    for (const one of free) {
      this.fields.set(one.field, one);
      this.left.add(one.field);
    }
    if (free.length > 0) this.told();
  }

  private told(): void {
    this.rest();
    this.changed();
  }
}
