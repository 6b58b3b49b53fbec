import 'server-only';
/** The thread that reads results, those browsers send and those that are kept: one made to be large keeps the server from nobody. */
import * as z from 'zod';
import { findRow } from '@/analysis-kernel/anchors/table-anchor';
import { sameOutcome } from '@/analysis-kernel/session/same-outcome';
import { type KeptEntry, keptOutcome, keptResult, sentResults } from '@/app/_contract/kept-results';
import { entryOf, type KeptText, standing } from '../kept-entries';
import { permittedResults } from '../kept-shape';
import { isDoubtful, vocabularyFrom } from './doubt';
import { drawnBy } from './drawn-by';
import { type Agreement, agreementOf, offeredOf } from './offered';
import type { OwnRun, Pair, PermittedTexts, ReadEntries, SentTexts, ValueShown, Verdict } from './tasks';

/** Of results as a browser sent them those that may be kept; null where the text is none of results. */
export async function permitted({ text, keys, named }: SentTexts): Promise<PermittedTexts | null> {
  const sent = sentResults.safeParse(parsed(text)).data;
  if (!sent) return null;
  const { results, refused } = await permittedResults(sent, new Set(keys));
  const known = vocabularyFrom(named);
  return { results: await Promise.all(results.map(async (one) => offeredOf(one, isDoubtful(one, await drawnBy(one), known)))), refused };
}

export function agreements(pairs: readonly Pair[]): readonly Agreement[] {
  return pairs.map(({ json, standing: kept }) => (json === kept ? 'whole' : agreementOf(json, kept)));
}

/** Kept results as they are shown, as JSON. */
export function entries(texts: readonly KeptText[]): ReadEntries {
  const read: readonly KeptEntry[] = texts.flatMap((text) => entryOf(text) ?? []);
  return { json: JSON.stringify(read), figures: standing(read).map(([key, { figures }]) => [key, { figures }]) };
}

const answers = z.union([
  z.object({ ran: z.literal(true), kept: keptResult.nullable() }),
  z.object({ ran: z.literal(false), why: z.enum(['elsewhere', 'drawn', 'unable']) }),
]);

/** Holds a kept result against the server's own run; one that is of no form of today is confirmed by none. */
export function verdict({ run, kept }: OwnRun): Verdict {
  const own = answers.safeParse(parsed(run)).data;
  if (!own) return { ran: false, why: 'unable' };
  if (!own.ran) return own;
  const outcome = keptOutcome.safeParse(parsed(kept.json)).data;
  const agrees = outcome !== undefined && own.kept?.kind === kept.kind && sameOutcome(outcome, own.kept.outcome);
  return { ran: true, confirmed: agrees && own.kept ? offeredOf(own.kept) : null };
}

/** Whether a table of a kept result has one row of a key, and the column. */
export function shows({ json, table, key, column }: ValueShown): boolean {
  const outcome = keptOutcome.safeParse(parsed(json)).data;
  const found = outcome?.tables.find(([name]) => name === table)?.[1];
  return found?.columns.includes(column) === true && findRow(found, key) !== null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
