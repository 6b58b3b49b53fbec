/** What is known of a cohort's columns, as the frames of analyses carry it. */
import type { ResultColumn } from '@/cohort-dsl';
import type { ColumnMeta, EventMeaning } from '../../frame/column';
import type { TableMeta } from '../outcome';

/** Meta of table NAME; deaths without a label are counted when it has been run. */
export function cohortMeta(columns: readonly ResultColumn[]): TableMeta {
  return new Map(columns.map((column) => [column.name, cohortColumnMeta(column)]));
}

/** Meta of one column of table NAME. */
export function cohortColumnMeta(column: ResultColumn): ColumnMeta {
  return {
    ...(column.label ? { label: column.label } : {}),
    ...(column.unit !== null ? { unit: column.unit } : {}),
    ...(column.levels ? { levels: column.levels, ordered: column.ordered } : {}),
    ...(column.codes ? { codes: column.codes } : {}),
    ...(column.role ? { role: column.role } : {}),
    ...(column.outcome ? { outcome: column.outcome } : {}),
    ...(column.event ? { event: eventMeaning(column.event) } : {}),
  };
}

function eventMeaning({ outcome, causes, causeWords }: NonNullable<ResultColumn['event']>): EventMeaning {
  return { outcome, causes, ...(causeWords === undefined ? {} : { causeWords }), deathsUnlabelled: 0 };
}

/** The meta with the number of unlabelled deaths of one outcome. */
export function withUnlabelledDeaths(meta: TableMeta, outcome: string, deaths: number): TableMeta {
  return new Map(
    [...meta].map(([name, own]) => [
      name,
      own.event?.outcome === outcome ? { ...own, event: { ...own.event, deathsUnlabelled: deaths } } : own,
    ]),
  );
}
