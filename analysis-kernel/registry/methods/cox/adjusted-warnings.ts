/** Warnings beside adjusted curves. */
import type { Language, Localised } from '@/cohort-dsl/source/localised';
import { numberText } from '../../../frame/number-text';
import type { Warning } from '../../../results/result';
import type { CoxFit } from '../../../stats/cox/fit';
import { levelSaid, saidOf } from '../../labels';
import { horizonWarnings } from '../../new-rows';
import type { AdjustedOption } from './adjusted-declared';
import type { Arm } from './arms';

type Labels = Readonly<Record<string, Localised>>;

interface Averaged {
  readonly fit: CoxFit;
  readonly arms: readonly Arm[];
  /** Of each row of the fit. */
  readonly levels: readonly string[];
  readonly asked: AdjustedOption;
  /** Where the stratum that ends first does. */
  readonly end: number;
  readonly firstOfEach: boolean;
}

/** Rows from which on a level can carry a curve of its own. */
const ENOUGH_ROWS = 10;

function thinGroups({ arms, levels, asked: { by } }: Averaged, labels: Labels): Warning[] {
  const few = arms.flatMap(({ level }) => {
    const n = levels.filter((own) => own === level).length;
    return n < ENOUGH_ROWS ? [{ said: levelSaid(by, level, labels), n }] : [];
  });
  if (few.length === 0) return [];
  const name = saidOf(by, labels);
  return [
    {
      code: 'few_in_group',
      message: {
        en: `Fewer than ${ENOUGH_ROWS} rows have these levels of ${name.en}: ${few.map(({ said, n }) => `${said.en} (${n})`).join(', ')}. Their adjusted survival rests on as many; join levels, or leave them out with where.`,
        zh: `${name.zh}的以下水平不足 ${ENOUGH_ROWS} 行：${few.map(({ said, n }) => `${said.zh}（${n}）`).join('、')}。其调整生存概率仅依据这些行；请合并水平，或用条件排除。`,
      },
    },
  ];
}

/** Fewer at risk than this at a time of an event, and its step says little. */
const FEW_AT_RISK = 5;

/** What is to be said beside adjusted curves: times without a value, strata and groups too thin, coefficients without end. */
export function adjustedWarnings(averaged: Averaged, labels: Labels): Warning[] {
  const { fit, arms, asked, end, firstOfEach } = averaged;
  const { by, times } = asked;
  const { data, workspace, infinite } = fit;
  const warnings: Warning[] = [...horizonWarnings(times, data.time, workspace.risk.time)];
  const last = data.time.reduce((most, time) => Math.max(most, time), 0);
  const within = times.filter((time) => time > end && time <= last);
  if (within.length > 0) {
    warnings.push({
      code: 'stratum_ends_early',
      message: {
        en: `No adjusted survival at ${within.join(', ')}: a stratum was followed to ${numberText(end)} alone. Choose earlier times.`,
        zh: `时间 ${within.join('、')} 没有调整生存概率：某层的随访仅至 ${numberText(end)}。请选择更早的时间。`,
      },
    });
  }
  const unknown = arms.filter(({ rows }) => !rows.known);
  if (unknown.length > 0) {
    const list = (lang: Language) => unknown.map(({ level }) => levelSaid(by, level, labels)[lang]);
    const name = saidOf(by, labels);
    warnings.push({
      code: 'unknown_stratum',
      message: {
        en: `No adjusted survival of ${name.en} ${list('en').join(', ')}: some rows would be in a stratum that nobody is in. Stratify by fewer columns, or write ${name.en} as a covariate.`,
        zh: `${name.zh}的 ${list('zh').join('、')} 没有调整生存概率：部分行将落入没有任何行的层。请减少分层变量，或将${name.zh}写作协变量。`,
      },
    });
  }
  if (infinite.length > 0) {
    warnings.push({
      code: 'adjusted_without_error',
      message: {
        en: 'Adjusted survival that rests on a coefficient that may be infinite has no interval.',
        zh: '依赖可能为无穷大的系数的调整生存概率没有置信区间。',
      },
    });
  }
  if (data.start !== null && !firstOfEach && data.cluster === null) {
    warnings.push({
      code: 'adjusted_by_row',
      message: {
        en: 'The adjusted curves are averaged over all rows. Where patients have several rows, name the patient as the cluster: then the first row of each counts.',
        zh: '调整曲线按全部行取平均。若同一患者有多行，请将患者指定为聚类，届时每名患者只取第一行。',
      },
    });
  }
  const thin = data.start === null ? null : thinTime(fit, Math.max(...times));
  if (thin !== null) {
    warnings.push({
      code: 'few_at_risk_early',
      message: {
        en: `At ${numberText(thin)} an event came while fewer than ${FEW_AT_RISK} rows had entered: the curves fall there by one patient. Leave out the time before enough have entered, as by where, or begin at a later time.`,
        zh: `在 ${numberText(thin)} 有事件发生，而此时进入的行不足 ${FEW_AT_RISK} 个：曲线在此处因个别患者而下降。请排除进入人数不足之前的时间，或从更晚的时间开始。`,
      },
    });
  }
  return [...warnings, ...thinGroups(averaged, labels)];
}

/** The first event time, up to an end, at which few have entered and from which on the risk set of its stratum still grows. */
function thinTime({ data, workspace: { risk } }: CoxFit, end: number): number | null {
  let found: number | null = null;
  for (let s = 0; s + 1 < risk.stratumGroup.length; s++) {
    const g = risk.stratumGroup[s + 1] - 1;
    const t = risk.time[g];
    if (t > end) continue;
    let atRisk = 0;
    let total = 0;
    for (let i = 0; i < data.n; i++) {
      if (data.strata !== null && data.strata[i] !== risk.stratumId[s]) continue;
      total++;
      if (data.time[i] >= t && (data.start?.[i] ?? 0) < t) atRisk++;
    }
    if (atRisk < FEW_AT_RISK && total >= 2 * FEW_AT_RISK && (found === null || t < found)) found = t;
  }
  return found;
}
