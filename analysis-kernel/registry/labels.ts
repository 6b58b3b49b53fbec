/** Labels of columns and their levels, for the views. */
import type { Column, Localised } from '../frame/column';

/** Labels by column name, and by column name and level (`sex=1`), where the dictionary gives them. */
export function columnLabels(columns: readonly Column[]): Record<string, Localised> {
  const labels: Record<string, Localised> = {};
  for (const column of columns) {
    if (column.meta.label !== undefined) labels[column.name] = column.meta.label;
    for (const level of column.meta.levels ?? []) if (level.label !== null) labels[`${column.name}=${level.key}`] = level.label;
  }
  return labels;
}
