/** Units as they are written in a program. */
import { suggest } from '../diagnostics/suggest';
import { unitSpellings, usualSpelling } from '../schema/unit-spellings';
import { readUnit } from '../schema/units';
import { editDistance } from '../source/edit-distance';
import { scan } from '../syntax/scan';

/** How many spellings near to a written one are looked at: those of one unit are often near together. */
const MOST_SPELLINGS = 12;

/** How a unit is written in a program: its usual spelling, in quotes where that would not be read without. */
export function unitInSource(ucum: string): string {
  const usual = usualSpelling(ucum);
  const [, unit] = scan(`2 ${usual}`).tokens;
  const isRead = unit?.kind === 'unit' && unit.end === usual.length + 2 && readUnit(usual) === ucum;
  return isRead ? usual : `'${ucum}'`;
}

/**
 * The units that may have been meant by a text that is none, each once and as a program writes it: those of the same letters and digits, or
 * else near ones; the unit of what stands beside before all where none is nearer, else after.
 * @param beside the UCUM code of the unit of what the number is compared with, or null
 */
export function unitsMeant(written: string, beside: string | null): readonly string[] {
  const bare = (text: string): string => text.replace(/[^\p{L}\p{N}%]/gu, '').toLowerCase();
  const rows = unitSpellings().map(({ ucum, usual, others }) => ({ ucum, spellings: [usual, ...others] }));
  const same = rows.filter(({ spellings }) => spellings.some((one) => bare(one) === bare(written))).map(({ ucum }) => ucum);
  const own = beside === null ? [] : [beside];
  const ownSpellings = rows.find(({ ucum }) => ucum === beside)?.spellings ?? own;
  const ucumOf = new Map(rows.flatMap(({ ucum, spellings }) => spellings.map((one) => [one, ucum] as const)));
  const near = same.length > 0 ? [] : suggest(written, ucumOf.keys(), MOST_SPELLINGS);
  const [nearestOwn] = suggest(written, ownSpellings);
  const distance = (spelling: string): number => editDistance(written.toLowerCase(), spelling.toLowerCase());
  const isNearest = near.length > 0 && nearestOwn !== undefined && distance(nearestOwn) <= distance(near[0]);
  const isFirst = isNearest || same.some((ucum) => ucum === beside);
  const meant = [...same, ...near.map((one) => ucumOf.get(one) ?? one)];
  return [...new Set([...(isFirst ? own : []), ...meant, ...own])].map(unitInSource);
}
