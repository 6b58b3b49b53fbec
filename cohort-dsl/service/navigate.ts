import type { TextEdit } from '../diagnostics/diagnostic';
import type { Dictionary } from '../schema/dictionary';
import type { Localised } from '../source/localised';
import type { Program, Span } from '../syntax/ast';
import type { Name } from '../syntax/ast-expressions';
import { isPlainName } from '../syntax/identifiers';
import { HARD_WORDS } from '../syntax/words';
import { namingClauses, type Occurrence } from './meaning';
import { occurrences } from './occurrences';

/** The name at an offset; of a name's end and another's start, the one that starts. */
export function occurrenceAt(program: Program, dictionary: Dictionary, offset: number): Occurrence | null {
  const touching = occurrences(program, dictionary).filter(({ name }) => name.span.start <= offset && offset <= name.span.end);
  return touching.find(({ name }) => offset < name.span.end) ?? touching[0] ?? null;
}

/** Where the name that an occurrence means was given; null for what the dictionary defines. */
function definitionOf(occurrence: Occurrence): Name | null {
  const { meaning } = occurrence;
  if (meaning?.kind === 'symbol') return meaning.clause.name;
  return meaning?.kind === 'called' ? meaning.definition : null;
}

/** The place that defines the name at an offset. */
export function definition(program: Program, dictionary: Dictionary, offset: number): Span | null {
  const found = occurrenceAt(program, dictionary, offset);
  return found ? (definitionOf(found)?.span ?? null) : null;
}

/** All places of the name at an offset, its definition included, in the order of the text. */
export function references(program: Program, dictionary: Dictionary, offset: number): Span[] {
  const found = occurrenceAt(program, dictionary, offset);
  const target = found ? definitionOf(found) : null;
  if (!target) return [];
  return occurrences(program, dictionary)
    .filter((occurrence) => definitionOf(occurrence) === target)
    .map(({ name }) => name.span)
    .sort((a, b) => a.start - b.start);
}

export type Renaming =
  | { readonly kind: 'edits'; readonly edits: readonly TextEdit[] }
  | { readonly kind: 'refused'; readonly reason: Localised };

function refused(en: string, zh: string): Renaming {
  return { kind: 'refused', reason: { en, zh } };
}

/** A new name as it has to be written; null where nothing can be. */
function written(name: string): string | null {
  const bare = name.trim().replace(/^`(.*)`$/, '$1');
  if (bare === '' || /[`\n]/.test(bare)) return null;
  return isPlainName(bare) && !HARD_WORDS.has(bare) ? bare : `\`${bare}\``;
}

/**
 * Gives the name at an offset another one wherever it means the same. Refused for names of the dictionary, for names already taken,
 * and where another place would change its meaning.
 */
export function rename(program: Program, dictionary: Dictionary, offset: number, newName: string): Renaming {
  const found = occurrenceAt(program, dictionary, offset);
  const target = found ? definitionOf(found) : null;
  if (!found || !target) {
    return refused('Only names that this program gives can be changed here.', '此处只能修改本程序自己定义的名称。');
  }
  const text = written(newName);
  if (text === null) return refused('A name cannot be empty or hold a backtick.', '名称不能为空，也不能含有反引号。');
  const bare = text.replace(/`/g, '');
  const taken = namingClauses(program).find((clause) => clause.name !== target && clause.name.text.toLowerCase() === bare.toLowerCase());
  const all = occurrences(program, dictionary);
  const calledTwice = all.some(
    (other) => other.meaning?.kind === 'called' && other.meaning.definition !== target && other.name.text === bare,
  );
  if (taken || (found.meaning?.kind === 'symbol' && calledTwice)) {
    return refused(`\`${bare}\` is already a name in this program.`, `\`${bare}\` 已是本程序中的名称。`);
  }
  const places = all.filter((occurrence) => definitionOf(occurrence) === target);
  const hidden = places.find(({ around, slot }) => slot === 'value' && around.row?.columns.some((column) => column.name === bare));
  if (hidden) {
    return refused(`\`${bare}\` is a column where the name is used, and would hide it.`, `\`${bare}\` 在使用处是一个列名，会遮蔽该名称。`);
  }
  const edits = places.map(({ name }) => ({ span: name.span, text })).sort((a, b) => a.span.start - b.span.start);
  return { kind: 'edits', edits };
}
