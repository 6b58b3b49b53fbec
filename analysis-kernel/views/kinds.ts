/**
 * The kinds of views: how a result table is laid out as a journal prints it. A view says what a table is; `views.ts` has the layout of each
 * kind.
 */

import * as z from 'zod';

const words = z.object({ en: z.string().max(2000), zh: z.string().max(2000) });
const name = z.string().min(1).max(80);
/** A value of a text column. */
const level = z.string().max(1000);

const common = {
  /** The result table laid out. */
  table: name,
  title: words,
  /** The data of a figure, or what another table's notes say: reachable, but not printed unasked. */
  folded: z.boolean(),
  /** Said below the table. */
  notes: z.array(words).max(20),
};

/** What a method says of a column of its own: the heading, and words for its values. */
const column = z.object({
  header: words.optional(),
  words: z.record(z.string(), words).optional(),
  /** Times are shown in a unit so many of the table's own long. */
  length: z.number().positive().optional(),
});

const VIEW_KINDS = {
  /** Column by column, as it stands; where the level of its intervals is known, their limits stand in brackets behind what they are of. */
  table: z.object({ kind: z.literal('table'), ...common, columns: z.record(z.string(), column), confLevel: z.number().optional() }),
  /** One row, read downwards. */
  facts: z.object({ kind: z.literal('facts'), ...common, columns: z.record(z.string(), column) }),
  /** Characteristics by group. */
  baseline: z.object({
    kind: z.literal('baseline'),
    ...common,
    /** The columns whose levels make the groups, outermost first. */
    by: z.array(name).max(10),
    /** The columns of the table in their order: group as in the result, its levels of the columns of `by`, which others it is compared with. */
    groups: z
      .array(z.object({ key: level.nullable(), levels: z.array(level).max(10), panel: z.number().int().nonnegative().nullable() }))
      .max(200),
    /** The column within whose levels the table is repeated. */
    subgroups: name.optional(),
    /** Numbers given by mean and standard deviation; the others by median and quartiles. */
    normal: z.array(name).max(1000),
    /** Decimals of variables that are not to follow from their spread. */
    decimals: z.record(name, z.number().int().min(0).max(6)),
    percentDecimals: z.number().int().min(0).max(3),
    /** Where missing values are told. */
    missing: z.enum(['rows', 'column', 'footnote']),
    /** What percentages are of. */
    percentOf: z.enum(['known', 'all']),
  }),
  /** Coefficients of a model with what they stand for: a ratio is shown from its logarithm. */
  coefficients: z.object({
    kind: z.literal('coefficients'),
    ...common,
    confLevel: z.number(),
    measure: z.object({ kind: z.enum(['ratio', 'difference']), name: words }),
    /** Of several models: the column that tells them apart, with words for its values, each above its rows. */
    models: z.object({ column: name, words: z.record(z.string(), words) }).optional(),
    /** Rows that hold this value in this column have an effect, the others a coefficient alone; all have without. */
    effects: z.object({ column: name, value: name }).optional(),
  }),
  /** Medians with their intervals, where one may not be reached. */
  medians: z.object({
    kind: z.literal('medians'),
    ...common,
    confLevel: z.number(),
    timeUnit: z.string().max(40).nullable(),
    timeLength: z.number().positive().optional(),
  }),
} as const;

export type ViewKind = keyof typeof VIEW_KINDS;

/** A view of one kind. */
export type ViewOf<Kind extends ViewKind> = z.infer<(typeof VIEW_KINDS)[Kind]>;

export type View = { readonly [Kind in ViewKind]: ViewOf<Kind> }[ViewKind];

/** Any view, as it comes from outside. */
export const viewSchema: z.ZodType<View> = z.union(Object.values(VIEW_KINDS));
