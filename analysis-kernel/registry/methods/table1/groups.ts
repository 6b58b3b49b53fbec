/** How the rows of a baseline table are split: groups side by side, panels of groups that are compared, blocks of rows below one another. */

import { plainName, quoteText } from '@/cohort-dsl/source/sql-text';
import type { Column, Frame } from '../../../frame/column';
import { factorOf } from '../../../frame/factor';
import { gather, gatherCodes, rowsByCode } from '../../../frame/gather';
import { quantile } from '../../../numeric/quantile';
import { countText, cutText } from '../../../results/format';
import { MethodError } from '../../../results/method-error';
import { continuousValues, isDated, namedColumn } from '../../own-variables';
import { TABLE1_ERRORS } from './errors';

export interface TableGroup {
  /** As in the result: the level, of several columns `centre=1, arm=A`; null for everyone. */
  readonly label: string | null;
  /** Its levels of the columns of `by`, outermost first; of a subtotal those of the outer columns alone. */
  readonly levels: readonly string[];
  /** Of those that are compared with one another; null for everyone. */
  readonly panel: number | null;
  readonly rows: Int32Array;
}

export interface Groups {
  /** What has a column, in the table's order: everyone, then each panel, after its subtotal. */
  readonly shown: readonly TableGroup[];
  /** Groups that are compared with one another: those of the last column of `by` within a group of the others. */
  readonly panels: readonly (readonly TableGroup[])[];
}

/** Columns of groups that a table has room for, and levels of a column that a table is repeated within. */
const MOST_GROUPS = 30;
/** Of numbers and dates without words for their values: more of them are measurements. */
const MOST_NUMBERS = 15;
const MOST_COLUMNS = 10;

/** The columns of `by`. Throws MethodError `unknown_column`, `group_twice`, `too_many_groups`. */
export function groupColumns(frame: Frame, by: readonly string[], subgroups: string | undefined): readonly Column[] {
  if (by.length > MOST_COLUMNS) {
    const text = {
      en: `by names ${by.length} columns; ${MOST_COLUMNS} at most stand one under another.`,
      zh: `by 指定了 ${by.length} 列；至多可嵌套 ${MOST_COLUMNS} 列。`,
    };
    throw new MethodError(TABLE1_ERRORS, 'too_many_groups', text, 'by');
  }
  by.forEach((name, at) => {
    if (by.indexOf(name) < at) throw twice(name, `by.${at}`);
    if (name === subgroups) throw twice(name, 'subgroups');
  });
  return by.map((name, at) => namedColumn(frame, name, by.length === 1 ? 'by' : `by.${at}`));
}

function twice(name: string, path: string): MethodError {
  const text = {
    en: `${name} is named twice among by and subgroups; each column splits the table once.`,
    zh: `${name} 在 by 与 subgroups 中重复出现；每列只能用于一次分组。`,
  };
  return new MethodError(TABLE1_ERRORS, 'group_twice', text, path);
}

/**
 * The groups of the used rows by the columns, combinations without rows left out. Throws MethodError `too_many_groups` where a column has, or the
 * combinations have, more than a table can show.
 */
export function groupsOf(
  by: readonly Column[],
  used: Int32Array,
  shown: { readonly overall: boolean; readonly subtotals: boolean },
): Groups {
  for (const [at, column] of by.entries()) levelsOf(column, used, by.length === 1 ? 'by' : `by.${at}`);
  const everyone = everyoneOf(used);
  const outer = by
    .slice(0, -1)
    .reduce<readonly TableGroup[]>((groups, column) => groups.flatMap((group) => split(group, column, by)), [everyone]);
  const last = by.at(-1);
  const panels = last === undefined ? [] : outer.map((group, panel) => split(group, last, by).map((one) => ({ ...one, panel })));
  const groups = panels.reduce((sum, panel) => sum + panel.length, 0);
  if (groups > MOST_GROUPS) throw tooMany(groups, by);
  const subtotals = shown.subtotals && by.length > 1;
  const each = panels.flatMap((panel, at) => [...(subtotals ? [{ ...outer[at], panel: at }] : []), ...panel]);
  return { shown: [...(panels.length === 0 || shown.overall ? [everyone] : []), ...each], panels };
}

const everyoneOf = (rows: Int32Array): TableGroup => ({ label: null, levels: [], panel: null, rows });

function split(group: TableGroup, column: Column, by: readonly Column[]): TableGroup[] {
  const factor = factorOf(column, group.rows);
  const places = rowsByCode(gatherCodes(factor.codes, group.rows), factor.levels.length);
  return factor.levels.flatMap((level, code) => {
    const rows = gatherCodes(group.rows, places[code]);
    const levels = [...group.levels, level];
    const label = by.length === 1 ? level : levels.map((one, at) => `${by[at].name}=${one}`).join(', ');
    return rows.length === 0 ? [] : [{ label, levels, panel: null, rows }];
  });
}

/** A block of rows of the table: everyone, or a level of the column that it is repeated within. */
export interface Block {
  readonly level: string | null;
  readonly rows: Int32Array;
}

/** The blocks of the used rows. Throws MethodError `too_many_groups`. */
export function blocksOf(column: Column | null, used: Int32Array): readonly Block[] {
  if (column === null) return [{ level: null, rows: used }];
  levelsOf(column, used, 'subgroups');
  return split(everyoneOf(used), column, [column]).map(({ label, rows }) => ({ level: label, rows }));
}

/** The groups with those of their rows that a block has. */
export function within({ shown, panels }: Groups, { rows, level }: Block, length: number): Groups {
  if (level === null) return { shown, panels };
  const here = new Uint8Array(length);
  for (const row of rows) here[row] = 1;
  const kept = new Map(shown.map((group) => [group, { ...group, rows: group.rows.filter((row) => here[row] === 1) }]));
  const of = (group: TableGroup) => kept.get(group) ?? group;
  return { shown: shown.map(of), panels: panels.map((panel) => panel.map(of)) };
}

function levelsOf(column: Column, used: Int32Array, path: string): void {
  const { levels } = factorOf(column, used);
  const numbers = column.meta.codes === undefined ? continuousValues(column) : null;
  const measured = numbers !== null || isDated(column);
  if (levels.length <= (measured ? MOST_NUMBERS : MOST_GROUPS)) return;
  const { name } = column;
  const most = measured ? MOST_NUMBERS : MOST_GROUPS;
  const mend = numbers === null ? (isDated(column) ? byYear(name) : joined(name)) : bands(name, gather(numbers, used));
  const text = {
    en: `${name} has ${countText(levels.length)} different values, each of which would be a group of its own; a table has room for ${most}${measured ? ' of a number or date' : ''}. ${mend.en}`,
    zh: `${name} 有 ${countText(levels.length)} 个不同取值，每个取值都会成为一组；${measured ? '数值或日期列' : '表中'}至多 ${most} 组。${mend.zh}`,
  };
  throw new MethodError(TABLE1_ERRORS, 'too_many_groups', text, path);
}

/** How to cut a number at its thirds. */
function bands(name: string, values: Float64Array): { readonly en: string; readonly zh: string } {
  const [low, high] = quantile(values.filter(Number.isFinite), [1 / 3, 2 / 3], 2).map(cutText);
  const column = plainName(name);
  const sql = `CASE WHEN ${column} < ${low} THEN '< ${low}' WHEN ${column} < ${high} THEN '${low} to < ${high}' WHEN ${column} >= ${high} THEN '>= ${high}' END AS ${plainName(`${name}_band`)}`;
  return {
    en: `Cut it into bands first, in a SQL cell or the cohort: \`${sql}\`. Whole numbers that are names, as of centres, are text: \`CAST(${column} AS VARCHAR)\`.`,
    zh: `请先在 SQL 单元或队列中分段：\`${sql}\`。若整数实为名称（如中心编号），请转为文本：\`CAST(${column} AS VARCHAR)\`。`,
  };
}

function byYear(name: string): { readonly en: string; readonly zh: string } {
  const sql = `\`year(${plainName(name)})\``;
  return { en: `Take its year first, in a SQL cell: ${sql}.`, zh: `请先在 SQL 单元中取年份：${sql}。` };
}

function joined(name: string): { readonly en: string; readonly zh: string } {
  const sql = `\`CASE WHEN ${plainName(name)} IN (${quoteText('a')}, ${quoteText('b')}) THEN ${quoteText('a or b')} ELSE ${quoteText('other')} END\``;
  return {
    en: `Join values into fewer groups in a SQL cell, as ${sql}, or leave groups out with where.`,
    zh: `请在 SQL 单元中合并取值，如 ${sql}，或用 where 排除部分取值。`,
  };
}

function tooMany(groups: number, by: readonly Column[]): MethodError {
  const names = by.map(({ name }) => name);
  const text = {
    en: `${names.join(' by ')} makes ${groups} groups; a table has room for ${MOST_GROUPS}. Name fewer columns in by, or put one in subgroups: its levels then stand below one another.`,
    zh: `${names.join('、')} 组合为 ${groups} 组；表中至多 ${MOST_GROUPS} 组。请减少 by 中的列，或把其中一列放入 subgroups，使其各水平逐段纵向排列。`,
  };
  return new MethodError(TABLE1_ERRORS, 'too_many_groups', text, 'by');
}
