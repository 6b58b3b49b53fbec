/** The methods paragraph of `parametric`. */
import type { Localised } from '@/cohort-dsl/source/localised';
import { levelText } from '../../../results/format';
import { WEIGHT_WORDS } from '../../common-options';
import { clusterSaid, saidOf } from '../../labels';
import type { MethodOutput } from '../../method';
import { SOFTWARE } from '../../software';
import { timeSentences } from '../../time-scale';
import { type ParametricOptions, splineAsked } from './options';
import { DISTRIBUTION_WORDS, SCALE_WORDS } from './words';

/** `a Weibull model`, `a Royston–Parmar model`. */
export function modelSaid({ distribution }: Pick<ParametricOptions, 'distribution'>): Localised {
  const said = DISTRIBUTION_WORDS[distribution];
  return { en: `${/^e/u.test(said.en) ? 'an' : 'a'} ${said.en} model`, zh: `${said.zh} 模型`.replace(/(?<=\p{Script=Han}) /u, '') };
}

const ACCELERATED: Localised = { en: 'an accelerated failure time model', zh: '加速失效时间模型' };
const FORMS: Readonly<Partial<Record<ParametricOptions['distribution'], Localised>>> = {
  gompertz: { en: 'a proportional hazards model', zh: '比例风险模型' },
  royston_parmar: { en: 'a natural cubic spline of log time', zh: '对数时间的自然三次样条' },
};

/** The methods paragraph: model, effects, variance, weights, comparison, software. */
export function parametricParagraph(options: ParametricOptions, output: MethodOutput): Localised {
  const model = modelSaid(options);
  const form = FORMS[options.distribution] ?? ACCELERATED;
  const level = levelText(options.conf_level);
  const robust = output.conventions.variance !== 'model';
  const { cluster } = output.conventions;
  const within = typeof cluster === 'string' ? clusterSaid(cluster, output.labels) : null;
  const weighing = saidOf(options.weights?.column ?? '', output.labels);
  const spline = options.distribution === 'royston_parmar';
  const { knots, scale } = splineAsked(options);
  const inner = typeof knots === 'number' ? knots : knots.length;
  const compared = output.tables.has('comparison');
  const en = [
    `Survival was modelled by ${model.en} (${form.en}), by maximum likelihood.`,
    ...(spline
      ? [
          `The spline is of the ${SCALE_WORDS[scale].en} with ${inner} inner knot${inner === 1 ? '' : 's'} between the first and the last event.`,
        ]
      : []),
    robust
      ? `Confidence intervals (${level}%) and Wald tests use the robust sandwich variance${within === null ? '' : `, summed within ${within.en}`}.`
      : `Confidence intervals (${level}%) and tests are of Wald type; those of curves are by the delta method.`,
    ...(options.weights === undefined ? [] : [`Rows were weighted by ${weighing.en} (${options.weights.kind.replace('_', ' ')} weights).`]),
    ...(compared
      ? ['Distributions were compared by AIC and BIC on the same rows and covariates, and against the Kaplan–Meier curve.']
      : []),
    ...timeSentences(options.time_unit).en,
    SOFTWARE.en,
  ];
  const zh = [
    `采用${model.zh}（${form.zh}）以最大似然法描述生存。`,
    ...(spline ? [`样条描述${SCALE_WORDS[scale].zh}，首末事件之间设 ${inner} 个内部节点。`] : []),
    robust
      ? `置信区间（${level}%）与 Wald 检验采用稳健（三明治）方差${within === null ? '' : `，在${within.zh}内求和`}。`
      : `置信区间（${level}%）与检验为 Wald 型；曲线的区间以 delta 法求得。`,
    ...(options.weights === undefined ? [] : [`各行以${weighing.zh}加权（${WEIGHT_WORDS[options.weights.kind].zh}权重）。`]),
    ...(compared ? ['各分布在相同的行与协变量上按 AIC、BIC 比较，并与 Kaplan–Meier 曲线对照。'] : []),
    ...timeSentences(options.time_unit).zh,
    SOFTWARE.zh,
  ];
  return { en: en.join(' '), zh: zh.join('') };
}
