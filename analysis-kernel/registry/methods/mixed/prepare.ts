/** Front of `mixed`: formula, random terms, weights, complete cases; hands plain arrays to the fit. */
import { deparse } from '../../../formula/deparse';
import { buildDesign, type Design } from '../../../formula/design-matrix';
import { Evaluator } from '../../../formula/evaluate';
import { MissingRows } from '../../../formula/model-variables';
import { type Formula, parseFormula } from '../../../formula/parse-formula';
import { type RandomTerm, splitRandom } from '../../../formula/random-terms';
import { type Grouping, groupFactor, groupRows } from '../../../formula/specials';
import { expandTerms } from '../../../formula/terms';
import { isMissing } from '../../../formula/values';
import { takeRows } from '../../../frame/access';
import type { Frame } from '../../../frame/column';
import { gather } from '../../../frame/gather';
import { countText } from '../../../results/format';
import { leaveOut, MethodError } from '../../../results/method-error';
import type { Warning } from '../../../results/result';
import { weightedRows } from '../../weights';
import type { MixedData, RandomEffects } from './kernel/system';
import type { MixedOptions } from './options';
import { refuse } from './refuse';
import { type SlopeModel, slopeModel } from './slope';

/** A random term at the used rows. */
interface PreparedRandom {
  /** `id`, `centre:id`. */
  readonly group: string;
  /** Names of its columns, `(Intercept)` first where it has one. */
  readonly names: readonly string[];
  readonly grouping: Grouping;
  /** Its variables, for labels. */
  readonly design: Design;
  /** Place in the formula's text. */
  readonly offset: number;
}

export interface PreparedMixed {
  readonly data: MixedData;
  readonly design: Design;
  /** The frame without rows of weight 0: `design.rows` index it. */
  readonly frame: Frame;
  /** Row of the given data for a row of `frame`. */
  readonly origin: (row: number) => number;
  readonly outcome: string;
  readonly random: readonly PreparedRandom[];
  readonly slope: SlopeModel | null;
  /** As it was fitted; of a preset the one it wrote. */
  readonly formula: string;
  readonly total: number;
  readonly warnings: readonly Warning[];
}

/** Values of the outcome beyond, or all below one over it, have no squares to sum. */
const LARGEST = 1e145;
/** Variances and covariances of one model. */
const MOST_PARAMETERS = 50;

/** Reads the options on a frame. Throws MethodError with the option at fault. */
export function prepareMixed(options: MixedOptions, given: Frame): PreparedMixed {
  const weighted = weightedBy(options, given);
  const slope = slopeModel(options, weighted.frame);
  const text = slope?.formula ?? options.formula ?? '';
  try {
    return prepared(parseFormula(text), text, slope, options, weighted, given.length);
  } catch (error) {
    // A place in a formula that nobody wrote would mislead.
    if (slope === null || !(error instanceof MethodError) || error.path !== 'formula') throw error;
    if (error.code === 'one_level') throw oneLevel(options, error.text.en);
    throw error.at('value', error.text);
  }
}

/** Of an arm or a covariate. */
function oneLevel({ arm, covariates = [] }: MixedOptions, said: string): MethodError {
  const isArm = arm !== undefined && !covariates.some((name) => said.startsWith(name));
  const [key, name] = isArm ? ['arm', arm] : ['covariates', covariates.find((one) => said.startsWith(one)) ?? ''];
  return refuse(
    'one_level',
    key,
    `${name} has one level only among the complete rows; a comparison needs two. Leave ${key} out, or look at the rows lost to missing values.`,
    `在完整的行中 ${name} 只有一个水平；比较至少需要两个。请删去 ${key}，或检查因缺失而排除的行。`,
    [leaveOut(key)],
  );
}

/** Rows of weight 0 left out; the errors are of the option that names the column. */
function weightedBy({ residual_weights }: MixedOptions, given: Frame): ReturnType<typeof weightedRows> {
  try {
    return weightedRows(given, residual_weights === undefined ? undefined : { column: residual_weights, kind: 'sampling' });
  } catch (error) {
    if (!(error instanceof MethodError)) throw error;
    throw error.at('residual_weights', error.text);
  }
}

function prepared(
  whole: Formula,
  text: string,
  slope: SlopeModel | null,
  options: MixedOptions,
  { weights, origin, warnings, ...rows }: ReturnType<typeof weightedRows>,
  total: number,
): PreparedMixed {
  const frame = slope?.frame ?? rows.frame;
  const { fixed, random: terms } = splitRandom(whole);
  if (fixed.left === null) throw noOutcome();
  const needed = neededBy(terms, frame);
  const weightNeeded = weights === null ? [] : [{ variable: weights.column, missing: (row: number) => Number.isNaN(weights.values[row]) }];
  const design = buildDesign(fixed, frame, {
    response: 'numeric',
    intercept: 'as-written',
    cause: null,
    also: [...needed, ...weightNeeded],
  });
  if (design.strata !== null || design.cluster !== null) throw noSpecials();
  if (terms.length === 0) throw noRandom();
  if (design.p === 0) throw nothingFixed();
  const outcome = deparse(fixed.left);
  const y = outcomeOf(design, outcome, fixed.left.offset);
  const used = takeRows(frame, design.rows);
  const random = terms.map((term) => preparedTerm(term, frame, used, design.rows));
  const effects = random.map((one) => effectsOf(one, design.n));
  const parameters = effects.reduce((sum, { q }) => sum + (q * (q + 1)) / 2, 0);
  if (parameters > MOST_PARAMETERS) throw tooManyRandom(parameters);
  if (slope !== null) checkKnot(slope, used);
  return {
    data: {
      n: design.n,
      p: design.p,
      x: design.x,
      y,
      weights: weights && gather(weights.values, design.rows),
      random: effects,
      reml: options.reml,
    },
    design,
    frame,
    origin,
    outcome,
    random,
    slope,
    formula: text,
    total,
    warnings,
  };
}

/** What a used row must know for the random terms. */
function neededBy(terms: readonly RandomTerm[], frame: Frame): { readonly variable: string; readonly missing: (row: number) => boolean }[] {
  const evaluator = new Evaluator(frame, new Map(), false);
  const noted = new MissingRows(frame);
  const needed = new Map<string, (row: number) => boolean>();
  for (const { group, effects } of terms) {
    for (const part of group) {
      const { label, codes } = groupFactor(part, frame, evaluator, noted);
      needed.set(label, (row) => codes[row] < 0);
    }
    for (const { label, expression } of expandTerms(effects.right, []).variables) {
      if (expression.kind === 'call' && ['strata', 'cluster', 'offset'].includes(expression.name)) throw noSpecials();
      const value = evaluator.column(expression);
      needed.set(label, (row) => isMissing(value, row));
    }
  }
  return [...needed].map(([variable, missing]) => ({ variable, missing }));
}

function outcomeOf({ y, n, offset }: Design, label: string, at: number): Float64Array {
  const values = (y ?? new Float64Array(n)).map((value, i) => value - (offset?.[i] ?? 0));
  if (values.some((value) => !Number.isFinite(value)))
    throw refuse(
      'infinite_values',
      'formula',
      `${label} has infinite values. Mend them, or leave those rows out with where.`,
      `${label} 含有无穷大的值。请修正，或用 where 排除这些行。`,
      [],
      at,
    );
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (largest > LARGEST || (largest > 0 && largest < 1 / LARGEST))
    throw refuse(
      'infinite_values',
      'formula',
      `${label} has values of the size ${largest.toExponential(0)}; their squares are beyond all numbers. Change its unit.`,
      `${label} 的取值量级为 ${largest.toExponential(0)}，其平方超出数值范围。请更换单位。`,
      [],
      at,
    );
  if (values.every((value) => value === values[0]))
    throw refuse(
      'one_outcome',
      'formula',
      `${label} is ${values[0]} in all ${n} complete rows, so there is nothing to model. Check its coding, or the rows lost to missing values.`,
      `${n} 个完整的行中 ${label} 均为 ${values[0]}，无可建模。请检查其编码，或因缺失而排除的行。`,
      [],
      at,
    );
  return values;
}

function preparedTerm({ label, group, effects, offset }: RandomTerm, frame: Frame, used: Frame, rows: Int32Array): PreparedRandom {
  const evaluator = new Evaluator(frame, new Map(), false);
  const parts = group.map((part) => groupFactor(part, frame, evaluator, new MissingRows(frame)));
  const grouping = groupRows(parts, rows);
  const design = buildDesign(effects, used, { response: 'none', intercept: 'as-written', cause: null, also: [] });
  if (design.p === 0)
    throw refuse(
      'formula_term',
      'formula',
      `The random term of ${label} has neither an intercept nor a slope.`,
      `${label} 的随机项既没有截距也没有斜率。`,
      [],
      offset,
    );
  return { group: label, names: design.names, grouping, design, offset };
}

/** The random effects as arrays. Throws where they cannot be told from the residual. */
function effectsOf({ group, names, grouping, design, offset }: PreparedRandom, n: number): RandomEffects {
  const levels = grouping.labels.length;
  const q = names.length;
  if (levels < 2)
    throw refuse(
      'one_group',
      'formula',
      `All complete rows are of one level of ${group}; a variance between levels needs two at least, and more to be worth anything. Leave the random term out.`,
      `完整的行中 ${group} 只有一个水平；水平间方差至少需要两个水平，且越多越可靠。请删去该随机项。`,
      [],
      offset,
    );
  if (levels * q >= n) throw unidentified(group, levels, q, n, offset);
  return { codes: grouping.codes, levels, q, z: design.x };
}

function unidentified(group: string, levels: number, q: number, n: number, offset: number): MethodError {
  const [many, rows] = [countText(levels * q), countText(n)];
  const more =
    q === 1
      ? {
          en: 'Is it the key of the rows? Group by what has several rows, as the patient.',
          zh: '它是否为行的主键？请按含多行的列（如患者）分组。',
        }
      : {
          en: 'Each level needs more rows than it has random effects: leave a random slope out.',
          zh: '每个水平的行数须多于其随机效应个数：请删去一个随机斜率。',
        };
  return refuse(
    'random_unidentified',
    'formula',
    `${group} has ${countText(levels)} levels with ${q} random ${q === 1 ? 'effect' : 'effects'} each, ${many} in all, among ${rows} rows: they cannot be told from the residual. ${more.en}`,
    `${group} 有 ${countText(levels)} 个水平，每个水平 ${q} 个随机效应，共 ${many} 个，而仅有 ${rows} 行，无法与残差区分。${more.zh}`,
    [],
    offset,
  );
}

/** Both slopes need measurements. */
function checkKnot({ after, years, knot }: SlopeModel, used: Frame): void {
  if (after === null || knot === null) return;
  const column = used.columns.find(({ name }) => name === years);
  const times = column?.kind === 'numeric' ? column.values : new Float64Array(0);
  const later = times.some((time) => time > knot);
  const sooner = times.some((time) => time <= knot);
  if (later && sooner) return;
  const side = later ? { en: 'before', zh: '之前' } : { en: 'after', zh: '之后' };
  const months = String(Number((12 * knot).toPrecision(6)));
  throw refuse(
    'knot_outside',
    'knot',
    `There is no measurement ${side.en} the knot at ${months} months, so there is one slope only. Leave the knot out, or check the unit of the time.`,
    `节点（${months} 个月）${side.zh}没有测量值，只有一个斜率。请删去 knot，或检查时间的单位。`,
    ['knot: null'],
  );
}

function noOutcome() {
  return refuse(
    'formula_response',
    'formula',
    'The formula has no left side; write the outcome before `~`.',
    '公式缺少左边；请在“~”之前写结局变量。',
    [],
    0,
  );
}

function noRandom() {
  return refuse(
    'no_random',
    'formula',
    'The formula has no random term. Add one in parentheses, as (1 | id) for the rows of one patient; without any it is a linear regression.',
    '公式中没有随机项。请在括号中加入，如 (1 | id) 表示同一患者的多行；没有随机项即为线性回归。',
  );
}

function noSpecials() {
  return refuse(
    'formula_term',
    'formula',
    'strata() and cluster() have no meaning in this model, nor has offset() in a random term. Write groupings as (1 | x).',
    '该模型不使用 strata() 与 cluster()，随机项中也不能用 offset()。分组请写 (1 | x)。',
  );
}

function nothingFixed() {
  return refuse(
    'no_terms',
    'formula',
    'The formula has neither an intercept nor a fixed covariate.',
    '公式既没有截距也没有固定效应的协变量。',
  );
}

function tooManyRandom(n: number) {
  return refuse(
    'too_many_random',
    'formula',
    `The random terms have ${n} variances and covariances; ${MOST_PARAMETERS} at most are estimated. Leave slopes out, or write || for slopes without correlations.`,
    `随机项共有 ${n} 个方差与协方差；最多估计 ${MOST_PARAMETERS} 个。请减少随机斜率，或用 || 去掉相关。`,
  );
}
