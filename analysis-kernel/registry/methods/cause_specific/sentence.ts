/** The results sentence of `cause_specific`. */
import type { Localised } from '@/cohort-dsl/source/localised';
import { countOf, countText, levelText } from '../../../results/format';
import type { CoxFit } from '../../../stats/cox/fit';
import type { ZphTest } from '../../../stats/cox/zph';
import type { CauseRows } from '../../cause-rows';
import { hazardRatioRows } from '../../hazard-rows';
import { ratiosSaid } from '../../hazard-sentences';
import { levelSaid } from '../../labels';
import type { CauseSpecificOptions } from './options';

/** The model of one cause. */
export interface CauseModel {
  /** Its place in the causes of the response. */
  readonly at: number;
  readonly cause: string;
  readonly fit: CoxFit;
  readonly tests: readonly ZphTest[];
}

const TERMS_SHOWN = 4;

/** Hazard ratios of each cause with intervals and p values. */
export function causeSpecificSentence(
  models: readonly CauseModel[],
  { response, design }: CauseRows,
  options: CauseSpecificOptions,
  labels: Readonly<Record<string, Localised>>,
  outcome: Localised,
): Localised {
  const level = levelText(options.conf_level);
  const parts = models.map(({ cause, fit }) => {
    const said = levelSaid(response.causeLabel, cause, labels);
    const ratios = ratiosSaid(hazardRatioRows(fit, design.names, options.conf_level), labels, TERMS_SHOWN);
    const events = countText(fit.events);
    return { en: `for ${said.en} (${countOf(fit.events, 'event')}): ${ratios.en}`, zh: `${said.zh}（${events} 个事件）：${ratios.zh}` };
  });
  const n = countText(models[0].fit.n);
  return {
    en: `In cause-specific Cox models of ${outcome.en} (n = ${n}), hazard ratios (${level}% CI) were, ${parts.map(({ en }) => en).join('; ')}.`,
    zh: `在${outcome.zh}的病因别 Cox 模型（n = ${n}）中，风险比（${level}% CI）为：${parts.map(({ zh }) => zh.replace('：', '，')).join('；')}。`,
  };
}
