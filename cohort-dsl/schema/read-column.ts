/** Columns and items of a dictionary's source. */
import type { CategoryValue, Column, ColumnRole, ColumnType, Coverage, Item, SameDayRule } from './dictionary';
import type { SourceReader } from './source-reader';

export const columnRoles = [
  'key',
  'birth',
  'death',
  'centre',
  'date',
  'end',
  'item',
  'value',
  'unit',
  'comparator',
  'code',
  'visit',
] as const satisfies readonly ColumnRole[];

export const sameDayRules = ['last', 'mean', 'median', 'highest', 'lowest'] as const satisfies readonly SameDayRule[];

const columnTypes = [
  'integer',
  'number',
  'boolean',
  'text',
  'date',
  'datetime',
  'category',
  'code',
] as const satisfies readonly ColumnType[];

const columnKeys = [
  'type',
  'label',
  'role',
  'unit',
  'molar_mass',
  'values',
  'ordered',
  'system',
  'precision',
  'plausible',
  'level',
  'genetic',
  'synonyms',
  'rule',
  'coverage',
];
const itemKeys = ['label', 'unit', 'molar_mass', 'code', 'plausible', 'same_day', 'synonyms', 'rule'];

/** `{from, through}` as ISO days, either alone; null where neither is given. Faults go to the reader. */
export function readCoverage(reader: SourceReader, path: string, value: unknown): Coverage | null {
  if (value === undefined || value === null) return null;
  const source = reader.object(path, value, ['from', 'through']);
  const from = reader.day(`${path}.from`, source.from);
  const through = reader.day(`${path}.through`, source.through);
  if (from !== null && through !== null && from > through) {
    reader.fault(path, `${path}: from ${from} is after through ${through}.`, `${path}：起始 ${from} 晚于截止 ${through}。`);
  }
  return from === null && through === null ? null : { from, through };
}

/** `{F: {en, zh}, M: …}`, `{F: Female}` or `[F, M]`. */
function readValues(reader: SourceReader, path: string, value: unknown): readonly CategoryValue[] | null {
  if (value === undefined || value === null) return null;
  if (Array.isArray(value)) {
    const keys = value.map((entry) => (typeof entry === 'object' ? '' : String(entry)));
    if (new Set(keys).size !== keys.length || keys.includes('')) {
      reader.fault(path, `${path} must list different keys.`, `${path} 应列出互不相同的键。`);
      return null;
    }
    return keys.map((key) => ({ key, label: { en: key, zh: key } }));
  }
  const source = reader.object(path, value, null);
  return Object.entries(source).map(([key, label]) => ({
    key,
    label: reader.localised(`${path}.${key}`, label) ?? { en: key, zh: key },
  }));
}

/** Faults of a column that contradicts its own type. */
function checkColumn(reader: SourceReader, path: string, column: Column): void {
  const wrong = (key: string, types: string) =>
    reader.fault(
      `${path}.${key}`,
      `${path}: ${key} belongs to columns of type ${types}; this one is ${column.type}.`,
      `${path}：${key} 只用于 ${types} 类型的列；此列为 ${column.type}。`,
    );
  const numeric = column.type === 'number' || column.type === 'integer';
  if (column.unit !== null && !numeric) wrong('unit', 'number, integer');
  if (column.plausible !== null && !numeric) wrong('plausible', 'number, integer');
  // On an integer they are words for its codes and nothing more: it stays a number.
  if (column.values !== null && column.type !== 'category' && column.type !== 'integer') wrong('values', 'category, integer');
  if (column.ordered && column.type !== 'category') wrong('ordered', 'category');
  if (column.system !== null && column.type !== 'code') wrong('system', 'code');
  if (column.precision !== null && column.type !== 'date') wrong('precision', 'date');
  if (column.type === 'code' && column.system === null) {
    reader.fault(
      `${path}.system`,
      `${path}: a code column names its code system and edition, e.g. system: ICD10.`,
      `${path}：编码列须写明编码体系及版本，如 system: ICD10。`,
    );
  }
}

/**
 * One column of a dictionary's source. Faults go to the reader; a column without a readable type reads as text, so that the rest can be checked.
 * @param path where it stands, e.g. `tables.lab.columns.value`
 */
export function readColumn(reader: SourceReader, path: string, name: string, value: unknown): Column {
  reader.name(path, name);
  const source = reader.object(path, value, columnKeys);
  const type = reader.choice(`${path}.type`, source.type, columnTypes);
  if (source.type === undefined || source.type === null) {
    reader.fault(
      `${path}.type`,
      `${path} needs a type: ${columnTypes.join(', ')}.`,
      `${path} 缺少类型（type）：${columnTypes.join('、')}。`,
    );
  }
  const level = reader.number(`${path}.level`, source.level, true);
  if (level !== null && ![1, 2, 3, 4, 5].includes(level)) {
    reader.fault(`${path}.level`, `${path}.level must be 1, 2, 3, 4 or 5, not ${level}.`, `${path}.level 应为 1 至 5，而不是 ${level}。`);
  }
  const column: Column = {
    name,
    type: type ?? 'text',
    label: reader.localised(`${path}.label`, source.label) ?? { en: name, zh: name },
    role: reader.choice(`${path}.role`, source.role, columnRoles),
    unit: reader.unit(`${path}.unit`, source.unit),
    molarMass: reader.number(`${path}.molar_mass`, source.molar_mass, true),
    values: readValues(reader, `${path}.values`, source.values),
    ordered: reader.boolean(`${path}.ordered`, source.ordered),
    system: reader.text(`${path}.system`, source.system),
    precision: reader.choice(`${path}.precision`, source.precision, ['day', 'month', 'year']),
    plausible: reader.range(`${path}.plausible`, source.plausible),
    level,
    genetic: reader.boolean(`${path}.genetic`, source.genetic),
    synonyms: reader.texts(`${path}.synonyms`, source.synonyms),
    rule: reader.localised(`${path}.rule`, source.rule),
  };
  if (type !== null) checkColumn(reader, path, column);
  return column;
}

/**
 * One item of a table of items; a body left out is an item without unit. Faults go to the reader.
 * @param path where it stands, e.g. `tables.lab.items.egfr`
 */
export function readItem(reader: SourceReader, path: string, name: string, value: unknown): Item {
  reader.name(path, name);
  const source = reader.object(path, value ?? {}, itemKeys);
  const code = source.code === undefined || source.code === null ? null : reader.object(`${path}.code`, source.code, ['system', 'value']);
  const system = code && reader.text(`${path}.code.system`, code.system);
  const codeValue = code && reader.text(`${path}.code.value`, code.value);
  return {
    name,
    label: reader.localised(`${path}.label`, source.label) ?? { en: name, zh: name },
    unit: reader.unit(`${path}.unit`, source.unit),
    molarMass: reader.number(`${path}.molar_mass`, source.molar_mass, true),
    code: system && codeValue ? { system, value: codeValue } : null,
    plausible: reader.range(`${path}.plausible`, source.plausible),
    sameDay: reader.choice(`${path}.same_day`, source.same_day, sameDayRules),
    synonyms: reader.texts(`${path}.synonyms`, source.synonyms),
    rule: reader.localised(`${path}.rule`, source.rule),
  };
}
