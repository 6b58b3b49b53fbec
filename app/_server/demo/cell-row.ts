import 'server-only';
import type { Cell } from '@/analysis-kernel/document/notebook';
import { randomToken } from '../random';

/** A cell of a file as a row of the application database, with an id of its own. */
export function cellRow({ kind, name, body }: Cell, place: number, changedAt: Date, changedBy: string) {
  return { id: randomToken(9), kind, name: name ?? '', body, position: String(place + 1).padStart(6, '0'), changedAt, changedBy };
}
