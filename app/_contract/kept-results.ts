import * as z from 'zod';
import type { CellOutcome } from '@/analysis-kernel/cells/outcome';
import type { CellKind } from '@/analysis-kernel/document/notebook';
import { figureSchema } from '@/analysis-kernel/figures/kinds';
import { KEPT_KINDS, type KeptOutcome } from '@/analysis-kernel/session/kept';
import type { CellState } from '@/analysis-kernel/session/state';
import { viewSchema } from '@/analysis-kernel/views/kinds';
import { LONGEST_RESULTS, MOST_RESULTS } from './kept-bounds';

const key = z.string().regex(/^[0-9a-f]{64}$/);
const notebook = z.string().min(1).max(100);
const name = z.string().max(300);
const text = z.string().max(20_000);
const value = z.union([z.string().max(2000), z.number(), z.boolean(), z.null()]);
const localised = z.object({ en: text, zh: text });

export const keptLabels = z.record(name, localised);

/** What each cell may give is checked by its own declaration; these are the bounds of all. */
export const keptTable = z.object({
  columns: z.array(name).max(200).readonly(),
  types: z.array(z.enum(['text', 'integer', 'number', 'decimal', 'boolean', 'date', 'datetime'])).readonly(),
  rows: z.array(z.array(value).readonly()).max(50_000).readonly(),
});

/** An outcome as it is kept: aggregates, and the words around them. Checked on the way in and on the way out. */
export const keptOutcome: z.ZodType<KeptOutcome> = z.object({
  tables: z
    .array(z.tuple([name, keptTable]).readonly())
    .max(100)
    .readonly(),
  totals: z
    .array(z.tuple([name, z.number()]).readonly())
    .max(200)
    .readonly(),
  stored: z
    .array(z.tuple([name, name]).readonly())
    .max(200)
    .readonly(),
  warnings: z
    .array(z.object({ code: name, message: localised }))
    .max(500)
    .readonly(),
  conventions: z.record(name, value),
  seed: z.number().nullable(),
  figures: z.array(figureSchema).max(20).readonly(),
  views: z.array(viewSchema).max(100).readonly(),
  rows: z
    .object({
      total: z.number(),
      used: z.number(),
      missing: z
        .array(z.object({ variable: name, n: z.number() }))
        .max(1000)
        .readonly(),
    })
    .nullable(),
  sentence: localised.nullable(),
  paragraph: localised.nullable(),
  words: localised.nullable(),
  rScript: text.nullable(),
  labels: keptLabels,
  value: value.optional(),
  svg: z.string().max(1_000_000).optional(),
  aggregates: z.array(name).max(200).readonly().default([]),
});

export const keptResult = z.object({
  key,
  kind: z.enum(KEPT_KINDS),
  /** Method of an analysis cell, by which the server knows what its tables are. */
  method: z.string().max(60).nullable(),
  outcome: keptOutcome,
});
export type KeptResult = z.infer<typeof keptResult>;

/** The envelope: what is in the results, JSON of `KeptResult[]`, is looked at in a thread, once it is known who sends them. */
export const keepInput = z.object({ notebook, results: z.string().min(2).max(LONGEST_RESULTS) });
/** What is in that JSON before each result is held to its kind. */
export const sentResults = z.array(z.looseObject({ key })).min(1).max(MOST_RESULTS);
export const readKeptInput = z.object({ notebook, keys: z.array(key).min(1).max(1000) });
export const withdrawInput = z.object({ notebook, key });

/** Where a kept result comes from. */
export interface ResultOrigin {
  /** Whose run it is; null for the server's own at its start. */
  readonly by: string | null;
  /** ISO time. */
  readonly at: string;
  /** Of Coho's statistics. */
  readonly version: string;
  /** `agrees`: the server ran it itself and got the same. */
  readonly check: 'none' | 'pending' | 'agrees' | 'differs';
  /** Null while it stands. */
  readonly withdrawn: { readonly at: string; readonly by: string | null } | null;
}

/** What the server holds under a key; a withdrawn result has no outcome. */
export interface KeptEntry {
  readonly key: string;
  /** Of the cell it was sent for; a cell of another kind is not shown it. */
  readonly kind: CellKind;
  readonly outcome: KeptOutcome | null;
  readonly origin: ResultOrigin;
}

/** A cell's state with its kept result; what is measured in it stands in the entry of its key. */
export interface BroughtState extends Omit<CellState, 'outcome'> {
  readonly said: Omit<CellOutcome, 'tables' | 'totals' | 'stored' | 'meta'>;
}

/** Kept results that a page brings along, for its cells as they stood when it was written. */
export interface BroughtResults {
  /** Keys that were looked for. */
  readonly looked: readonly string[];
  readonly entries: readonly KeptEntry[];
  readonly states: readonly BroughtState[];
}
