import 'server-only';
/** The databases the project ships, and what each is built from. */

export interface EmbeddedDatabase {
  readonly name: string;
  /** Files under `data/`, in the order they run. */
  readonly sql: readonly string[];
  /** Files under `data/sources/`. */
  readonly sources: readonly string[];
  /** Whether `vocabulary.csv` beside the dictionary names its codes. */
  readonly vocabulary: boolean;
  /** Numbers the SQL reads with `getvariable`, and their defaults. */
  readonly parameters: Readonly<Record<string, number>>;
}

export const embeddedDatabases: readonly EmbeddedDatabase[] = [
  {
    name: 'breast_cancer',
    sql: ['breast_cancer/build.sql'],
    sources: ['rotterdam.csv.gz', 'gbsg.csv.gz'],
    vocabulary: false,
    parameters: {},
  },
  {
    name: 'cardiometabolic',
    sql: ['cardiometabolic/build.sql'],
    sources: ['nafld1.csv.gz', 'nafld2.csv.gz', 'nafld3.csv.gz'],
    vocabulary: false,
    parameters: {},
  },
  {
    name: 'renal_flc',
    sql: ['renal_flc/build.sql'],
    sources: ['flchain.csv.gz'],
    vocabulary: false,
    parameters: {},
  },
  {
    name: 'renal',
    sql: ['renal/people.sql', 'renal/records.sql'],
    sources: [],
    vocabulary: true,
    parameters: { patients: 20_000, seed: 20_260_101 },
  },
];

export function findEmbedded(name: string): EmbeddedDatabase | null {
  return embeddedDatabases.find((database) => database.name === name) ?? null;
}
