/** What `diagnostic` warns about. */
import type { Language, Localised } from '@/cohort-dsl/source/localised';
import { countOf, countText, cutText, listText } from '../../../results/format';
import type { Warning } from '../../../results/result';
import { caseWarnings } from '../../case-words';
import { saidOf } from '../../labels';
import type { Found, MarkerFound } from './analyse';
import type { DiagnosticOptions } from './options';
import type { Prepared } from './prepare';
import { type Labels, orderSign } from './sentence';

/** Below so many cases or controls normal intervals are rough. */
const FEW = 10;

/** Few cases, markers that tell nothing, everything or the opposite, cut-offs beside the data or found in them, ratios over 0. */
export function diagnosticWarnings(prepared: Prepared, { markers }: Found, options: DiagnosticOptions, labels: Labels): Warning[] {
  const warnings: Warning[] = [];
  const warn = (code: string, en: string, zh: string) => warnings.push({ code, message: { en, zh } });
  const named = (which: (one: MarkerFound) => boolean): Localised | null => {
    const found = markers.filter(which);
    const list = (lang: Language) =>
      listText(
        found.map(({ marker }) => saidOf(marker.name, labels)[lang]),
        lang,
      );
    return found.length === 0 ? null : { en: list('en'), zh: list('zh') };
  };
  const about = (code: string, which: (one: MarkerFound) => boolean, say: (names: Localised) => Localised) => {
    const names = named(which);
    if (names !== null) warnings.push({ code, message: say(names) });
  };
  warnings.push(...caseWarnings(prepared.status.notes, options.outcome, 'control', labels));
  if (Math.min(prepared.nCases, prepared.nControls) < FEW) {
    warn(
      'few_cases',
      `There ${prepared.nCases === 1 ? 'is' : 'are'} ${countOf(prepared.nCases, 'case')} and ${countOf(prepared.nControls, 'control')}: with fewer than ${FEW} of either, intervals and tests of AUCs are rough.`,
      `仅有 ${countText(prepared.nCases)} 例病例和 ${countText(prepared.nControls)} 例对照：任一方少于 ${FEW} 例时，AUC 的置信区间与检验较粗略。`,
    );
  }
  about(
    'constant_marker',
    ({ curve }) => curve.thresholds.length === 2,
    ({ en, zh }) => ({
      en: `${en} has one value in all rows used and tells nothing: its AUC is 0.5.`,
      zh: `${zh}在所用各行中取值相同，没有区分能力：AUC 为 0.5。`,
    }),
  );
  const lower = named(({ marker }) => marker.isLower && options.direction === 'auto');
  if (lower !== null) {
    warnings.push({
      code: 'lower_taken',
      message: {
        en: `Low values of ${lower.en} are taken for suspicious, because cases have the lower median.`,
        zh: `${lower.zh}以低值为可疑，因为病例的中位数较低。`,
      },
      change: { option: 'direction', value: 'higher', said: { en: 'Take high values for suspicious', zh: '改为以高值为可疑' } },
    });
  }
  about(
    'auc_below_half',
    ({ auc }) => auc.estimate < 0.5,
    ({ en, zh }) => ({
      en: `The AUC of ${en} is below 0.5: cases are rather on its unsuspicious side. Check which values are suspicious, and which value is positive or a case.`,
      zh: `${zh}的 AUC 低于 0.5：病例更多位于非可疑一侧。请核对可疑方向，以及哪个取值表示阳性或病例。`,
    }),
  );
  about(
    'perfect_auc',
    ({ auc }) => auc.estimate === 1 || auc.estimate === 0,
    ({ en, zh }) => ({
      en: `${en} tells cases from controls without error in these data, so its AUC has no standard error: an interval of no width is no certainty. Check that the marker is not made from the outcome.`,
      zh: `${zh}在本数据中完全区分病例与对照，AUC 没有标准误：宽度为零的区间并不表示确定。请核对标志物是否由结局得出。`,
    }),
  );
  cutWarnings(markers, labels, warn);
  return warnings;
}

type Warn = (code: string, en: string, zh: string) => void;

function cutWarnings(markers: readonly MarkerFound[], labels: Labels, warn: Warn): void {
  for (const { marker, cuts, best } of markers) {
    const { en, zh } = saidOf(marker.name, labels);
    for (const { cut, counts } of cuts) {
      const { truePositive: a, falsePositive: b, falseNegative: c, trueNegative: d } = counts;
      const place = cut === null ? '' : ` ${orderSign(marker)} ${cutText(cut)}`;
      if (a + b === 0 || c + d === 0) {
        const all = c + d === 0;
        warn(
          'cut_outside',
          `${all ? 'Every row' : 'No row'} is positive by ${en}${place}, so it tells nothing, and its likelihood ratios have no interval.${cut === null ? '' : ' Check the cut-off and its unit.'}`,
          `按 ${zh}${place}，${all ? '所有行均为阳性' : '没有阳性的行'}，没有区分能力，似然比没有置信区间。${cut === null ? '' : '请核对截断值及其单位。'}`,
        );
      } else if (a * b * c * d === 0) {
        warn(
          'empty_cell',
          `By ${en}${place} one of true and false positives and negatives does not occur: ratios are 0 or infinite and have no interval on the logarithm.`,
          `按 ${zh}${place}，真阳性、假阳性、真阴性、假阴性之一未出现：似然比或比值比为 0 或无穷大，没有对数尺度的置信区间。`,
        );
      }
    }
    if (best === null) continue;
    warn(
      'cut_from_data',
      `The cut-off of ${en} was looked for in these data, so what it gives in them is too good; its sensitivity, specificity and their intervals take no account of the search. The table of the best cut-off has them corrected. Confirm it on other patients.`,
      `${zh}的截断值是在本数据中寻找的，其在本数据中的表现偏于乐观，灵敏度、特异度及其置信区间未计入寻找过程。最佳截断值表给出校正值。请在其他患者中验证。`,
    );
    if (best.ties > 1) {
      warn(
        'best_tied',
        `${best.ties} cut-offs of ${en} do equally well; the most sensitive is given.`,
        `${zh}有 ${best.ties} 个截断值同样好；给出其中灵敏度最高者。`,
      );
    }
  }
}
