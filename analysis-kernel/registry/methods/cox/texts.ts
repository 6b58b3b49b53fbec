/** What `cox` writes: results sentence, methods paragraph, R script. */
import type { Language, Localised } from '@/cohort-dsl/source/localised';
import { quoteName } from '../../../formula/deparse';
import { chiSquaredText, countText, estimateText, fixedText, pClause, ratioTexts, significantText } from '../../../results/format';
import type { ResultTable, Value } from '../../../results/result';
import { WEIGHT_WORDS } from '../../common-options';
import { outcomeSaid } from '../../event-warnings';
import { clusterSaid, listSaid, saidOf } from '../../labels';
import type { MethodOutput } from '../../method';
import { type Conventions, rScriptHead, rSurvival, rTable, wordOfEvent } from '../../r-script';
import { SOFTWARE } from '../../software';
import { timeScript, timeSentences } from '../../time-scale';
import { type CoxMethodOptions, tiesOf } from './options';
import type { PreparedCox } from './prepare';

const TERMS_SHOWN = 6;
const TIES_NAME = {
  efron: { en: "Efron's method", zh: ' Efron 法' },
  breslow: { en: "Breslow's method", zh: ' Breslow 法' },
  exact: { en: 'the exact partial likelihood', zh: '精确偏似然' },
};

/** 95, not 95.0. */
function percentOf(level: number): string {
  return String(Number((100 * level).toPrecision(6)));
}

/** Packages whose functions the formula calls. */
function libraries(formula: string): string[] {
  return ['survival', ...(/\bns\s*\(/.test(formula) ? ['splines'] : []), ...(/\brcs\s*\(/.test(formula) ? ['rms'] : [])];
}

const number = (value: Value | undefined): number | null => (typeof value === 'number' ? value : null);

function reader(table: ResultTable): (row: number, column: string) => number | null {
  return (row, column) => number(table.rows[row][table.columns.indexOf(column)]);
}

const exponential = (value: number | null): number | null => (value === null ? null : Math.exp(value));

/** Hazard ratios with intervals and p values, size and concordance. */
export function coxSentence(
  coefficients: ResultTable,
  fit: ResultTable,
  prepared: PreparedCox,
  options: CoxMethodOptions,
  labels: Readonly<Record<string, Localised>>,
): Localised {
  const at = reader(coefficients);
  const whole = reader(fit);
  const level = percentOf(options.conf_level);
  const shown = coefficients.rows.flatMap((row, i) => (at(i, 'estimate') === null ? [] : [{ term: String(row[0]), i }]));
  const one = (lang: 'en' | 'zh') =>
    shown.slice(0, TERMS_SHOWN).map(({ term, i }) => {
      const values = [at(i, 'estimate'), at(i, 'conf_low'), at(i, 'conf_high')].map(exponential);
      const [estimate, low, high] = ratioTexts(...values);
      const ratio = lang === 'zh' ? `${estimate}（${low}～${high}）` : `${estimate} (${low} to ${high})`;
      const label = labels[term]?.[lang] ?? term;
      return lang === 'en'
        ? `${label} ${ratio}, ${pClause(at(i, 'p_value'), lang)}`
        : `${label} ${ratio}，${pClause(at(i, 'p_value'), lang)}`;
    });
  const more = shown.length - Math.min(shown.length, TERMS_SHOWN);
  const n = countText(whole(0, 'n'));
  const events = countText(whole(0, 'events'));
  const c = significantText(whole(0, 'concordance'), 3);
  const ratios = shown.length === 0 ? { en: 'no coefficients', zh: '无系数' } : { en: one('en').join('; '), zh: one('zh').join('；') };
  const outcome = outcomeSaid(prepared.response.eventLabel, prepared.response.coding, labels);
  const model = {
    en: outcome ? `a Cox model of time to ${outcome.en}` : `a Cox model of ${saidOf(prepared.response.timeLabel, labels).en}`,
    zh: outcome ? `以${outcome.zh}为结局的 Cox 模型` : `以${saidOf(prepared.response.timeLabel, labels).zh}为结局时间的 Cox 模型`,
  };
  return {
    en: `In ${model.en} (n = ${n}, ${events} events), hazard ratios (${level}% CI) were: ${ratios.en}${more > 0 ? `; and ${more} more` : ''}. Concordance was ${c}.`,
    zh: `在${model.zh}（n = ${n}，${events} 个事件）中，风险比（${level}% CI）为：${ratios.zh}${more > 0 ? `；另有 ${more} 项` : ''}。一致性指数为 ${c}。`,
  };
}

/** What the fit was, below the table of coefficients. */
export function fitNote(fit: ResultTable): Localised {
  const at = (column: string) => reader(fit)(0, column);
  const [c, se] = [fixedText(at('concordance'), 3), fixedText(at('std_error_concordance'), 3)];
  const lr = chiSquaredText(estimateText(at('lr')), at('lr_df'), at('lr_p'));
  return {
    en: `n = ${countText(at('n'))}, events ${countText(at('events'))}; concordance ${c} (SE ${se}); likelihood-ratio test ${lr.en}.`,
    zh: `n = ${countText(at('n'))}，事件 ${countText(at('events'))}；一致性指数 C = ${c}（标准误 ${se}）；似然比检验 ${lr.zh}。`,
  };
}

/** The methods paragraph: estimator, ties, variance, weights, diagnostics, software. */
export function coxParagraph(options: CoxMethodOptions, output: MethodOutput): Localised {
  const ties = TIES_NAME[tiesOf(options)];
  const level = percentOf(options.conf_level);
  const robust = output.conventions.variance !== 'model';
  const { strata, cluster } = output.conventions;
  const named = (columns: Value | undefined, lang: Language) =>
    typeof columns === 'string' ? listSaid(columns.split(', '), output.labels, lang) : null;
  const [strataEn, strataZh] = [named(strata, 'en'), named(strata, 'zh')];
  const within = typeof cluster === 'string' ? clusterSaid(cluster, output.labels) : null;
  const weighing = saidOf(options.weights?.column ?? '', output.labels);
  const en = [
    `Hazard ratios were estimated by Cox proportional hazards regression with ${ties.en} for ties${strataEn === null ? '' : `, stratified by ${strataEn}`}.`,
    robust
      ? `Confidence intervals (${level}%) and Wald tests use the robust sandwich variance${within === null ? '' : `, summed within ${within.en}`}.`
      : `Confidence intervals (${level}%) and tests are of Wald type.`,
    ...(options.weights === undefined ? [] : [`Rows were weighted by ${weighing.en} (${options.weights.kind.replace('_', ' ')} weights).`]),
    ...(tiesOf(options) === 'exact' ? [] : ['Proportional hazards were examined by the score test on scaled Schoenfeld residuals.']),
    ...timeSentences(options.time_unit).en,
    "Discrimination is given as Harrell's C with its infinitesimal-jackknife standard error.",
    SOFTWARE.en,
  ];
  const zh = [
    `采用 Cox 比例风险回归估计风险比，结点用${ties.zh}处理${strataZh === null ? '' : `，按${strataZh}分层`}。`,
    robust
      ? `置信区间（${level}%）与 Wald 检验采用稳健（三明治）方差${within === null ? '' : `，在${within.zh}内求和`}。`
      : `置信区间（${level}%）与检验为 Wald 型。`,
    ...(options.weights === undefined ? [] : [`各行以${weighing.zh}加权（${WEIGHT_WORDS[options.weights.kind].zh}权重）。`]),
    ...(tiesOf(options) === 'exact' ? [] : ['比例风险假定以基于标化 Schoenfeld 残差的得分检验考察。']),
    ...timeSentences(options.time_unit).zh,
    '区分度以 Harrell C 指数及其无穷小刀切标准误表示。',
    SOFTWARE.zh,
  ];
  return { en: en.join(' '), zh: zh.join('') };
}

/** The R script that gives the same numbers from the exported table. */
export function coxScript(options: CoxMethodOptions, conventions: Conventions = {}): string {
  const event = options.event ?? (options.cause === undefined ? wordOfEvent(conventions.event) : undefined);
  const frequency = options.weights?.kind === 'frequency';
  const lines = [`f <- ${rSurvival(options.formula, { event }).text}`, ...timeScript(options.time_unit)];
  if (options.cause !== undefined) {
    lines.push(`# the event is ${options.cause}; other causes are censored: write event == ${JSON.stringify(options.cause)} in Surv()`);
  }
  const args = ['d', `ties = "${tiesOf(options)}"`];
  if (options.weights !== undefined && frequency) {
    lines.push(`d <- d[rep(seq_len(nrow(d)), d[[${JSON.stringify(options.weights.column)}]]), ]  # a frequency stands for so many rows`);
  } else if (options.weights !== undefined) args.push(`weights = ${quoteName(options.weights.column)}`);
  if (options.cluster !== undefined) args.push(`cluster = ${quoteName(options.cluster)}`);
  const robust = options.robust ?? (options.weights !== undefined && !frequency && options.cluster === undefined ? true : undefined);
  if (robust !== undefined) args.push(`robust = ${robust ? 'TRUE' : 'FALSE'}`);
  lines.push(`fit <- coxph(f, ${args.join(', ')})`, `summary(fit, conf.int = ${options.conf_level})`, 'fit$concordance');
  if (tiesOf(options) !== 'exact') lines.push(`cox.zph(fit, transform = "${options.zph}")`);
  if (options.profile) lines.push('# profile limits: refit with offset(b * column) and solve 2 * (loglik - loglik(b)) = qchisq(level, 1)');
  if (options.anova) lines.push('anova(fit)');
  if (options.baseline !== undefined) lines.push(`basehaz(fit, centered = ${options.baseline === 'mean' ? 'TRUE' : 'FALSE'})`);
  for (const type of options.residuals ?? []) lines.push(`residuals(fit, "${type === 'scaled_schoenfeld' ? 'scaledsch' : type}")`);
  const predictions = options.predictions;
  if (predictions !== undefined) {
    const name = predictions.data ?? options.data;
    lines.push(`new <- ${rTable(name)}`);
    if (predictions.type === 'survival') {
      lines.push(
        `summary(survfit(fit, newdata = new, conf.int = ${options.conf_level}), times = c(${(predictions.times ?? []).join(', ')}))`,
      );
    } else lines.push('predict(fit, newdata = new, type = "lp", se.fit = TRUE)  # risk and its interval: exp of lp and of lp ± z se');
  }
  return `${rScriptHead(options, libraries(options.formula))}${lines.join('\n')}\n`;
}
