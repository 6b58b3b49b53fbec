/** What `glm` writes: results sentence, methods paragraph, R script. */
import type { Language, Localised } from '@/cohort-dsl/source/localised';
import { quoteName } from '../../../formula/deparse';
import { countText, differenceTexts, fixedText, levelText, pClause, ratioTexts } from '../../../results/format';
import type { ResultTable, Value } from '../../../results/result';
import { WEIGHT_WORDS } from '../../common-options';
import { clusterSaid, listSaid, saidOf } from '../../labels';
import type { MethodOutput } from '../../method';
import { type Conventions, rScriptHead, rTable, wordOfEvent } from '../../r-script';
import { SOFTWARE } from '../../software';
import { effectsScript, familyScript, firthScript, fitScript, isDispersed } from './effects-script';
import { effectOf } from './measure';
import { ADJUST_WORDS, FAMILY_WORDS, type GlmOptions, isBinary, LINK_WORDS, linkOf } from './options';
import type { PreparedGlm } from './prepare';

type Labels = Readonly<Record<string, Localised>>;

const TERMS_SHOWN = 6;
const INTERCEPT = '(Intercept)';

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
function modelName(options: GlmOptions): Localised {
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

function reader(table: ResultTable): (row: number, column: string) => number | null {
  return (row, column) => {
    const value: Value | undefined = table.rows[row][table.columns.indexOf(column)];
    return typeof value === 'number' ? value : null;
  };
}

/** What is modelled: the outcome, with the level that counts as having it. */
export function outcomeName({ outcome }: PreparedGlm, labels: Readonly<Record<string, Localised>>, lang: Language): string {
  const own = outcome.column?.meta.label?.[lang] ?? outcome.label;
  if (outcome.level === null) return own;
  const level = labels[`${outcome.column?.name ?? outcome.label}=${outcome.level}`]?.[lang] ?? outcome.level;
  return lang === 'zh' ? `${own}（${level}）` : `${own} (${level})`;
}

/** Rows with the outcome, of yes or no. */
function casesText({ data }: PreparedGlm, lang: Language): string {
  if (!isBinary(data.family) || data.y.some((value) => value !== 0 && value !== 1)) return '';
  const cases = data.y.reduce((sum, value, i) => sum + value * (data.counted ? (data.weights?.[i] ?? 1) : 1), 0);
  return lang === 'zh' ? `，其中 ${countText(cases)} 例发生` : `, ${countText(cases)} with it`;
}

/** Effects with intervals and p values, and the size. */
export function glmSentence(
  coefficients: ResultTable,
  fit: ResultTable,
  prepared: PreparedGlm,
  options: GlmOptions,
  labels: Readonly<Record<string, Localised>>,
): Localised {
  const effect = effectOf(options);
  const at = reader(coefficients);
  const terms = coefficients.rows.map((row, i) => ({ term: String(row[0]), i }));
  const shown = terms.filter(({ term, i }) => term !== INTERCEPT && at(i, 'estimate') !== null);
  const one = (lang: Language) =>
    shown.slice(0, TERMS_SHOWN).map(({ term, i }) => {
      const values = ['estimate', 'conf_low', 'conf_high'].map((column) => at(i, column));
      const [estimate, low, high] =
        effect.kind === 'ratio'
          ? ratioTexts(...values.map((value) => (value === null ? null : Math.exp(value))))
          : differenceTexts(...values);
      const label = labels[term]?.[lang] ?? term;
      const p = pClause(at(i, 'p_value'), lang);
      return lang === 'zh' ? `${label} ${estimate}（${low}～${high}），${p}` : `${label} ${estimate} (${low} to ${high}), ${p}`;
    });
  const more = shown.length - Math.min(shown.length, TERMS_SHOWN);
  const model = modelName(options);
  const level = levelText(options.conf_level);
  const n = countText(reader(fit)(0, 'n'));
  const plural = effect.kind === 'ratio' ? effect.name.en.toLowerCase().replace(/(ratio)( of means)?$/, '$1s$2') : 'differences';
  const none = { en: 'no coefficients', zh: '无系数' };
  const found = shown.length === 0 ? none : { en: one('en').join('; '), zh: one('zh').join('；') };
  return {
    en: `In ${model.en} of ${outcomeName(prepared, labels, 'en')} (n = ${n}${casesText(prepared, 'en')}), ${effect.name.en === 'Coefficient' ? 'coefficients' : plural} (${level}% CI) were: ${found.en}${more > 0 ? `; and ${more} more` : ''}.`,
    zh: `在${outcomeName(prepared, labels, 'zh')}的${model.zh}（n = ${n}${casesText(prepared, 'zh')}）中，${effect.name.zh}（${level}% CI）为：${found.zh}${more > 0 ? `；另有 ${more} 项` : ''}。`,
  };
}

/** What the fit was, below the table of coefficients. */
export function fitNote(fit: ResultTable, prepared: PreparedGlm, options: GlmOptions): Localised {
  const at = (column: string) => reader(fit)(0, column);
  const r2 = at('r_squared');
  const aic = at('aic');
  const ends = [r2 === null ? '' : `R² = ${fixedText(r2, 3)}`, aic === null ? '' : `AIC ${fixedText(aic, 1)}`].filter(
    (text) => text !== '',
  );
  const gauss = options.family === 'gaussian';
  const [deviance, df] = [fixedText(at('deviance'), 1), countText(at('df'))];
  return {
    en: `n = ${countText(at('n'))}${casesText(prepared, 'en')}; ${gauss ? 'residual sum of squares' : 'deviance'} ${deviance} (df ${df})${ends.length > 0 ? `; ${ends.join('; ')}` : ''}.`,
    zh: `n = ${countText(at('n'))}${casesText(prepared, 'zh')}；${gauss ? '残差平方和' : '偏差'} ${deviance}（自由度 ${df}）${ends.length > 0 ? `；${ends.join('；')}` : ''}。`,
  };
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
    if (zh) said.push(`对${names}作水平间对比${by === '' ? '' : `，P 值按 ${by} 法校正`}。`);
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
  if (options.weights !== undefined && counted)
    lines.push(`d <- d[rep(seq_len(nrow(d)), d[[${JSON.stringify(options.weights.column)}]]), ]  # a frequency stands for so many rows`);
  else if (options.weights !== undefined) args.push(`weights = ${quoteName(options.weights.column)}`);
  lines.push(...fitScript(options, args));
  if (options.firth) lines.push(...firthScript(options));
  else if (robust === null)
    lines.push(
      'summary(fit)',
      `confint.default(fit, level = ${options.conf_level})${isDispersed(options) ? '  # here by t: coef ± qt() se' : ''}`,
    );
  else {
    const used =
      cluster === null
        ? `vcovHC(fit, type = "${robust.toUpperCase()}")`
        : `vcovCL(fit, cluster = d[names(fit$y), ${JSON.stringify(cluster)}], type = "${robust.toUpperCase()}")`;
    lines.push(
      `v <- ${used}`,
      `coeftest(fit, vcov. = v${isDispersed(options) ? ', df = df.residual(fit)' : ''})`,
      `coefci(fit, vcov. = v, level = ${options.conf_level})`,
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
