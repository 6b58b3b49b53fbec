/** How `incidence` says outcomes, groups, units and numbers. */
import type { Localised } from '@/cohort-dsl/source/localised';
import { countOf, countText, differenceTexts } from '../../../results/format';
import { withInterval } from '../../compared-groups';
import { countInterval, type Rate } from './kernel/intervals';
import type { IncidenceOptions } from './options';
import type { PreparedRates } from './prepare';

export type Labels = Readonly<Record<string, Localised>>;

/** The unit of person-time. */
function unitSaid({ year }: Pick<PreparedRates, 'year'>): Localised {
  return year === null ? { en: 'units of person-time', zh: '单位人时' } : { en: 'person-years', zh: '人年' };
}

/** `per 1 000 person-years`; in Chinese it goes before the number: `每 1 000 人年`. */
export function perSaid(prepared: Pick<PreparedRates, 'year'>, { per }: IncidenceOptions): Localised {
  const unit = unitSaid(prepared);
  return { en: `per ${countText(per)} ${unit.en}`, zh: `每 ${countText(per)} ${unit.zh}` };
}

/** Events, person-time and the rate. */
export function rateSaid({ events, time }: Rate, prepared: PreparedRates, options: IncidenceOptions): Localised {
  const { per, conf_type, conf_level } = options;
  const { low, high } = countInterval(events, conf_type, conf_level);
  const texts = differenceTexts(...[events, low, high].map((one) => (one / time) * per));
  const [unit, base] = [unitSaid(prepared), perSaid(prepared, options)];
  const years = differenceTexts(time)[0];
  return {
    en: `${countOf(events, 'event')} in ${years} ${unit.en}, ${withInterval(texts, conf_level, 'en')} ${base.en}`,
    zh: `${years} ${unit.zh}中事件 ${countText(events)} 例，${base.zh} ${withInterval(texts, conf_level, 'zh')}`,
  };
}
