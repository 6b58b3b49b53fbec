/** The results sentence of `agreement`. */
import type { Language, Localised } from '@/cohort-dsl/source/localised';
import { countText, differenceTexts, estimateText, fixedText, pClause, percentText, rowsText } from '../../../results/format';
import { withInterval } from '../../compared-groups';
import type { CategoriesFound } from './categories';
import type { Found } from './found';
import type { ConcordanceFound, IccFound, LimitsFound } from './measures';
import type { AgreementOptions } from './options';
import type { Measured, Rated } from './prepare';
import { QUANTITY_WORDS, type Quantity } from './tables';

export type Labels = Readonly<Record<string, Localised>>;

interface Told {
  readonly found: Found;
  readonly prepared: Measured | Rated;
  readonly options: AgreementOptions;
  readonly raters: Localised;
  readonly labels: Labels;
}

/** How far the raters agree, with its interval. */
export function agreementSentence(told: Told): Localised {
  return { en: said(told, 'en'), zh: said(told, 'zh') };
}

function said({ found, prepared, options, raters }: Told, lang: Language): string {
  const zh = lang === 'zh';
  const lead = zh ? `${raters.zh} 的一致性（${countText(prepared.n)} 行）：` : `Agreement of ${raters.en} (${rowsText(prepared.n)}): `;
  const body =
    'categories' in found
      ? kappaSaid(found, options, lang)
      : found.kind === 'icc'
        ? iccSaid(found, options, lang)
        : found.kind === 'limits'
          ? limitsSaid(found, options, lang)
          : concordanceSaid(found, options, lang);
  return `${lead}${body}${zh ? '。' : '.'}`;
}

const comma = (lang: Language) => (lang === 'zh' ? '，' : ', ');
const shares = (...values: readonly number[]) => values.map((value) => fixedText(value, 2));
/** A quantity's name as it stands within a sentence. */
const named = (quantity: Quantity, lang: Language) => {
  const name = QUANTITY_WORDS[quantity][lang];
  return lang === 'zh' || /^[A-Z]{2}/u.test(name) ? name : `${name[0].toLowerCase()}${name.slice(1)}`;
};

function kappaSaid({ isFleiss, estimates, kappa }: CategoriesFound, options: AgreementOptions, lang: Language): string {
  const [row] = estimates;
  const number = (column: string) => (typeof row[column] === 'number' ? row[column] : Number.NaN);
  const name = named(isFleiss ? 'fleiss_kappa' : options.type === 'kappa' ? 'kappa' : 'weighted_kappa', lang);
  const texts = shares(number('estimate'), number('conf_low'), number('conf_high'));
  const share = `${percentText(100 * kappa.observed)}%`;
  const observed = `${named(options.type === 'weighted_kappa' ? 'weighted_agreement' : 'observed_agreement', lang)} ${share}`;
  return `${observed}${comma(lang)}${name} ${withInterval(texts, options.conf_level, lang)}${comma(lang)}${pClause(number('p_value'), lang)}`;
}

function iccSaid({ forms }: IccFound, { conf_level }: AgreementOptions, lang: Language): string {
  // Of all six the one that most papers want: absolute agreement of a single rating.
  const chosen = forms.find(({ form, unit }) => form === 2 && unit === 'single') ?? forms[0];
  const name = named(`icc_${chosen.form}_${chosen.unit}`, lang);
  const interval = withInterval(shares(chosen.estimate, chosen.low, chosen.high), conf_level, lang);
  const test = `F = ${estimateText(chosen.statistic)}${comma(lang)}${pClause(chosen.pValue, lang)}`;
  return `${name}${comma(lang)}${interval}${comma(lang)}${test}`;
}

function limitsSaid({ limits, slope }: LimitsFound, options: AgreementOptions, lang: Language): string {
  const zh = lang === 'zh';
  const { bias, lower, upper } = limits;
  const texts = differenceTexts(...[bias, lower, upper].flatMap(({ estimate, low, high }) => [estimate, low, high]));
  const unit = options.scale === 'percent' ? '%' : '';
  const one = (at: number) =>
    withInterval(
      texts.slice(3 * at, 3 * at + 3).map((text) => `${text}${unit}`),
      options.conf_level,
      lang,
    );
  const parts = zh
    ? [`偏倚 ${one(0)}`, `一致性下限 ${one(1)}`, `一致性上限 ${one(2)}`]
    : [`bias ${one(0)}`, `limits of agreement ${one(1)} and ${one(2)}`];
  const trend = pClause(slope.pValue, lang);
  return [
    ...parts,
    zh
      ? `差值对均值的斜率 ${estimateText(slope.estimate)}，${trend}`
      : `slope of the differences on the means ${estimateText(slope.estimate)}, ${trend}`,
  ].join(comma(lang));
}

function concordanceSaid({ found }: ConcordanceFound, { conf_level }: AgreementOptions, lang: Language): string {
  const interval = withInterval(
    [found.estimate, found.low, found.high].map((value) => fixedText(value, 3)),
    conf_level,
    lang,
  );
  const parts = (['ccc', 'precision', 'accuracy'] as const).map((quantity) => named(quantity, lang));
  return [`${parts[0]} ${interval}`, `${parts[1]} ${fixedText(found.precision, 3)}`, `${parts[2]} ${fixedText(found.accuracy, 3)}`].join(
    comma(lang),
  );
}
