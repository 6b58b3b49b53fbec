/** What `glm` declares of its texts: what a model is called, methods paragraph, R script. */
import type { Language, Localised } from '@/cohort-dsl/source/localised';
import { quoteName } from '../../../formula/deparse';
import { levelText } from '../../../results/format';
import { ADJUST_WORDS, WEIGHT_WORDS } from '../../common-options';
import { clusterSaid, listSaid, saidOf } from '../../labels';
import type { MethodOutput } from '../../method';
import { type Conventions, rRepeated, rScriptHead, rTable, rWeighed, wordOfEvent } from '../../r-script';
import { SOFTWARE } from '../../software';
import { effectsScript, familyScript, firthScript, fitScript, isDispersed } from './effects-script';
import { effectOf } from './measure';
import { FAMILY_WORDS, type GlmOptions, isBinary, LINK_WORDS, linkOf } from './options';

type Labels = Readonly<Record<string, Localised>>;

const MODEL_NAMES: Readonly<Record<GlmOptions['family'], Readonly<Record<string, Localised>>>> = {
  gaussian: { identity: { en: 'linear regression', zh: '线性回归' } },
  binomial: {
    logit: { en: 'logistic regression', zh: 'logistic 回归' },
    log: { en: 'log-binomial regression', zh: 'log-binomial 回归' },
    identity: { en: 'binomial regression with the identity link', zh: '恒等连接的二项回归' },
    probit: { en: 'probit regression', zh: 'probit 回归' },
  },
  poisson: { log: { en: 'Poisson regression', zh: 'Poisson 回归' } },
  gamma: { log: { en: 'gamma regression (log link)', zh: 'gamma 回归（对数连接）' } },
  negbin: { log: { en: 'negative binomial regression', zh: '负二项回归' } },
  quasibinomial: { logit: { en: 'quasi-binomial logistic regression', zh: '拟二项 logistic 回归' } },
  quasipoisson: { log: { en: 'quasi-Poisson regression', zh: '拟 Poisson 回归' } },
};

/** What the model is called. */
export function modelName(options: GlmOptions): Localised {
  const { family } = options;
  const used = linkOf(options);
  const own: Readonly<Record<string, Localised>> = MODEL_NAMES[family];
  return (
    own[used] ?? {
      en: `generalised linear regression (${FAMILY_WORDS[family].en}, ${LINK_WORDS[used].en} link)`,
      zh: `广义线性回归（${FAMILY_WORDS[family].zh}，${LINK_WORDS[used].zh}连接）`,
    }
  );
}

function fittedBy({ firth, family }: GlmOptions): Localised {
  if (firth) return { en: 'Firth’s penalised likelihood', zh: 'Firth 惩罚似然' };
  if (family === 'negbin') return { en: 'maximum likelihood, coefficients and shape in turn', zh: '最大似然，系数与形状参数交替估计' };
  return { en: 'iteratively reweighted least squares', zh: '迭代加权最小二乘' };
}

/** What was tested, compared and standardised beside the coefficients. */
function besideParagraph({ anova, compare, adjust, marginal, family }: GlmOptions, labels: Labels, lang: Language): string[] {
  const zh = lang === 'zh';
  const said: string[] = [];
  if (anova !== undefined) {
    const order = anova === 'sequential';
    said.push(
      zh
        ? `各项${order ? '按公式顺序检验（I 型）' : '在其他项基础上检验（II 型）'}。`
        : `Terms were tested ${order ? 'in their order (type I)' : 'each given the others (type II)'}.`,
    );
  }
  if (compare !== undefined) {
    const names = listSaid(Object.keys(compare), labels, lang);
    const by = adjust === 'none' ? '' : ADJUST_WORDS[adjust][lang];
    if (zh) said.push(`对${names}作水平间对比${by === '' ? '' : `，P 值按 ${by}校正`}。`);
    else said.push(`Values of ${names} were compared${by === '' ? '' : `, with p values adjusted by the method of ${by}`}.`);
  }
  if (marginal !== undefined) {
    const names = listSaid(marginal, labels, lang);
    const what = isBinary(family) ? { en: 'Risks', zh: '风险' } : { en: 'Means', zh: '均值' };
    said.push(
      zh
        ? `${what.zh}及其差值与比值按${names}标准化：对全部分析对象的预测取平均，标准误由 delta 法求得。`
        : `${what.en}, their differences and ratios by ${names} were standardised: predictions were averaged over all rows analysed, with standard errors by the delta method.`,
    );
  }
  return said;
}

/** The methods paragraph: model, effects, variance, weights, software. */
export function glmParagraph(options: GlmOptions, output: MethodOutput): Localised {
  const model = modelName(options);
  const effect = effectOf(options);
  const level = levelText(options.conf_level);
  const kind = /\((hc\d)/.exec(String(output.conventions.variance))?.[1]?.toUpperCase() ?? null;
  const { cluster } = output.conventions;
  const by = typeof cluster === 'string' ? clusterSaid(cluster, output.labels) : null;
  const { weights } = options;
  const weighing = saidOf(weights?.column ?? '', output.labels);
  const en = [
    `${effect.kind === 'ratio' ? `${effect.name.en}s` : 'Coefficients'} were estimated by ${model.en} (${fittedBy(options).en}).`.replace(
      'Ratio of meanss',
      'Ratios of means',
    ),
    options.firth
      ? `Confidence intervals (${level}%) and tests are of the profile of the penalised likelihood.`
      : kind === null
        ? `Confidence intervals (${level}%) and tests are of Wald type.`
        : `Confidence intervals (${level}%) and Wald tests use the robust sandwich variance (${kind}${by === null ? '' : `, summed within ${by.en}`}).`,
    ...(weights === undefined ? [] : [`Rows were weighted by ${weighing.en} (${weights.kind.replace('_', ' ')} weights).`]),
    ...besideParagraph(options, output.labels, 'en'),
    SOFTWARE.en,
  ];
  const zh = [
    `采用${model.zh}（${fittedBy(options).zh}）估计${effect.kind === 'ratio' ? effect.name.zh : '系数'}。`,
    options.firth
      ? `置信区间（${level}%）与检验由惩罚似然的轮廓求得。`
      : kind === null
        ? `置信区间（${level}%）与检验为 Wald 型。`
        : `置信区间（${level}%）与 Wald 检验采用稳健（三明治）方差（${kind}${by === null ? '' : `，在${by.zh}内求和`}）。`,
    ...(weights === undefined ? [] : [`各行以${weighing.zh}加权（${WEIGHT_WORDS[weights.kind].zh}权重）。`]),
    ...besideParagraph(options, output.labels, 'zh'),
    SOFTWARE.zh,
  ];
  return { en: en.join(' '), zh: zh.join('') };
}

/** The R script that gives the same numbers from the exported table. */
export function glmScript(options: GlmOptions, conventions: Conventions = {}): string {
  const counted = options.weights?.kind === 'frequency';
  const clusterTerm = /\bcluster\(\s*([^()]+?)\s*\)/.exec(options.formula);
  const cluster = options.cluster ?? clusterTerm?.[1].replaceAll('`', '') ?? null;
  const robust = options.robust ?? (cluster !== null || (options.weights !== undefined && !counted) ? 'hc0' : null);
  const formula = options.formula.replace(/\s*\+\s*cluster\([^()]*\)/, '').replace(/~\s*cluster\([^()]*\)\s*\+?/, '~ ');
  const libraries = [
    ...(/\bns\s*\(/.test(formula) ? ['splines'] : []),
    ...(/\brcs\s*\(/.test(formula) ? ['rms'] : []),
    ...(robust === null ? [] : ['sandwich', 'lmtest']),
    ...(options.firth ? ['brglm2'] : []),
  ];
  const args = ['f', `family = ${familyScript(options)}`, 'data = d'];
  const lines = [`f <- ${formula}`];
  const modelled = wordOfEvent(conventions.modelled);
  const outcome = `d[[all.vars(f)[1]]]`;
  // R takes the second of two words in their order.
  if (modelled !== undefined) lines.push(`${outcome} <- as.integer(${outcome} == ${JSON.stringify(modelled)})`);
  if (options.weights !== undefined && counted) lines.push(...rRepeated(options.weights.column));
  else if (options.weights !== undefined) {
    lines.push(rWeighed(options.weights.column));
    args.push(`weights = ${quoteName(options.weights.column)}`);
  }
  lines.push(...fitScript(options, args));
  if (options.firth) lines.push(...firthScript(options));
  else if (robust === null)
    lines.push(
      'summary(fit)',
      isDispersed(options)
        ? `coef(fit) + outer(sqrt(diag(vcov(fit))), c(-1, 1) * qt((1 + ${options.conf_level}) / 2, df.residual(fit)))`
        : `confint.default(fit, level = ${options.conf_level})`,
    );
  else {
    const used =
      cluster === null
        ? `vcovHC(fit, type = "${robust.toUpperCase()}")`
        : `vcovCL(fit, cluster = d[names(fit$y), ${JSON.stringify(cluster)}], type = "${robust.toUpperCase()}")`;
    lines.push(
      `v <- ${used}`,
      `coeftest(fit, vcov. = v${isDispersed(options) ? ', df = df.residual(fit)' : ''})`,
      `coefci(fit, vcov. = v, level = ${options.conf_level}${isDispersed(options) ? ', df = df.residual(fit)' : ''})`,
    );
  }
  if (options.exponentiate) lines.push('exp(coef(fit))');
  lines.push('logLik(fit); AIC(fit); BIC(fit)', ...effectsScript(options, robust !== null && !options.firth));
  if (options.predictions !== undefined) {
    const name = options.predictions.data ?? options.data;
    lines.push(`new <- ${rTable(name)}`, `predict(fit, newdata = new, type = "${options.predictions.type}", se.fit = TRUE)`);
  }
  return `${rScriptHead(options, libraries)}${lines.join('\n')}\n`;
}
