/** `km`: Kaplan–Meier curves, tests and restricted means. */
import { formulaColumns } from '../../../formula/parse-formula';
import { CONF_TYPES } from '../../../stats/survival/km-interval';
import { clusterOption, confLevelOption, dataOption, option, weightsOption, whereOption } from '../../common-options';
import type { Method } from '../../method';
import { ADJUSTMENTS, type KmOptions, kmSchema, SURVIVAL_CONVENTIONS } from './options';
import { runKm } from './run';
import { KM_TABLES } from './tables';
import { kmParagraph, kmScript } from './texts';

export const kmMethod: Method<KmOptions> = {
  id: 'km',
  title: { en: 'Kaplan–Meier', zh: 'Kaplan–Meier 生存曲线' },
  summary: {
    en: 'Survival curves by group with confidence bands, medians, the log-rank test and its family, restricted means and follow-up.',
    zh: '分组生存曲线及置信带、中位生存时间、log-rank 检验及其同族检验、限制性平均生存时间与随访时间。',
  },
  schema: kmSchema,
  options: [
    dataOption,
    option({
      key: 'formula',
      label: { en: 'Formula', zh: '公式' },
      help: {
        en: '`Surv(time, event) ~ group`, `Surv(start, stop, event) ~ group` for delayed entry, `~ 1` for one curve; `strata()` stratifies the test. Required.',
        zh: '`Surv(time, event) ~ group`；延迟进入用 `Surv(start, stop, event) ~ group`；单条曲线用 `~ 1`；`strata()` 表示分层检验。必填。',
      },
      type: 'formula',
      form: { control: 'formula', left: 'survival', roles: ['group', 'strata', 'cluster'] },
    }),
    option({
      key: 'times',
      label: { en: 'Survival at times', zh: '指定时间的生存率' },
      help: { en: 'Times at which the table `at` gives the curves.', zh: '表 `at` 给出曲线值的时间。' },
      type: 'number or list of numbers',
      form: { control: 'numbers' },
    }),
    option({
      key: 'rmst',
      label: { en: 'Restricted mean to', zh: '限制性平均至' },
      help: {
        en: 'Horizon of the restricted mean survival time; it may not lie beyond the follow-up of a curve.',
        zh: '限制性平均生存时间的截止时间；不得超出任一曲线的随访。',
      },
      type: 'number',
      form: { control: 'number', min: 0 },
    }),
    option({
      key: 'quantiles',
      label: { en: 'Quantiles', zh: '分位数' },
      help: {
        en: 'Probabilities of the event whose times the table `quantiles` gives, as [0.25, 0.5].',
        zh: '表 `quantiles` 给出的事件概率，如 [0.25, 0.5]。',
      },
      type: 'number or list of numbers between 0 and 1',
      form: { control: 'numbers' },
    }),
    option({
      key: 'pairwise',
      label: { en: 'Pairwise tests', zh: '两两比较' },
      help: {
        en: 'Tests each pair of groups; the word says how p values are adjusted (true: none).',
        zh: '对每两组进行检验；取值为 P 值校正方法（true 表示不校正）。',
      },
      type: 'true or word',
      values: ADJUSTMENTS,
      form: { control: 'choice' },
    }),
    option({
      key: 'followup',
      label: { en: 'Median follow-up', zh: '中位随访时间' },
      help: { en: 'Adds the follow-up by the reverse Kaplan–Meier method.', zh: '给出反向 Kaplan–Meier 法的随访时间。' },
      type: 'true or false',
      default: 'false',
      form: { control: 'switch' },
    }),
    option({
      key: 'cause',
      label: { en: 'Cause', zh: '事件原因' },
      help: {
        en: 'The event to analyse where the event column holds several; the others are censored, with a warning.',
        zh: '事件列含多种事件时要分析的一种；其余视为删失并给出警告。',
      },
      type: 'name or code',
      form: { control: 'yaml' },
      advanced: true,
    }),
    option({
      key: 'conf_type',
      label: { en: 'Scale of the intervals', zh: '置信区间变换' },
      help: {
        en: 'The scale on which intervals are symmetric. Without it log, and log-log under as: sas.',
        zh: '置信区间对称的尺度。省略时为 log；as: sas 时为 log-log。',
      },
      type: 'word',
      values: CONF_TYPES,
      default: 'log',
      form: { control: 'choice' },
      advanced: true,
    }),
    confLevelOption,
    option({
      key: 'rho',
      label: { en: 'Weight of early events (ρ)', zh: '早期事件权重 ρ' },
      help: {
        en: 'The test weighs events by S(t−)^ρ (1 − S(t−))^γ; 0 and 0 is log-rank, ρ = 1 Peto–Peto.',
        zh: '检验以 S(t−)^ρ (1 − S(t−))^γ 加权；ρ = γ = 0 为 log-rank，ρ = 1 为 Peto–Peto。',
      },
      type: 'number, 0 or more',
      default: '0',
      form: { control: 'number', min: 0, max: 5, step: 0.5 },
      advanced: true,
    }),
    option({
      key: 'gamma',
      label: { en: 'Weight of late events (γ)', zh: '晚期事件权重 γ' },
      help: { en: 'See rho.', zh: '见 rho。' },
      type: 'number, 0 or more',
      default: '0',
      form: { control: 'number', min: 0, max: 5, step: 0.5 },
      advanced: true,
    }),
    option({
      key: 'trend',
      label: { en: 'Test for trend', zh: '趋势检验' },
      help: {
        en: 'Adds a test for trend over the groups in their order; a list gives their scores.',
        zh: '按组的顺序增加趋势检验；也可给出各组得分的列表。',
      },
      type: 'true, false or list of numbers',
      default: 'false',
      form: { control: 'switch' },
      advanced: true,
    }),
    option({
      key: 'landmark_at',
      label: { en: 'Landmark', zh: '界标时间' },
      help: {
        en: 'Only rows followed beyond this time count, and the curves begin there.',
        zh: '只计入随访超过该时间的行，曲线从该时间开始。',
      },
      type: 'number',
      form: { control: 'number' },
      advanced: true,
    }),
    option({
      key: 'entry',
      label: { en: 'Delayed entry', zh: '延迟进入' },
      help: {
        en: 'A column of entry times: `Surv(time, event)` then reads as `Surv(entry, time, event)`.',
        zh: '进入时间列：`Surv(time, event)` 即视为 `Surv(entry, time, event)`。',
      },
      type: 'column',
      form: { control: 'column', accepts: 'time' },
      advanced: true,
    }),
    weightsOption,
    clusterOption,
    whereOption,
    option({
      key: 'as',
      label: { en: 'As in', zh: '惯例同' },
      help: {
        en: 'Whose conventions: survival (R), or sas (log-log intervals; no median on a last flat stretch at one half).',
        zh: '采用的惯例：survival（R），或 sas（log-log 区间；末段平台恰为一半时不给中位数）。',
      },
      type: 'word',
      values: SURVIVAL_CONVENTIONS,
      default: 'survival',
      form: { control: 'choice' },
      advanced: true,
    }),
  ],
  tables: Object.values(KM_TABLES),
  tablesUsed: () => [],
  columnsUsed: ({ formula, entry, weights, cluster }) => [
    ...new Set([...formulaColumns(formula), ...[entry, weights?.column, cluster].filter((name) => name !== undefined)]),
  ],
  run: ({ options, frame }) => runKm(options, frame),
  paragraph: kmParagraph,
  rScript: kmScript,
  references: [
    {
      text: 'Kaplan EL, Meier P. Nonparametric estimation from incomplete observations. Journal of the American Statistical Association 1958;53:457–481.',
      doi: '10.1080/01621459.1958.10501452',
    },
    {
      text: 'Harrington DP, Fleming TR. A class of rank test procedures for censored survival data. Biometrika 1982;69:553–566.',
      doi: '10.1093/biomet/69.3.553',
    },
    {
      text: 'Schemper M, Smith TL. A note on quantifying follow-up in studies of failure time. Controlled Clinical Trials 1996;17:343–346.',
      doi: '10.1016/0197-2456(96)00075-X',
    },
    { text: 'Therneau TM. A package for survival analysis in R.', doi: null },
  ],
};
