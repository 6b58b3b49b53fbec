import { Versioned } from '../versioned';

/** Whom this window goes along with. */
export class Following extends Versioned {
  private person: string | null = null;

  /** The id of the person followed; null where nobody is. */
  readonly whom = (): string | null => this.person;

  readonly set = (person: string | null): void => {
    if (this.person === person) return;
    this.person = person;
    this.changed();
  };
}
