/** Labels of columns and their levels, for the views. */

import type { Language, Localised } from '@/cohort-dsl/source/localised';
import type { Grouping } from '../formula/specials';
import type { Column, Level } from '../frame/column';
import { listText } from '../results/format';
import { joinedLabel } from '../results/label-marks';

type Labels = Readonly<Record<string, Localised>>;

/** The levels of a boolean. */
export const YES_NO: Labels = { FALSE: { en: 'No', zh: '否' }, TRUE: { en: 'Yes', zh: '是' } };

/** Labels by column name, and by column name and level that occurs (`sex=1`), where the dictionary gives them; the levels of booleans are yes and no. */
export function columnLabels(columns: readonly Column[]): Record<string, Localised> {
  const labels: Record<string, Localised> = {};
  for (const column of columns) {
    if (column.meta.label !== undefined) labels[column.name] = column.meta.label;
    for (const level of occurring(column) ?? column.meta.codes ?? eventLevels(column))
      if (level.label !== null) labels[`${column.name}=${level.key}`] = level.label;
    if (column.type === 'boolean') for (const [key, label] of Object.entries(YES_NO)) labels[`${column.name}=${key}`] = label;
  }
  return labels;
}

/** The levels of a category that stand in the column: of a code system of hundreds, those a result can speak of. */
function occurring(column: Column): readonly Level[] | undefined {
  const { levels } = column.meta;
  if (column.kind !== 'text') return levels;
  const values = new Set(column.dictionary);
  return levels?.filter(({ key }) => values.has(key));
}

/** Whether the outcome of a cohort came, in words; one of several causes is called as the cause. */
function eventLevels({ meta: { event } }: Column): readonly Level[] {
  if (event === undefined) return [];
  const { causes, causeWords = [] } = event;
  const said = (cause: string) => causeWords.find(({ key }) => key === cause)?.label ?? { en: cause, zh: cause };
  const came = causes?.map((cause, at) => ({ key: String(at + 1), label: said(cause) }));
  // A cause is spoken of by its code, and where it was named as the event by itself.
  return [{ key: '0', label: YES_NO.FALSE }, ...(came ?? [{ key: '1', label: YES_NO.TRUE }]), ...causeWords];
}

/** What a column, group or term is called: its label, else its name. */
export function saidOf(name: string, labels: Labels): Localised {
  return labels[name] ?? { en: name, zh: name };
}

/** What the outcome that a column tells of is called: of a cohort's several columns for one, as the outcome itself. */
export function outcomeOf(name: string, columns: readonly Column[], labels: Labels): Localised {
  const own = columns.find((column) => column.name === name)?.meta.outcome;
  const event = columns.find(({ meta: { outcome } }) => outcome?.part === 'event' && outcome.name === own?.name);
  return saidOf(event?.name ?? name, labels);
}

/** What a convention's cluster is called: its column, or that it is the formula's. */
export function clusterSaid(cluster: string, labels: Labels): Localised {
  return cluster === 'cluster()' ? { en: 'clusters', zh: '聚类' } : saidOf(cluster, labels);
}

const MOST_NAMES = 8;

/** Columns or terms in words, one after another; of many the first and how many more. */
export function listSaid(names: readonly string[], labels: Labels, lang: Language): string {
  const shown = names.slice(0, MOST_NAMES).map((name) => saidOf(name, labels)[lang]);
  const more = names.length - shown.length;
  return listText([...shown, ...(more > 0 ? [lang === 'zh' ? `…（另 ${more} 项）` : `… (+${more})`] : [])], lang);
}

/** What a level of a column is called. */
export function levelSaid(column: string, level: string, labels: Labels): Localised {
  return labels[`${column}=${level}`] ?? { en: level, zh: level };
}

/** Labels of groups (`sex=F, centre=A`): `Sex: Female, Centre: A`, a column or level without a label by its name. */
export function groupLabels(grouping: Grouping | null, labels: Labels): Record<string, Localised> {
  const found: Record<string, Localised> = {};
  grouping?.labels.forEach((name, at) => {
    const parts = grouping.parts[at].map(({ label, level }) => joinedLabel(saidOf(label, labels), levelSaid(label, level, labels)));
    found[name] = { en: parts.map(({ en }) => en).join(', '), zh: parts.map(({ zh }) => zh).join('，') };
  });
  return found;
}

/** A group before its numbers in a sentence: `Sex: Female, `. */
export function groupLead(group: string, labels: Labels): Localised {
  const said = saidOf(group, labels);
  return { en: `${said.en}, `, zh: `${said.zh}，` };
}
