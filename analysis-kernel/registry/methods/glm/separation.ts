/** What separates an outcome, in words: the level or the value beyond which it always comes or never. */
import type { Language, Localised } from '@/cohort-dsl/source/localised';
import { numberText } from '../../../frame/number-text';
import { countText } from '../../../results/format';
import { unboundedColumns } from '../../../stats/regression/unbounded';
import { levelSaid, saidOf } from '../../labels';
import type { GlmFit } from './kernel/fit';
import { isBinary } from './options';
import type { PreparedGlm } from './prepare';

type Labels = Readonly<Record<string, Localised>>;

/** A last step that still moves a row's linear predictor by this much is no convergence of the coefficient. */
const STILL_MOVING = 0.1;
/** Fitted values nearer to an end than this lie at it, where a coefficient still moves. */
const EDGE = 1e-4;
const MOST_REASONS = 3;

/** Columns whose last step still moved some row's linear predictor although the deviance no longer changes, with fitted values at the edge; and what they leave unknown. */
export function separatingColumns({ data: { n, p, x, family }, mu, lastStep, coefficients, unscaled }: GlmFit): readonly number[] {
  const bounded = isBinary(family);
  if (!mu.some((value) => value < EDGE || (bounded && value > 1 - EDGE))) return [];
  const moving: number[] = [];
  for (let j = 0; j < p; j++) {
    if (Number.isNaN(coefficients[j])) continue;
    let most = 0;
    for (let i = 0; i < n; i++) most = Math.max(most, Math.abs(x[j * n + i]));
    if (Math.abs(lastStep[j]) * most > STILL_MOVING) moving.push(j);
  }
  return unboundedColumns(moving, x, n, unscaled, p);
}

/** Rows a level or side has, and how many of them have the outcome. */
interface Share {
  readonly rows: number;
  readonly cases: number;
}

/** For each separating column why it is one, as far as it is one by itself: `none of the 12 rows with Stage: IV has the outcome`. */
export function separationReasons(columns: readonly number[], prepared: PreparedGlm, labels: Labels): Localised[] {
  const reasons = columns.flatMap((j) => reasonOf(j, prepared, labels) ?? []);
  const distinct = new Map(reasons.map((reason) => [reason.en, reason]));
  return [...distinct.values()].slice(0, MOST_REASONS);
}

function reasonOf(j: number, prepared: PreparedGlm, labels: Labels): Localised | null {
  const { data, design } = prepared;
  const { n, x } = data;
  const term = design.assign[j];
  if (term < 0) return null;
  const column = x.subarray(j * n, (j + 1) * n);
  if (!column.every((value) => value === 0 || value === 1)) return thresholdOf(column, prepared, saidOf(design.names[j], labels));
  const own = shareOf(prepared, (i) => column[i] === 1);
  if (isOneSided(own, prepared)) return shareSaid(own, saidOf(design.names[j], labels));
  const siblings = Array.from(design.assign.keys()).filter((k) => design.assign[k] === term);
  const reference = shareOf(prepared, (i) => siblings.every((k) => x[k * n + i] === 0));
  return isOneSided(reference, prepared) ? shareSaid(reference, referenceSaid(prepared, term, labels)) : null;
}

function shareOf({ data: { n, y, weights, counted } }: PreparedGlm, of: (i: number) => boolean): Share {
  let [rows, cases] = [0, 0];
  for (let i = 0; i < n; i++) {
    const copies = counted ? (weights?.[i] ?? 1) : 1;
    if (!of(i) || copies === 0) continue;
    rows += copies;
    cases += y[i] > 0 ? copies : 0;
  }
  return { rows, cases };
}

/** Of counts only that nothing was counted sends a coefficient off. */
const isOneSided = ({ rows, cases }: Share, { data: { family } }: PreparedGlm) =>
  rows > 0 && (cases === 0 || (isBinary(family) && cases === rows));

function shareSaid({ rows, cases }: Share, level: Localised): Localised {
  const n = countText(rows);
  return cases === 0
    ? {
        en:
          rows === 1 ? `the one row with ${level.en} does not have the outcome` : `none of the ${n} rows with ${level.en} has the outcome`,
        zh: `${level.zh}的 ${n} 行均未发生结局`,
      }
    : {
        en: rows === 1 ? `the one row with ${level.en} has the outcome` : `all ${n} rows with ${level.en} have the outcome`,
        zh: `${level.zh}的 ${n} 行均发生结局`,
      };
}

/** The first level of a factor, by the words of its column; of a number that is 0 or 1 its 0. */
function referenceSaid({ design: { encoding, termLabels } }: PreparedGlm, term: number, labels: Labels): Localised {
  const [variable] = encoding.terms.terms[encoding.kept[term]].variables;
  const level = encoding.levels.get(variable)?.[0] ?? '0';
  const name = termLabels[term];
  const plain = /^(?:as\.)?factor\((.+)\)$/u.exec(name)?.[1] ?? name;
  const said = (lang: Language) => `${saidOf(plain, labels)[lang]}${lang === 'zh' ? '：' : ': '}${levelSaid(plain, level, labels)[lang]}`;
  return { en: said('en'), zh: said('zh') };
}

/** A value that parts the rows with the outcome from those without. */
function thresholdOf(column: Float64Array, { data: { y } }: PreparedGlm, name: Localised): Localised | null {
  const sides = [
    { low: Number.POSITIVE_INFINITY, high: Number.NEGATIVE_INFINITY },
    { low: Number.POSITIVE_INFINITY, high: Number.NEGATIVE_INFINITY },
  ];
  column.forEach((value, i) => {
    const side = sides[y[i] > 0 ? 1 : 0];
    side.low = Math.min(side.low, value);
    side.high = Math.max(side.high, value);
  });
  const [without, having] = sides;
  if (without.high <= having.low) {
    const at = numberText(having.low);
    return { en: `the outcome comes only with ${name.en} of ${at} or more`, zh: `仅当${name.zh}不低于 ${at} 时发生结局` };
  }
  if (having.high <= without.low) {
    const at = numberText(having.high);
    return { en: `the outcome comes only with ${name.en} of ${at} or less`, zh: `仅当${name.zh}不高于 ${at} 时发生结局` };
  }
  return null;
}
