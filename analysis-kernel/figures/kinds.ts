/**
 * The kinds of figures: what each needs to be drawn, and how well it stands for a whole notebook. A figure says what is shown, without how;
 * `draw.ts` has the drawing and the text alternative of each kind.
 */

import * as z from 'zod';

const words = z.object({ en: z.string().max(400), zh: z.string().max(400) });
const name = z.string().min(1).max(80);

/** What every figure has: a name for files, a title, and the result table that holds the data drawn. */
const common = { name, title: words, table: name };

export const FIGURE_KINDS = {
  survival: {
    schema: z.object({
      kind: z.literal('survival'),
      ...common,
      /** Unit of the table's times, UCUM or a word. */
      timeUnit: z.string().max(40).nullable(),
      /** The unit of the axis, and how many of the table's it is long; the table's own where it is not said. */
      shownTime: z.object({ unit: z.string().max(40).nullable(), length: z.number().positive() }).optional(),
      confLevel: z.number(),
      /** Said in the figure: the test between its groups. */
      note: words.nullable(),
      /** The curves end where fewer than this many are at risk: beyond, a step says more of one row than of the group. */
      leastAtRisk: z.number().int().min(0),
    }),
    weight: 2,
  },
  forest: {
    schema: z.object({
      kind: z.literal('forest'),
      ...common,
      confLevel: z.number(),
      /** What the coefficients are: a ratio is drawn from its logarithm, and compared with 1; a difference as it is, with 0. */
      measure: z.object({ kind: z.enum(['ratio', 'difference']), name: words, lower: words, higher: words }),
    }),
    weight: 1,
  },
  flow: { schema: z.object({ kind: z.literal('flow'), ...common }), weight: 0 },
} as const;

export type FigureKind = keyof typeof FIGURE_KINDS;

/** A figure of one kind. */
export type FigureOf<Kind extends FigureKind> = z.infer<(typeof FIGURE_KINDS)[Kind]['schema']>;

export type Figure = { readonly [Kind in FigureKind]: FigureOf<Kind> }[FigureKind];

/** Any figure, as it comes from outside. */
export const figureSchema: z.ZodType<Figure> = z.union(Object.values(FIGURE_KINDS).map(({ schema }) => schema));

/** How well the figure stands for the notebook it is in; a kind of weight 0 does not. */
export function figureWeight({ kind }: Figure): number {
  return FIGURE_KINDS[kind].weight;
}
