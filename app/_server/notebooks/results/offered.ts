import 'server-only';
import type { CellKind } from '@/analysis-kernel/document/notebook';
import type { ResultTable } from '@/analysis-kernel/results/result';
import type { KeptOutcome } from '@/analysis-kernel/session/kept';
import { sameOutcome } from '@/analysis-kernel/session/same-outcome';
import { type KeptResult, keptOutcome } from '@/app/_contract/kept-results';
import { pictureOf } from '../picture';

/** A result that may be kept, written down: what is large of it stays text. */
export interface OfferedResult {
  readonly key: string;
  readonly kind: Exclude<CellKind, 'text' | 'input'>;
  readonly method: string | null;
  /** JSON of its outcome. */
  readonly json: string;
  readonly bytes: number;
  readonly picture: string;
  readonly figures: KeptOutcome['figures'];
  /** Whether it says more in words, or in rows of one name, than nearly all results do. */
  readonly saysMuch: boolean;
}

/**
 * Different texts in its tables, their characters, and those of different texts beside them: some three times what a usual result has.
 * Rows of a table whose texts are all the same: an effect is drawn through some hundred points.
 */
const USUAL = { texts: 100, inTables: 4000, beside: 12_000, alike: 150 } as const;
/** What a curve counts at each of its steps, of which it has as many as there are times. */
const COUNTED_AT_STEPS = new Set(['n_risk', 'n_positive']);

/** How a run agrees with the result that stands under its key; `unreadable` where that is of no form of today. */
export type Agreement = 'unreadable' | 'differs' | 'numbers' | 'whole';

export function offeredOf({ key, kind, method, outcome }: KeptResult): OfferedResult {
  const json = JSON.stringify(outcome);
  return {
    key,
    kind,
    method,
    json,
    bytes: Buffer.byteLength(json),
    picture: pictureOf(outcome),
    figures: outcome.figures,
    saysMuch: isLong(outcome),
  };
}

/** Text has room for rows of patients; so have numbers, where many rows stand under one name. */
function isLong({ tables, svg: _, ...beside }: KeptOutcome): boolean {
  const inTables = new Set(tables.flatMap(([, { rows }]) => rows.flat().filter((value) => typeof value === 'string')));
  const around = new Set<string>();
  addTexts(beside, around);
  const characters = (texts: ReadonlySet<string>) => [...texts].reduce((sum, { length }) => sum + length, 0);
  if (tables.some(([, table]) => !table.columns.some((name) => COUNTED_AT_STEPS.has(name)) && mostAlike(table) > USUAL.alike)) return true;
  return inTables.size > USUAL.texts || characters(inTables) > USUAL.inTables || characters(around) > USUAL.beside;
}

/** The most rows whose texts are the same. */
function mostAlike({ types, rows }: ResultTable): number {
  const texts = types.flatMap((type, at) => (type === 'text' ? [at] : []));
  const alike = new Map<string, number>();
  for (const row of rows) {
    const name = JSON.stringify(texts.map((at) => row[at]));
    alike.set(name, (alike.get(name) ?? 0) + 1);
  }
  return Math.max(0, ...alike.values());
}

/** Adds the texts of a value, names of its fields included. */
function addTexts(value: unknown, texts: Set<string>): void {
  if (typeof value === 'string') texts.add(value);
  else if (typeof value === 'object' && value !== null) {
    for (const [name, part] of Object.entries(value)) {
      if (!Array.isArray(value)) texts.add(name);
      addTexts(part, texts);
    }
  }
}

/** @param json of the run's outcome; `standing` that of the one kept */
export function agreementOf(json: string, standing: string): Agreement {
  const kept = keptOutcome.safeParse(JSON.parse(standing)).data;
  if (kept === undefined) return 'unreadable';
  const run = keptOutcome.parse(JSON.parse(json));
  if (!sameOutcome(kept, run)) return 'differs';
  return kept.svg === run.svg ? 'whole' : 'numbers';
}
