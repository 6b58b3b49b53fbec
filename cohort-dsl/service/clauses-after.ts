/** Clauses as programs write them most. */
const CLAUSES = [
  ...['index at', 'include', 'exclude', 'variable', 'outcome', 'follow until', 'let', 'param', 'codes', 'series'],
  ...['keep first entry', 'time from', 'merge entries within', 'intervals'],
];
/** Clauses that come after variables and outcomes most. */
const LATER = [
  'variable',
  'outcome',
  'series',
  'follow until',
  'intervals',
  'let',
  'include',
  'exclude',
  'time from',
  'examples',
  'index at',
  'param',
  'codes',
];
/** Clauses that a program has once. */
const ONCE = ['index at', 'follow until', 'keep first entry', 'time from', 'merge entries within'];
/** Clauses that need several entries of a patient. */
const ENTRIES = ['keep first entry', 'merge entries within'];
const HEADER = ['from', 'codes', 'param', 'let', 'index at', 'include', 'exclude', 'variable'];

/** The clauses that may come after a clause, those left out that a program has once and that stand already. */
export function clausesAfter(source: string, lead: string): readonly string[] {
  const stands = (clause: string): boolean => new RegExp(`^[^\\S\\n]*${clause.split(' ')[0]}\\b`, 'm').test(source);
  if (lead === 'cohort' && !stands('from')) return HEADER;
  const severalEntries = /^[^\S\n]*index\s+(?:at\s+(?:each|every)|from)\b/m.test(source);
  const order = ['variable', 'outcome', 'series', 'intervals'].includes(lead) ? LATER : CLAUSES;
  const open = order.filter((clause) => !(ONCE.includes(clause) && stands(clause)) && !(ENTRIES.includes(clause) && !severalEntries));
  return severalEntries && !['keep', 'merge'].includes(lead)
    ? [...open.slice(0, 4), ...ENTRIES.filter((clause) => open.includes(clause)), ...open.slice(4)]
    : open;
}
