/**
 * The bounds of every text that comes from outside (a person, a file, a sandbox), held before it is parsed. Lengths are in characters.
 * What a bound cannot tell beforehand is met by the deadline of the worker that parses.
 */
export const BOUNDS = {
  /** A text cell. `depth`: quotations and lists in one another; `marks`: signs of emphasis, links and maths in one paragraph. */
  markdown: { characters: 200_000, depth: 40, marks: 4000, output: 2_000_000 },
  /** A chart as its cell drew it. `attributes`: of one element; `defined`: elements in one marker, pattern or clip. */
  drawing: { characters: 4_000_000, nodes: 60_000, depth: 60, attributes: 60, style: 20_000, defined: 200 },
  /** An analysis or an input. `aliases`: whether a part may be named and repeated. */
  yaml: { characters: 50_000, lines: 1500, depth: 40, aliases: false },
  /** The settings at the head of a notebook, which other programs may have written. */
  settings: { characters: 50_000, lines: 1500, depth: 40, aliases: true },
  /** A dictionary's file. */
  dictionary: { characters: 20_000_000, lines: 400_000, depth: 40, aliases: true },
  /** A chart or code cell. `depth`: of the parsed program. */
  code: { characters: 200_000, depth: 400 },
  /** A notebook's file. */
  notebook: { characters: 20_000_000, cells: 5000 },
} as const;

/** A drawing above this length is shown and not kept: the next reader draws it again. */
export const LONGEST_KEPT_DRAWING = 1_000_000;

/** How long a worker may take over one text of a notebook, in milliseconds. */
export const CONTENT_DEADLINE = 4000;
