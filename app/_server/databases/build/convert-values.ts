import 'server-only';
import { columnOfRole, type Table } from '@/cohort-dsl/schema/dictionary';
import { usualSpelling } from '@/cohort-dsl/schema/unit-spellings';
import { convertUnits, isConversion, readUnit, type UnitRefusal } from '@/cohort-dsl/schema/units';
import type { Localised } from '@/cohort-dsl/source/localised';
/** Values in the unit of their item: the source's value and unit are kept beside. */
import { quoteName, quoteText } from '@/cohort-dsl/source/sql-text';
import type { Engine } from '../engine';
import type { BuildFaults } from './faults';
import { addedColumn, staged } from './storage';

/** One pair of item and unit found in the rows. */
interface Pair extends Record<string, string | number | null> {
  item: string | null;
  unit: string | null;
  rows: number;
  first: number;
}

interface Target {
  readonly name: string;
  readonly unit: string | null;
  readonly molarMass: number | null;
}

/** The rows of a table as they go into the release. */
export interface StagedRows {
  /** With the columns it then has. */
  readonly table: Table;
  /** The rows as SQL names them. */
  readonly rows: string;
}

function refusal(written: string, target: Target, reason: UnitRefusal['reason']): Localised {
  const wanted = target.unit === null ? '' : usualSpelling(target.unit);
  switch (reason) {
    case 'unknown_unit':
      return {
        en: `the unit "${written}" is not known; write UCUM or a usual spelling, e.g. "${wanted}".`,
        zh: `单位“${written}”无法识别；请写 UCUM 或常用写法，如“${wanted}”。`,
      };
    case 'needs_molar_mass':
      return {
        en: `"${written}" converts to "${wanted}" only with a molar mass; give ${target.name} a molar_mass (g/mol) in the dictionary.`,
        zh: `“${written}”换算为“${wanted}”需要摩尔质量；请在字典中为 ${target.name} 填写 molar_mass（g/mol）。`,
      };
    case 'different_ratio':
      return {
        en: `"${written}" does not convert to "${wanted}", the unit of ${target.name}, by a factor: a ratio of amounts or masses, a percentage and a plain number are different quantities; give the values in "${wanted}", or those in "${written}" an item of their own.`,
        zh: `“${written}”不能按系数换算为 ${target.name} 的单位“${wanted}”：物质的量之比、质量之比、百分数与无单位的数是不同的量；请以“${wanted}”给出数值，或为以“${written}”表示的数值另设项目。`,
      };
    case 'needs_charge':
      return {
        en: `"${written}" does not convert to "${wanted}", the unit of ${target.name}: one counts charges, the other particles, and what 1 mEq is in mmol depends on the charge of the ion; give the values in "${wanted}".`,
        zh: `“${written}”不能换算为 ${target.name} 的单位“${wanted}”：前后一为电荷当量、一为粒子数，1 mEq 合多少 mmol 取决于离子的电荷数；请以“${wanted}”给出数值。`,
      };
    case 'different_annotation':
    case 'different_kind':
    case 'not_linear':
      return {
        en: `"${written}" does not convert to "${wanted}", the unit of ${target.name}.`,
        zh: `“${written}”不能换算为 ${target.name} 的单位“${wanted}”。`,
      };
  }
}

function missingOrUnwanted(written: string | null, target: Target): Localised {
  return written === null
    ? {
        en: `the unit is missing; ${target.name} is kept in "${usualSpelling(target.unit ?? '1')}".`,
        zh: `缺少单位；${target.name} 的单位为“${usualSpelling(target.unit ?? '1')}”。`,
      }
    : {
        en: `${target.name} has no unit in the dictionary, but the row says "${written}".`,
        zh: `字典中 ${target.name} 没有单位，但该行写有“${written}”。`,
      };
}

/**
 * Converts the value column of a staged table to its item's (or its own) unit where the table has a column of role `unit`.
 * Adds `value_source` and `unit_source`. A unit that is missing, unknown or not convertible is a fault with its first row.
 */
export async function convertValues(engine: Engine, table: Table, faults: BuildFaults): Promise<StagedRows> {
  const unitColumn = columnOfRole(table, 'unit');
  const valueColumn = columnOfRole(table, 'value');
  if (!unitColumn || !valueColumn) return { table, rows: staged(table.name) };
  const itemColumn = columnOfRole(table, 'item');
  const value = quoteName(valueColumn.name);
  const unit = quoteName(unitColumn.name);
  const item = itemColumn ? quoteName(itemColumn.name) : 'NULL::VARCHAR';
  const pairs = await engine.rows<Pair>(
    `SELECT ${item} AS item, ${unit} AS unit, count(*)::DOUBLE AS rows, (min(rowid) + 1)::DOUBLE AS first
     FROM ${staged(table.name)} WHERE ${value} IS NOT NULL GROUP BY ALL ORDER BY first`,
  );
  const conversions: string[] = [];
  for (const pair of pairs) {
    const known = table.items.find(({ name }) => name === pair.item);
    if (itemColumn && !known) continue; // an item the dictionary lacks is a fault of its own
    const target: Target = known ?? valueColumn;
    const report = (text: Localised) =>
      faults.rows(table.name, unitColumn.name, [{ row: pair.first, value: pair.unit }], pair.rows, () => text);
    if (target.unit === null || pair.unit === null) {
      if (target.unit === null && (pair.unit === null || readUnit(pair.unit) === '1')) {
        conversions.push(
          `(${pair.item === null ? 'NULL' : quoteText(pair.item)}, ${pair.unit === null ? 'NULL' : quoteText(pair.unit)}, NULL, 1, 0)`,
        );
      } else await report(missingOrUnwanted(pair.unit, target));
      continue;
    }
    const ucum = readUnit(pair.unit);
    const answer =
      ucum === null ? ({ reason: 'unknown_unit', unit: pair.unit } as const) : convertUnits(ucum, target.unit, target.molarMass);
    if (!isConversion(answer)) {
      await report(refusal(pair.unit, target, answer.reason));
      continue;
    }
    const { factor, offset } = answer;
    if (valueColumn.type === 'integer' && !(factor === 1 && offset === 0)) {
      await report({
        en: `"${pair.unit}" converts to "${usualSpelling(target.unit)}" by ${factor}, which does not give whole numbers; make ${valueColumn.name} a number in the dictionary.`,
        zh: `“${pair.unit}”换算为“${usualSpelling(target.unit)}”的系数为 ${factor}，结果不是整数；请在字典中将 ${valueColumn.name} 设为 number。`,
      });
      continue;
    }
    conversions.push(
      `(${pair.item === null ? 'NULL' : quoteText(pair.item)}, ${quoteText(pair.unit)}, ${quoteText(target.unit)}, ${factor}, ${offset})`,
    );
  }
  const rows = conversions.length > 0 ? conversions.join(', ') : '(NULL, NULL, NULL, 1, 0)';
  const converted = `(SELECT s.* REPLACE (
        CASE WHEN c.factor = 1 AND c.offset = 0 THEN s.${value} ELSE s.${value} * c.factor + c.offset END AS ${value},
        c.target AS ${unit}
      ), s.${value} AS value_source, s.${unit} AS unit_source
    FROM ${staged(table.name)} s
    LEFT JOIN (SELECT col0::VARCHAR AS item, col1::VARCHAR AS source, col2::VARCHAR AS target, col3::DOUBLE AS factor, col4::DOUBLE AS "offset"
               FROM (VALUES ${rows})) c
      ON c.item IS NOT DISTINCT FROM ${itemColumn ? `s.${item}` : 'NULL'} AND c.source IS NOT DISTINCT FROM s.${unit})`;
  const added = [
    addedColumn('value_source', 'number', { en: 'Value in the source', zh: '原始数值' }, null),
    addedColumn('unit_source', 'text', { en: 'Unit in the source', zh: '原始单位' }, null),
  ];
  const columns = [...table.columns.filter(({ name }) => !added.some((column) => column.name === name)), ...added];
  return { table: { ...table, columns }, rows: converted };
}
