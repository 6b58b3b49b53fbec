import type { Language } from '../source/localised';
import { blueprintOf } from '../types/functions';
import type { Candidate } from './candidate';
import { type Cursor, expectsDate, expectsLength } from './cursor';
import { withoutNumbers } from './facts';
import type { Slot } from './meaning';
import { CLAUSE_PHRASES, PHRASES, type Phrase } from './phrases';
import { probe } from './probe';

const RANKS: Readonly<Record<Phrase['group'], number>> = {
  window: 3,
  operator: 3,
  part: 3,
  named: 0,
  date: 4,
  column: 4,
  rows: 4,
  pick: 4,
  value: 4,
  clause: 6,
};

/** Groups whose first word the classifier reads as a name. */
const NAME_GROUPS: ReadonlySet<Phrase['group']> = new Set(['date', 'column', 'named']);

/** After the tables, before the items of each: the likeliest first. */
const BESIDE_TABLES: Readonly<Record<string, number>> = {
  'of (': 0.3,
  'of { ': 0.3,
  'distinct days of ': 0.4,
  'distinct ': 0.4,
  'union(': 0.5,
  'episodes(': 0.55,
  'cohort ': 0.6,
  'lines(': 0.65,
  death: 0.7,
};

function rankOf(phrase: Phrase, cursor: Cursor, rows: boolean): number {
  const last = cursor.before[cursor.before.length - 1]?.text;
  if (phrase.group === 'date' && expectsDate(cursor)) return 0;
  if (phrase.group === 'pick' && last === 'of') return 0;
  if (rows && Object.hasOwn(BESIDE_TABLES, phrase.insert)) return BESIDE_TABLES[phrase.insert];
  return phrase.group === 'clause' && cursor.startsLine ? 0 : RANKS[phrase.group];
}

function candidate(phrase: Phrase, cursor: Cursor, language: Language, rows = false): Candidate {
  const blueprint = phrase.blueprint === null ? null : blueprintOf(phrase.blueprint);
  const doc =
    phrase.doc?.[language] ?? (blueprint ? `${blueprint.doc[language]} ${blueprint.missing[language]}\n\n${blueprint.example}` : '');
  return {
    label: phrase.insert.trim(),
    kind: phrase.group === 'clause' ? 'clause' : 'keyword',
    insert: phrase.insert,
    detail: blueprint?.signature ?? '',
    documentation: doc,
    // `2nd` is found by its 2 where a row is picked; elsewhere a 2 is a number.
    filter: cursor.before[cursor.before.length - 1]?.text === 'of' ? phrase.insert.trim() : withoutNumbers(phrase.insert.trim()),
    rank: rankOf(phrase, cursor, rows),
  };
}

/** Slots where no word of the language stands, and the groups that stand in the others besides names. */
function groupsFor(slot: Slot | null): ReadonlySet<Phrase['group']> | null {
  if (slot === null || slot === 'value') return null;
  return slot === 'table' ? new Set(['rows', 'date']) : new Set();
}

const NAMED_PARTS: Readonly<Record<string, readonly string[]>> = {
  episodes: ['gap: ', 'plus: ', 'by: '],
  lines: ['combine: ', 'gap: ', 'ignore: '],
};

/** The parts by name of the `episodes(` or `lines(` the cursor stands in. */
function namedParts({ before }: Cursor): readonly string[] {
  let closed = 0;
  for (let at = before.length - 1; at > 0; at--) {
    if (before[at].text === ')') closed++;
    else if (before[at].text === '(' && closed-- === 0) return NAMED_PARTS[before[at - 1].text] ?? [];
  }
  return [];
}

class Fitting {
  private readonly families = new Map<string, boolean>();
  private readonly lead: string;
  private readonly groups: ReadonlySet<Phrase['group']> | null;

  constructor(
    private readonly source: string,
    private readonly cursor: Cursor,
    private readonly slot: Slot | null,
  ) {
    this.lead = cursor.before[0]?.text ?? '';
    // After a count come rows, or their distinct days.
    const counts = slot === 'table' && cursor.before[cursor.before.length - 1]?.kind === 'number';
    this.groups = counts ? new Set(['rows', 'date', 'part']) : groupsFor(slot);
  }

  /** Whether a phrase may stand at the cursor; one of each family is tried. */
  fits(phrase: Phrase): boolean {
    if (this.groups && !this.groups.has(phrase.group)) return false;
    if (phrase.leads && !phrase.leads.includes(this.lead)) return false;
    if (this.slot === 'table' && phrase.family === 'index') return false;
    if (phrase.group === 'named' && !namedParts(this.cursor).includes(phrase.insert)) return false;
    if (!this.suits(phrase)) return false;
    const known = this.families.get(phrase.family);
    if (known !== undefined) return known;
    const tried = probe(this.cursor.before, this.source, phrase.probe);
    const fits = tried.fits && (tried.word || NAME_GROUPS.has(phrase.group));
    this.families.set(phrase.family, fits);
    return fits;
  }

  /** Phrases that begin with a name would fit wherever a name does. */
  private suits(phrase: Phrase): boolean {
    if (!NAME_GROUPS.has(phrase.group) || phrase.group === 'named') return true;
    return !expectsLength(this.cursor) && (this.slot === 'value' || this.slot === 'table');
  }
}

const HEADER: ReadonlySet<string> = new Set(['cohort ', 'from ']);

/** Words of the language that can follow what is written of the clause; clause words where the clause is whole. */
export function phraseCandidates(source: string, cursor: Cursor, slot: Slot | null, language: Language): Candidate[] {
  const { before } = cursor;
  if (before.length === 0) return CLAUSE_PHRASES.map((phrase) => candidate(phrase, cursor, language));
  const fitting = new Fitting(source, cursor, slot);
  const inside = PHRASES.filter((phrase) => fitting.fits(phrase));
  // Below another clause the first lines of a program cannot stand.
  const clauses = cursor.startsLine && probe(before, source, '').complete ? CLAUSE_PHRASES.filter(({ insert }) => !HEADER.has(insert)) : [];
  return [...inside, ...clauses].map((phrase) => candidate(phrase, cursor, language, slot === 'table'));
}
