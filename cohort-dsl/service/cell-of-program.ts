import { parse } from '../syntax/parse';
import { scan } from '../syntax/scan';

/** A program as a notebook holds it: the cell has the name, the notebook the database, the text is the clauses. */
export interface CellOfProgram {
  /** Null where the program names no cohort. */
  readonly name: string | null;
  readonly body: string;
}

/**
 * A program without its `cohort` and `from` lines, as it stands in a notebook's cell. Comments stay.
 * @param source the program's text; it need not be right: what cannot be read as these lines stays
 */
export function cellOfProgram(source: string): CellOfProgram {
  const { program } = parse(source);
  const { tokens, comments } = scan(source);
  const last = program.from ?? program.cohort?.label ?? program.cohort?.name ?? null;
  if (last === null) return { name: null, body: source.trim() };
  const { end } = last.span;
  const above = source.slice(0, tokens[0].start);
  const between = comments
    .filter(({ start }) => start > tokens[0].start && start < end)
    .map(({ start, end }) => `${source.slice(start, end)}\n`);
  return { name: program.cohort?.name.text ?? null, body: [above, ...between, source.slice(end).trimStart()].join('').trim() };
}
