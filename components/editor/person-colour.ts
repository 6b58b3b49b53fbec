/** Colours that people have here; whoever comes after them has one of these again, and a name beside it. */
export const PERSON_COLOURS = 8;

/** The class that gives an element a person's colour as `--person`. */
export function personClass(colour: number): string {
  return `person-${(((Math.trunc(colour) % PERSON_COLOURS) + PERSON_COLOURS) % PERSON_COLOURS) + 1}`;
}
