import { blueprintOf } from '../types/functions';
import type { Candidate } from './candidate';
import { type Cursor, expectsDate, expectsLength } from './cursor';
import type { Language } from './facts';
import type { Slot } from './occurrences';
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

function rankOf(phrase: Phrase, cursor: Cursor): number {
  const last = cursor.before[cursor.before.length - 1]?.text;
  if (phrase.group === 'date' && expectsDate(cursor)) return 0;
  if (phrase.group === 'pick' && last === 'of') return 0;
  return phrase.group === 'clause' && cursor.startsLine ? 0 : RANKS[phrase.group];
}

function candidate(phrase: Phrase, cursor: Cursor, language: Language): Candidate {
  const blueprint = phrase.blueprint === null ? null : blueprintOf(phrase.blueprint);
  const doc =
    phrase.doc?.[language] ?? (blueprint ? `${blueprint.doc[language]} ${blueprint.missing[language]}\n\n${blueprint.example}` : '');
  return {
    label: phrase.insert.trim(),
    kind: phrase.group === 'clause' ? 'clause' : 'keyword',
    insert: phrase.insert,
    detail: blueprint?.signature ?? '',
    documentation: doc,
    filter: phrase.insert.trim(),
    rank: rankOf(phrase, cursor),
  };
}

function fits(phrase: Phrase, source: string, cursor: Cursor, slot: Slot | null): boolean {
  const byName = NAME_GROUPS.has(phrase.group);
  if (byName && phrase.group !== 'named' && (slot !== 'value' || expectsLength(cursor))) return false;
  const tried = probe(cursor.before, source, phrase.probe);
  return tried.fits && (tried.word || byName);
}

/** Words of the language that can follow what is written of the clause; clause words where the clause is whole. */
export function phraseCandidates(source: string, cursor: Cursor, slot: Slot | null, language: Language): Candidate[] {
  const { before } = cursor;
  if (before.length === 0) return CLAUSE_PHRASES.map((phrase) => candidate(phrase, cursor, language));
  const inside = PHRASES.filter((phrase) => fits(phrase, source, cursor, slot));
  const clauses = cursor.startsLine && probe(before, source, '').complete ? CLAUSE_PHRASES : [];
  return [...inside, ...clauses].map((phrase) => candidate(phrase, cursor, language));
}
