/** What is open in how columns were read from their file, said at each result that reads them. */
import type { Localised } from '@/cohort-dsl/source/localised';
import { numbersOf } from '../frame/access';
import { type Column, type Frame, NOTICED, type OpenNote } from '../frame/column';
import type { Warning } from '../results/result';

/** What holds the values of a column. */
const VALUES = ['valid', 'values', 'codes'];

/**
 * The frame, and after a run the open notes of those columns whose values the run asked for, and what its formulas noticed in them. A column with a note is handed out with getters in
 * the place of its values; copied or sent to a worker it is a plain column again.
 */
export function watched(frame: Frame): { readonly frame: Frame; readonly openNotes: () => readonly Warning[] } {
  const read = new Set<Column>();
  const columns = frame.columns.map((column) => (column.meta.note === undefined ? column : seen(column, () => read.add(column))));
  const noticed = new Map<string, Localised>();
  const spelt = (): readonly Warning[] => [...noticed.values()].map((message) => ({ code: 'spelt_otherwise', message }));
  return {
    frame: { ...frame, columns, [NOTICED]: (notice) => void noticed.set(notice.en, notice) },
    openNotes: () => [...openNotes(frame.columns.filter((column) => read.has(column))), ...spelt()],
  };
}

/** The open notes of columns; one about certain numbers where one of these is among the values. */
export function openNotes(columns: readonly Column[]): readonly Warning[] {
  return columns.flatMap((column) => {
    const { name, meta } = column;
    return meta.note !== undefined && holds(column, meta.note) ? [openNote(name, meta.label ?? null, meta.note)] : [];
  });
}

/** The note of a column as a warning. */
export function openNote(name: string, label: Localised | null, note: OpenNote): Warning {
  return { code: 'open_note', message: { en: `${label?.en ?? name}: ${note.en}`, zh: `${label?.zh ?? name}：${note.zh}` } };
}

function holds(column: Column, { numbers }: OpenNote): boolean {
  return numbers === undefined || (numbersOf(column)?.some((value) => numbers.includes(value)) ?? true);
}

function seen<C extends Column>(column: C, see: () => void): C {
  const copy = { ...column };
  for (const key of VALUES) {
    const held: unknown = Reflect.get(column, key);
    if (held === undefined) continue;
    const get = () => {
      see();
      return held;
    };
    Object.defineProperty(copy, key, { get, enumerable: true });
  }
  return copy;
}
