import * as z from 'zod';
import { figureSchema } from '@/analysis-kernel/figures/kinds';
import type { KeptOutcome } from '@/analysis-kernel/session/kept';
import { viewSchema } from '@/analysis-kernel/views/kinds';

const key = z.string().regex(/^[0-9a-f]{64}$/);
const notebook = z.string().min(1).max(100);
const value = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const localised = z.object({ en: z.string(), zh: z.string() });

const table = z.object({
  columns: z.array(z.string()).readonly(),
  types: z.array(z.enum(['text', 'integer', 'number', 'decimal', 'boolean', 'date', 'datetime'])).readonly(),
  rows: z.array(z.array(value).readonly()).max(50_000).readonly(),
});

/** An outcome as it is kept: aggregates, and the words around them. Checked on the way in and on the way out. */
export const keptOutcome: z.ZodType<KeptOutcome> = z.object({
  tables: z.array(z.tuple([z.string(), table]).readonly()).readonly(),
  totals: z.array(z.tuple([z.string(), z.number()]).readonly()).readonly(),
  stored: z.array(z.tuple([z.string(), z.string()]).readonly()).readonly(),
  warnings: z.array(z.object({ code: z.string(), message: localised })).readonly(),
  conventions: z.record(z.string(), value),
  seed: z.number().nullable(),
  figures: z.array(figureSchema).readonly(),
  views: z.array(viewSchema).readonly(),
  rows: z
    .object({ total: z.number(), used: z.number(), missing: z.array(z.object({ variable: z.string(), n: z.number() })).readonly() })
    .nullable(),
  sentence: localised.nullable(),
  paragraph: localised.nullable(),
  words: localised.nullable(),
  codeLists: z
    .array(z.object({ name: z.string().nullable(), label: z.string().nullable(), system: z.string(), written: z.string() }))
    .readonly()
    .optional(),
  rScript: z.string().nullable(),
  labels: z.record(z.string(), localised),
  value: value.optional(),
  svg: z.string().max(1_000_000).optional(),
  aggregates: z.array(z.string()).readonly().default([]),
});

export const keptResult = z.object({
  key,
  kind: z.enum(['cohort', 'analysis', 'sql', 'chart', 'code']),
  /** Method of an analysis cell, by which the server knows which of its tables hold patients. */
  method: z.string().max(60).nullable(),
  outcome: keptOutcome,
});
export type KeptResult = z.infer<typeof keptResult>;

export const keepInput = z.object({ notebook, results: z.array(keptResult).min(1).max(100) });
export const readKeptInput = z.object({ notebook, keys: z.array(key).min(1).max(1000) });
