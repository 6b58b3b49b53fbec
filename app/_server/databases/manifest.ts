import 'server-only';
/** What a release says about itself: in its table `_coho_manifest (key, json)` and, with the file's own hash, in a file beside it. */
import * as z from 'zod';

const localised = z.object({ en: z.string(), zh: z.string() });
const coverage = z.object({ from: z.string().nullable(), through: z.string().nullable() }).nullable();

/** The `about` block of a dictionary's source. */
export const aboutSchema = z.strictObject({
  kind: z.enum(['real', 'synthetic']).default('real'),
  source: localised.nullable().default(null),
  licence: z.string().nullable().default(null),
  policy: z.enum(['open data', 'controlled']).default('controlled'),
  look_back: z.strictObject({ possible: z.boolean(), note: localised }).nullable().default(null),
  /** Caveats a reader of results must know. */
  notes: z.array(localised).default([]),
  /** The model synthetic data were drawn from. */
  true_model: z
    .strictObject({
      program: z.string(),
      method: z.string(),
      formula: z.string(),
      log_hazard_ratios: z.record(z.string(), z.number()),
    })
    .nullable()
    .default(null),
});

export type About = z.infer<typeof aboutSchema>;

const tableSchema = z.object({ rows: z.number().int(), sha256: z.string() });

const manifestSchema = z.object({
  format: z.literal(1),
  database: z.string(),
  release: z.string(),
  title: localised,
  calendar: z.enum(['real', 'shifted', 'arbitrary']),
  coverage,
  about: aboutSchema,
  /** Rows and SHA-256 of each table: its rows as CSV in dictionary column order, sorted by all columns, without a header. */
  tables: z.record(z.string(), tableSchema),
  /** What an embedded database was made from: changes when its sources, its dictionary or its parameters do. */
  recipe: z.string().nullable(),
  parameters: z.record(z.string(), z.number()).nullable(),
  engine: z.string(),
});

export type Manifest = z.infer<typeof manifestSchema>;

/** The file `NAME.manifest.json`: the manifest, and the release file's size and SHA-256. */
export const manifestFileSchema = manifestSchema.extend({
  file: z.object({ bytes: z.number().int(), sha256: z.string() }),
});

export type ManifestFile = z.infer<typeof manifestFileSchema>;

/** Where a release's manifest file lies. */
export function manifestPath(releasePath: string): string {
  return `${releasePath.replace(/\.duckdb$/, '')}.manifest.json`;
}

/** The rows of `_coho_manifest`. */
export function manifestToRows(manifest: Manifest): readonly { readonly key: string; readonly json: string }[] {
  return Object.entries(manifest).map(([key, value]) => ({ key, json: JSON.stringify(value) }));
}

/** The manifest from the rows of `_coho_manifest`. */
export function manifestFromRows(rows: readonly { readonly key: string; readonly json: string }[]): Manifest {
  return manifestSchema.parse(Object.fromEntries(rows.map(({ key, json }) => [key, JSON.parse(json)])));
}
