/** The methods paragraph of `mixed`. */
import type { Language, Localised } from '@/cohort-dsl/source/localised';
import { levelText } from '../../../results/format';
import { ADJUST_WORDS } from '../../common-options';
import { listSaid, saidOf } from '../../labels';
import type { MethodOutput } from '../../method';
import { SOFTWARE } from '../../software';
import type { MixedOptions } from './options';

type Labels = Readonly<Record<string, Localised>>;

/** Model, random effects, tests, software. */
export function mixedParagraph(options: MixedOptions, output: MethodOutput): Localised {
  const said = (lang: Language) => [...modelSaid(options, output, lang), ...testsSaid(options, output.labels, lang), SOFTWARE[lang]];
  return { en: said('en').join(' '), zh: said('zh').join('') };
}

function modelSaid(options: MixedOptions, { labels, conventions }: MethodOutput, lang: Language): string[] {
  const zh = lang === 'zh';
  const by = options.reml
    ? { en: 'restricted maximum likelihood (REML)', zh: '限制性最大似然（REML）' }
    : { en: 'maximum likelihood', zh: '最大似然' };
  const weighted =
    options.residual_weights === undefined
      ? []
      : [
          zh
            ? `残差方差除以${saidOf(options.residual_weights, labels).zh}。`
            : `The residual variance was divided by ${saidOf(options.residual_weights, labels).en}.`,
        ];
  if (options.preset === 'slope') return [...slopeSaid(options, labels, conventions, by, lang), ...weighted];
  const random = labels['convention:random']?.[lang] ?? '';
  return [
    zh
      ? `采用线性混合模型（${by.zh}估计）分析重复测量，随机效应为：${random}。`
      : `Repeated measurements were analysed by a linear mixed model, fitted by ${by.en}, with random effects of: ${random}.`,
    ...weighted,
  ];
}

function slopeSaid(
  options: MixedOptions,
  labels: Labels,
  conventions: MethodOutput['conventions'],
  by: Localised,
  lang: Language,
): string[] {
  const zh = lang === 'zh';
  const value = saidOf(options.value ?? '', labels)[lang];
  const arm = options.arm === undefined ? null : saidOf(options.arm, labels)[lang];
  const covariates = options.covariates === undefined ? null : listSaid(options.covariates, labels, lang);
  const knot = options.knot === undefined ? null : String(options.knot);
  const total = String(conventions.total_slope_years ?? '');
  const each = options.random_slopes === 'each';
  const sentences = [
    zh
      ? `采用线性混合模型（${by.zh}估计）分析${value}的年变化，固定效应含时间（年，365.25 天）${arm === null ? '' : `、${arm}及二者的交互`}${covariates === null ? '' : `，并以${covariates}校正水平`}；每位患者有随机截距与${each ? '节点前后各一个随机斜率' : '随机斜率'}，彼此相关。`
      : `The change a year of ${value} was estimated by a linear mixed model fitted by ${by.en}, with fixed effects of time (years of 365.25 days)${arm === null ? '' : `, ${arm} and their interaction`}${covariates === null ? '' : `, the level adjusted for ${covariates}`}, and correlated random intercepts and ${each ? 'slopes before and after the knot' : 'slopes'} of each patient.`,
  ];
  if (knot !== null) {
    sentences.push(
      zh
        ? `斜率在 ${knot} 个月处改变：急性期斜率为起点至该时点，慢性期斜率为其后，总斜率为自起点至 ${total} 年的平均年变化。`
        : `The slope changes at ${knot} months: the acute slope is from the start to then, the chronic slope thereafter, the total slope the mean change a year from the start to ${total} years.`,
    );
  }
  return sentences;
}

function testsSaid({ df, conf_level, anova, compare, adjust }: MixedOptions, labels: Labels, lang: Language): string[] {
  const zh = lang === 'zh';
  const level = levelText(conf_level);
  const said = [
    df === 'wald'
      ? zh
        ? `置信区间（${level}%）与检验为 Wald 型（正态分布）。`
        : `Confidence intervals (${level}%) and tests are of Wald type (normal distribution).`
      : zh
        ? `置信区间（${level}%）与检验采用 Satterthwaite 自由度。`
        : `Confidence intervals (${level}%) and tests use Satterthwaite’s degrees of freedom.`,
  ];
  if (anova !== undefined) {
    const order = anova === 'sequential';
    said.push(
      zh
        ? `各项的 F 检验为${order ? '按公式顺序（I 型）' : ' III 型'}。`
        : `Terms were tested by F ${order ? 'in their order (type I)' : 'of type III'}.`,
    );
  }
  if (compare !== undefined) {
    const names = listSaid(Object.keys(compare), labels, lang);
    const by = adjust === 'none' ? '' : ADJUST_WORDS[adjust][lang];
    if (zh) said.push(`对${names}作水平间对比${by === '' ? '' : `，P 值按 ${by}校正`}。`);
    else said.push(`Values of ${names} were compared${by === '' ? '' : `, with p values adjusted by the method of ${by}`}.`);
  }
  return said;
}
