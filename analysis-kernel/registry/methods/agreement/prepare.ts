/** Front of `agreement`: what each rater gave on the rows that all of them rated. */

import { MissingRows } from '../../../formula/model-variables';
import type { Column, Frame } from '../../../frame/column';
import { compareCodePoints, type Factor, factorOf } from '../../../frame/factor';
import { gather } from '../../../frame/gather';
import { sizeFault } from '../../../numeric/size';
import { countOf, countText, firstText, rowsText } from '../../../results/format';
import { MethodError } from '../../../results/method-error';
import type { Rows, Warning } from '../../../results/result';
import { sizeText } from '../../../results/size-text';
import { repeatedRows } from '../../frequencies';
import { continuousValues, namedColumn, noRows } from '../../own-variables';
import { AGREEMENT_ERRORS } from './errors';
import type { AgreementOptions, AgreementType } from './options';

interface Common {
  readonly frame: Frame;
  readonly n: number;
  readonly counts: Rows;
  readonly warnings: readonly Warning[];
}

/** Numbers by rater. */
export interface Measured extends Common {
  readonly kind: 'measured';
  readonly values: readonly Float64Array[];
  /** Of each row, from 0; null where a row is a subject. */
  readonly subjects: { readonly codes: Int32Array; readonly count: number } | null;
}

/** Categories by rater: places among `levels`, in their order. */
export interface Rated extends Common {
  readonly kind: 'rated';
  readonly codes: readonly Int32Array[];
  readonly levels: readonly string[];
  /** Whole numbers that lie between others and that nobody gave. */
  readonly gaps: readonly string[];
}

const refuse = (code: keyof typeof AGREEMENT_ERRORS, path: string, en: string, zh: string, fixes: readonly string[] = []): MethodError =>
  new MethodError(AGREEMENT_ERRORS, code, { en, zh }, path, null, fixes);

const MOST_RATERS: Readonly<Record<AgreementType, number>> = { kappa: 30, weighted_kappa: 2, icc: 100, bland_altman: 2, ccc: 2 };
const LEAST_ROWS: Readonly<Record<AgreementType, number>> = { kappa: 2, weighted_kappa: 2, icc: 2, bland_altman: 3, ccc: 3 };
const MOST_CATEGORIES = 50;

/** Reads the options on a frame. Throws MethodError with the option at fault. */
export function prepareAgreement(options: AgreementOptions, given: Frame): Measured | Rated {
  checkOptions(options);
  const { frame, unweighted, warnings } = repeatedRows(given, options.weights);
  const columns = options.raters.map((name, at) => namedColumn(frame, name, `raters.${at}`));
  const missing = new MissingRows(frame);
  const isRated = options.type === 'kappa' || options.type === 'weighted_kappa';
  const values = isRated ? [] : columns.map((column, at) => numbersOfRater(column, at));
  const factors = isRated ? sameCodes(columns) : [];
  columns.forEach(({ name }, at) => {
    missing.add(name, [name], (row) => (isRated ? factors[at].codes[row] < 0 : Number.isNaN(values[at][row])));
  });
  const id = options.id === undefined ? null : namedColumn(frame, options.id, 'id');
  if (id !== null) missing.add(id.name, [id.name], (row) => id.valid[row] === 0);
  const rows = missing.complete();
  if (rows.length === 0) throw noRows(given.length, columns, 'raters');
  if (rows.length < LEAST_ROWS[options.type]) {
    throw refuse(
      'too_few_rows',
      'raters',
      `${rowsText(rows.length, 'has', 'have')} a value of every rater; ${options.type} needs ${LEAST_ROWS[options.type]} at least.`,
      `只有 ${countText(rows.length)} 行各评分者均有取值；${options.type} 至少需要 ${LEAST_ROWS[options.type]} 行。`,
    );
  }
  const total = frame.length + (unweighted[0]?.n ?? 0);
  const common = { frame, n: rows.length, counts: { total, used: rows.length, missing: [...unweighted, ...missing.list()] }, warnings };
  if (!isRated)
    return {
      kind: 'measured',
      values: values.map((own) => gather(own, rows)),
      subjects: id === null ? null : subjectsOf(id, rows),
      ...common,
    };
  const levels = levelsOf(columns, factors, rows, options);
  const places = new Map(levels.map((level, at) => [level, at]));
  const codes = factors.map((factor) => Int32Array.from(rows, (row) => places.get(factor.levels[factor.codes[row]]) ?? -1));
  return { kind: 'rated', codes, levels, gaps: options.levels === undefined ? gapsOf(levels) : [], ...common };
}

const LEAST_SUBJECTS = 3;

function subjectsOf(id: Column, rows: Int32Array): NonNullable<Measured['subjects']> {
  const { codes, levels } = factorOf(id, rows);
  const own = Int32Array.from(rows, (row) => codes[row]);
  const seen = [...new Set(own)];
  if (seen.length < LEAST_SUBJECTS) {
    throw refuse(
      'too_few_subjects',
      'id',
      `${id.name} tells ${countOf(seen.length, 'subject')} apart; limits of agreement need ${LEAST_SUBJECTS} at least.`,
      `${id.name} 只区分出 ${countText(seen.length)} 个对象；一致性界限至少需要 ${LEAST_SUBJECTS} 个。`,
    );
  }
  const place = new Int32Array(levels.length);
  seen.forEach((code, at) => {
    place[code] = at;
  });
  return { codes: own.map((code) => place[code]), count: seen.length };
}

/** Each rater's categories; true and false are 1 and 0 beside a rater who writes those. */
function sameCodes(columns: readonly Column[]): readonly Factor[] {
  const isBoolean = ({ kind, type }: Column) => kind === 'numeric' && type === 'boolean';
  const all = columns.every(isBoolean);
  const numeric = columns.every(({ kind }) => kind !== 'text');
  return columns.map((column) => {
    const factor = factorOf(column);
    return isBoolean(column) && numeric && !all
      ? { ...factor, levels: factor.levels.map((level) => (level === 'TRUE' ? '1' : '0')) }
      : factor;
  });
}

function checkOptions(options: AgreementOptions): void {
  const { type, raters } = options;
  if (options.id !== undefined && raters.includes(options.id)) {
    throw refuse(
      'id_is_rater',
      'id',
      `${options.id} is a rater; id is the column that says which subject a row is of.`,
      `${options.id} 是评分者的列；id 应为标识每行属于哪个对象的列。`,
    );
  }
  const twice = raters.findIndex((name, at) => raters.indexOf(name) < at);
  if (twice >= 0) {
    throw refuse(
      'rater_twice',
      `raters.${twice}`,
      `${raters[twice]} is named twice, and agrees with itself. Name each rater once.`,
      `${raters[twice]} 重复，与自身必然一致。每个评分者只写一次。`,
    );
  }
  const most = MOST_RATERS[type];
  if (raters.length >= 2 && raters.length <= most) return;
  const instead = type === 'weighted_kappa' || type === 'ccc';
  throw refuse(
    'rater_count',
    'raters',
    raters.length < 2
      ? `Agreement is between two raters at least; only ${raters[0]} is named.`
      : `${type} takes ${most} raters at most; ${raters.length} are named.${instead ? ' Take two at a time, or type: icc for all together.' : ''}`,
    raters.length < 2
      ? `一致性至少需要两个评分者；只指定了 ${raters[0]}。`
      : `${type} 至多 ${most} 个评分者；指定了 ${raters.length} 个。${instead ? '请两两分析，或以 type: icc 一并分析。' : ''}`,
    raters.length > 2 && instead ? ['type: icc'] : [],
  );
}

function numbersOfRater(column: Column, at: number): Float64Array {
  const { name } = column;
  const ordered = column.kind === 'numeric' && column.meta.levels !== undefined && column.type !== 'boolean' ? column.values : null;
  const values = continuousValues(column) ?? ordered;
  if (values === null) {
    throw refuse(
      'rater_not_numeric',
      `raters.${at}`,
      `${name} holds no numbers. For categories use type: kappa, for ordered ones type: weighted_kappa.`,
      `${name} 不是数值。分类请用 type: kappa，有序分类请用 type: weighted_kappa。`,
      ['type: kappa'],
    );
  }
  const known = values.map((value, row) => (column.valid[row] === 1 ? value : Number.NaN));
  const infinite = known.filter((value) => !Number.isFinite(value) && !Number.isNaN(value)).length;
  const fault = infinite === 0 ? sizeFault(known) : null;
  if (fault !== null) {
    const { en, zh } = sizeText(name, fault);
    throw refuse('rater_infinite', `raters.${at}`, en, zh);
  }
  if (infinite === 0) return known;
  throw refuse(
    'rater_infinite',
    `raters.${at}`,
    `${name} is infinite in ${rowsText(infinite)}. Leave them out with where.`,
    `${name} 在 ${countText(infinite)} 行中为无穷大。请用 where 排除。`,
  );
}

/** The categories of all raters in one order: as written, as the dictionary has them, numbers by size. */
function levelsOf(columns: readonly Column[], factors: readonly Factor[], rows: Int32Array, options: AgreementOptions): readonly string[] {
  const used = new Set(factors.flatMap(({ codes, levels }) => [...new Set(rows.map((row) => codes[row]))].map((code) => levels[code])));
  const written = options.levels;
  if (written !== undefined) {
    const unknown = [...used].find((level) => !written.includes(level));
    if (unknown === undefined) return [...new Set(written)];
    throw refuse(
      'unknown_category',
      'levels',
      `The data hold ${unknown}, which levels does not name (${firstText(written, 12, 'en')}). Name all categories.`,
      `数据中有 ${unknown}，而 levels 未列出（${firstText(written, 12, 'zh')}）。请列出全部类别。`,
    );
  }
  const declared = columns.flatMap(({ meta }) => (meta.levels ?? []).map(({ key }) => key));
  const isNumber = columns.every((column) => column.kind !== 'text' || column.type === 'decimal');
  const isBoolean = columns.every(({ kind, type }) => kind === 'numeric' && type === 'boolean');
  const found = isBoolean ? ['FALSE', 'TRUE'] : [...used];
  if (found.length > MOST_CATEGORIES) {
    throw refuse(
      'too_many_categories',
      'raters',
      `There are ${countText(found.length)} categories; ${MOST_CATEGORIES} at most are tabulated. Numbers agree by type: icc, bland_altman or ccc.`,
      `共有 ${countText(found.length)} 个类别，至多 ${MOST_CATEGORIES} 个。数值的一致性请用 type: icc、bland_altman 或 ccc。`,
      ['type: icc'],
    );
  }
  if (declared.length > 0) return [...new Set([...declared, ...found])];
  if (isNumber && !isBoolean) return found.sort((a, b) => Number(a) - Number(b));
  if (options.type === 'weighted_kappa' && found.length > 2) {
    const sorted = found.sort(compareCodePoints);
    throw refuse(
      'order_unknown',
      'levels',
      `The categories are words (${firstText(sorted, 12, 'en')}), whose order nobody has said. Write levels: with them from the lowest to the highest.`,
      `类别为文字（${firstText(sorted, 12, 'zh')}），没有说明顺序。请在 levels 中由低到高列出。`,
      [`levels: [${sorted.slice(0, 12).join(', ')}]`],
    );
  }
  return found.sort(compareCodePoints);
}

function gapsOf(levels: readonly string[]): readonly string[] {
  const numbers = levels.map(Number);
  if (numbers.length < 2 || numbers.some((value) => !Number.isInteger(value))) return [];
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  if (high - low > MOST_CATEGORIES) return [];
  return Array.from({ length: high - low + 1 }, (_, at) => String(low + at)).filter((one) => !levels.includes(one));
}
