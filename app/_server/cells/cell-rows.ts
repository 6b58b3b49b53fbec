import 'server-only';
import type { Cell, CellContent } from '@/analysis-kernel/document/notebook';
import type { CellDto } from '@/app/_contract/notebooks';
import { randomToken } from '../random';
import { numbered } from './positions';

/** What the table of cells says in its own words: a text cell has an empty name there. */
type StoredContent = Pick<CellContent, 'kind' | 'body'> & { readonly name: string };

/** A cell of a file as a row of the application database, with an id of its own. */
export function cellRow({ kind, name, body }: Cell, place: number, changedAt: Date, changedBy: string) {
  return { id: randomToken(9), kind, name: name ?? '', body, position: numbered(place), changedAt, changedBy };
}

export function contentOf({ kind, name, body }: StoredContent): CellContent {
  return { kind, name: kind === 'text' ? null : name, body };
}

export function dtoOf({ id, version, kind, name, body }: Cell): CellDto {
  return { id, version, kind, name, body };
}

export function cellDto(row: StoredContent & Pick<CellDto, 'id' | 'version'>): CellDto {
  return { id: row.id, version: row.version, ...contentOf(row) };
}
