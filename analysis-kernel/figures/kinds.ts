/**
 * The kinds of figures: what each needs to be drawn, and how well it stands for a whole notebook. A figure says what is shown, without how;
 * `draw.ts` has the drawing and the text alternative of each kind.
 */

import * as z from 'zod';

const words = z.object({ en: z.string().max(400), zh: z.string().max(400) });
const name = z.string().min(1).max(80);
/** A number that can be drawn: beyond, coordinates are lost. */
const number = z.number().min(-1e15).max(1e15);

/** What every figure has: a name for files, a title, and the result table that holds the data drawn. */
const common = { name, title: words, table: name };

/** The unit of the axis, and how many of the table's it is long. */
const shownTime = z.object({ unit: z.string().max(40).nullable(), length: number.positive() });

/** What curves over time have besides. */
const overTime = {
  confLevel: number,
  /** Said in the figure: the test between its groups. */
  note: words.nullable(),
  /** The curves end where fewer than this many are at risk: beyond, a step says more of one row than of the group. */
  leastAtRisk: number.int().min(0),
};

const FIGURE_KINDS = {
  survival: {
    schema: z.object({
      kind: z.literal('survival'),
      ...common,
      /** Unit of the table's times, UCUM or a word. */
      timeUnit: z.string().max(40).nullable(),
      /** The table's own unit where it is not said. */
      shownTime: shownTime.optional(),
      /** Curves of a model: those whom the table counts do not make them, and are not marked on them. No unless said. */
      modelled: z.boolean().optional(),
      ...overTime,
    }),
    weight: 2,
  },
  incidence: {
    schema: z.object({
      kind: z.literal('incidence'),
      ...common,
      ...overTime,
      shownTime,
      /** The column of the data whose values the causes are: labels say them in words. */
      causeColumn: z.string().max(400),
      /** Whether the table counts who is at risk and who had the event: predicted curves do not. Yes unless said. */
      counted: z.boolean().optional(),
    }),
    weight: 2,
  },
  /** Mean numbers of events by time, which end at no value. */
  mean: { schema: z.object({ kind: z.literal('mean'), ...common, ...overTime, shownTime }), weight: 2 },
  forest: {
    schema: z.object({
      kind: z.literal('forest'),
      ...common,
      confLevel: number,
      /** The columns that name a row: one minus the next, of levels one after the other. Coefficients are named by their term. */
      named: z.array(name).min(1).max(5).optional(),
      /** The column of the estimates; `estimate` unless said. */
      estimate: name.optional(),
      /** Rows that hold this value in this column are drawn, the others not. */
      only: z.object({ column: name, value: name }).optional(),
      /** What is drawn: a ratio from its logarithm unless it is given `plain`, compared with 1; a difference with 0; a level, as a rate, with nothing. */
      measure: z.object({
        kind: z.enum(['ratio', 'difference', 'level']),
        plain: z.boolean().optional(),
        name: words,
        lower: words,
        higher: words,
      }),
    }),
    weight: 1,
  },
  effect: {
    schema: z.object({
      kind: z.literal('effect'),
      ...common,
      confLevel: number,
      /** The rows of the table whose `variable` this is are the curve; labels say it in words. */
      variable: z.string().max(400),
      /** What the values are, where they are not those of the variable. */
      axis: words.optional(),
      unit: z.string().max(40).nullable(),
      /** The value that the others are compared with; null where they are compared with none. */
      reference: number.nullable(),
      measure: z.object({ kind: z.enum(['ratio', 'difference']), name: words }),
    }),
    weight: 1,
  },
  roc: {
    schema: z.object({
      kind: z.literal('roc'),
      ...common,
      confLevel: number,
      /** The area of each marker's curve, with its limits where it has any. */
      curves: z.array(z.object({ marker: z.string().max(400), auc: number, low: number.nullable(), high: number.nullable() })).max(20),
      /** Cut-offs marked on the curves, with what they are. */
      points: z
        .array(z.object({ marker: z.string().max(400), text: z.string().max(80).nullable(), sensitivity: number, specificity: number }))
        .max(60),
    }),
    weight: 1,
  },
  /** Smooth curves of a model, beside the steps that were observed. */
  fitted: {
    schema: z.object({
      kind: z.literal('fitted'),
      ...common,
      confLevel: number,
      shownTime,
      /** The last time anybody was followed to, in the table's own units: beyond, curves rest on the model alone. */
      followUp: number.nonnegative(),
      /** The column that tells the curves apart. */
      by: name,
      /** What is drawn: `estimate` with its limits and the observed steps, or `hazard` with its own. */
      value: z.enum(['survival', 'hazard']),
    }),
    weight: 2,
  },
  /** Mean curves of a model over time, with their bands. */
  trajectory: {
    schema: z.object({
      kind: z.literal('trajectory'),
      ...common,
      confLevel: z.number(),
      /** The column of the data whose values the groups are: labels say them in words; null of one curve. */
      by: z.string().max(400).nullable(),
      across: words,
      up: words,
    }),
    weight: 2,
  },
  pairs: {
    schema: z.object({
      kind: z.literal('pairs'),
      ...common,
      across: words,
      up: words,
      confLevel: number,
      /** Levels across the figure, with their limits. */
      levels: z.array(z.object({ value: number, low: number, high: number, words })).max(5),
      line: z.object({ intercept: number, slope: number, words }).nullable(),
    }),
    weight: 1,
  },
  matrix: {
    schema: z.object({
      kind: z.literal('matrix'),
      ...common,
      rows: words,
      columns: words,
      categories: z.array(z.object({ level: z.string().max(400), words })).max(20),
    }),
    weight: 1,
  },
  flow: { schema: z.object({ kind: z.literal('flow'), ...common }), weight: 0 },
} as const;

export type FigureKind = keyof typeof FIGURE_KINDS;

/** A figure of one kind. */
export type FigureOf<Kind extends FigureKind> = z.infer<(typeof FIGURE_KINDS)[Kind]['schema']>;

export type Figure = { readonly [Kind in FigureKind]: FigureOf<Kind> }[FigureKind];

/** The flow of a cohort through its criteria, from its table of attrition. */
export const COHORT_FLOW: Figure = { kind: 'flow', name: 'flow', title: { en: 'Cohort flow', zh: '队列流程图' }, table: 'attrition' };

/** Any figure, as it comes from outside. */
export const figureSchema: z.ZodType<Figure> = z.union(Object.values(FIGURE_KINDS).map(({ schema }) => schema));

/** How well the figure stands for the notebook it is in; a kind of weight 0 does not. */
export function figureWeight({ kind }: Figure): number {
  return FIGURE_KINDS[kind].weight;
}
