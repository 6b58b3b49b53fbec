/** Labels of columns and their levels, for the views. */
import type { Localised } from '@/cohort-dsl/source/localised';
import type { Grouping } from '../formula/specials';
import type { Column } from '../frame/column';

/** The label of a true value. */
export const YES: Localised = { en: 'Yes', zh: '是' };
const YES_NO: Readonly<Record<string, Localised>> = { TRUE: YES, FALSE: { en: 'No', zh: '否' } };

/** Labels by column name, and by column name and level (`sex=1`), where the dictionary gives them; the levels of booleans are yes and no. */
export function columnLabels(columns: readonly Column[]): Record<string, Localised> {
  const labels: Record<string, Localised> = {};
  for (const column of columns) {
    if (column.meta.label !== undefined) labels[column.name] = column.meta.label;
    for (const level of column.meta.levels ?? column.meta.codes ?? [])
      if (level.label !== null) labels[`${column.name}=${level.key}`] = level.label;
    if (column.type === 'boolean') for (const [key, label] of Object.entries(YES_NO)) labels[`${column.name}=${key}`] = label;
  }
  return labels;
}

/** `Sex: Female` for a column and one of its levels; null where neither has a label. */
export function levelLabel(column: string, level: string, labels: Readonly<Record<string, Localised>>): Localised | null {
  const own = labels[column];
  const value = labels[`${column}=${level}`];
  if (own === undefined && value === undefined) return null;
  // A yes or no that is called as its variable says so once.
  if (own !== undefined && own.en === value?.en && own.zh === value.zh) return own;
  return { en: `${own?.en ?? column}: ${value?.en ?? level}`, zh: `${own?.zh ?? column}：${value?.zh ?? level}` };
}

/** Labels of groups (`sex=F, centre=A`) of which at least one part has one. */
export function groupLabels(grouping: Grouping | null, labels: Readonly<Record<string, Localised>>): Record<string, Localised> {
  const found: Record<string, Localised> = {};
  grouping?.labels.forEach((name, at) => {
    const parts = grouping.parts[at].map(({ label, level }) => ({ raw: `${label}=${level}`, said: levelLabel(label, level, labels) }));
    if (parts.every(({ said }) => said === null)) return;
    const said = (lang: 'en' | 'zh') => parts.map((part) => part.said?.[lang] ?? part.raw);
    found[name] = { en: said('en').join(', '), zh: said('zh').join('，') };
  });
  return found;
}

/** A group before its numbers in a sentence: `Sex: Female, ` by its label, else `sex=F: `. */
export function groupLead(group: string, labels: Readonly<Record<string, Localised>>): Localised {
  const label = labels[group];
  return label ? { en: `${label.en}, `, zh: `${label.zh}，` } : { en: `${group}: `, zh: `${group}：` };
}
