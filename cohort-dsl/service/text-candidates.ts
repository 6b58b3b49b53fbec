import type { Column, Table } from '../schema/dictionary';
import type { Language } from '../source/localised';
import type { Program } from '../syntax/ast';
import type { CodeList, Expr } from '../syntax/ast-expressions';
import { systemFamily } from '../types/code-systems';
import type { Candidate } from './candidate';
import type { Cursor } from './cursor';
import { type Knowledge, patientsOf, searchText } from './facts';
import { findNode } from './find-node';
import { occurrences } from './occurrences';
import { PLACEHOLDER, type Repaired, repaired } from './repair';

/** How many codes completion shows at most; the commonest come first. */
const MOST_CODES = 200;

interface ColumnPlace {
  readonly table: Table;
  readonly column: Column;
}

/** What may stand inside the quotation marks at the cursor: keys of a category, codes of a system. */
export function textCandidates(source: string, cursor: Cursor, knowledge: Knowledge, language: Language): Candidate[] {
  let against: Expr | null = null;
  let system: string | null = null;
  const holds = ({ own }: Repaired): boolean => {
    against = findNode(own, comparedWith);
    system = findNode(own, systemOf);
    return against !== null || system !== null;
  };
  const whole = repaired(source, cursor, `"${PLACEHOLDER}"`, holds);
  if (!whole) return [];
  if (system !== null) return codesOf(system, knowledge, language);
  const place = against === null ? null : columnOf(against, whole.program, knowledge);
  if (!place) return [];
  if (place.column.type === 'category') return keysOf(place, knowledge, language);
  return place.column.type === 'code' ? codesAt([place], knowledge, language) : [];
}

function isPlaceholder(node: Expr): boolean {
  return node.kind === 'text' && node.value === PLACEHOLDER;
}

function comparedWith(node: Expr): Expr | null {
  switch (node.kind) {
    case 'compare':
      return isPlaceholder(node.right) ? node.left : isPlaceholder(node.left) ? node.right : null;
    case 'inList':
      return node.members.some(isPlaceholder) ? node.value : null;
    case 'between':
      return isPlaceholder(node.low) || isPlaceholder(node.high) ? node.value : null;
    default:
      return null;
  }
}

/** The system of the code list that holds the placeholder. */
function systemOf(node: { readonly kind: string }): string | null {
  if (node.kind !== 'codeList') return null;
  const list = node as CodeList;
  const held = list.items.some((item) => item.code.value === PLACEHOLDER || item.to?.value === PLACEHOLDER);
  return held ? list.system.text : null;
}

function columnOf(node: Expr, program: Program, knowledge: Knowledge): ColumnPlace | null {
  const name = node.kind === 'ref' ? node.path[node.path.length - 1] : node.kind === 'columnOf' ? node.column : null;
  if (!name) return null;
  const found = occurrences(program, knowledge.dictionary).find((occurrence) => occurrence.name.span.start === name.span.start);
  const meaning = found?.meaning;
  if (meaning?.kind === 'symbol' && (meaning.clause.kind === 'let' || meaning.clause.kind === 'variable')) {
    return columnOf(meaning.clause.value, program, knowledge);
  }
  if (meaning?.kind !== 'column' || !meaning.column.column || !meaning.shape.table) return null;
  return { table: meaning.shape.table, column: meaning.column.column };
}

function quoted(value: string): string {
  return `"${value.replace(/["\\]/g, '\\$&')}"`;
}

function keysOf(place: ColumnPlace, knowledge: Knowledge, language: Language): Candidate[] {
  const summary = knowledge.profile?.columns.get(`${place.table.name}/${place.column.name}`)?.summary;
  const counts = new Map(summary?.kind === 'values' ? summary.values.map((entry) => [entry.value, entry.patients] as const) : []);
  const listed = place.column.values?.map((value) => ({ key: value.key, label: value.label }));
  const items = place.column.role === 'item' ? place.table.items.map((item) => ({ key: item.name, label: item.label })) : [];
  return (listed ?? items).map(({ key, label }, index) => {
    const patients = counts.get(key);
    const detail = [label[language], patients === undefined ? '' : patientsOf(patients, language)]
      .filter((part) => part !== '')
      .join(' · ');
    return {
      label: key,
      kind: 'value',
      insert: quoted(key),
      detail,
      documentation: '',
      filter: `"${searchText(key, label, [])}`,
      rank: index,
    };
  });
}

function codesOf(system: string, knowledge: Knowledge, language: Language): Candidate[] {
  const places = knowledge.dictionary.tables.flatMap((table) =>
    table.columns
      .filter((column) => column.system !== null && systemFamily(column.system) === systemFamily(system))
      .map((column) => ({ table, column })),
  );
  return codesAt(places, knowledge, language);
}

/** The commonest codes of some columns with their labels and patients. */
function codesAt(places: readonly ColumnPlace[], knowledge: Knowledge, language: Language): Candidate[] {
  const found = new Map<string, { readonly system: string; readonly patients: number }>();
  for (const { table, column } of places) {
    const summary = knowledge.profile?.columns.get(`${table.name}/${column.name}`)?.summary;
    if (summary?.kind !== 'values') continue;
    for (const { value, patients } of summary.values) {
      const known = found.get(value);
      if (!known || known.patients < patients) found.set(value, { system: column.system ?? '', patients });
    }
  }
  return [...found]
    .sort(([a, m], [b, n]) => n.patients - m.patients || (a < b ? -1 : 1))
    .slice(0, MOST_CODES)
    .map(([code, { system, patients }], index) => {
      const label = knowledge.conceptLabel?.(system, code) ?? null;
      const words = label ? ` ${searchText(code, label, [])}` : '';
      return {
        label: code,
        kind: 'code',
        insert: quoted(code),
        detail: [label?.[language] ?? '', patientsOf(patients, language)].filter((part) => part !== '').join(' · '),
        documentation: '',
        filter: `"${code} ${code.replaceAll('.', '')}${words}`,
        rank: index,
      };
    });
}
