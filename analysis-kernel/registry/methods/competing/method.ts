/** `competing`: cumulative incidence of competing events. */

import type { Localised } from '@/cohort-dsl/source/localised';
import { formulaColumns } from '../../../formula/parse-formula';
import { levelText } from '../../../results/format';
import { CONF_TYPES } from '../../../stats/survival/km-interval';
import { confLevelOption, dataOption, option, whereOption } from '../../common-options';
import type { Method, MethodOutput } from '../../method';
import { rScriptHead } from '../../r-script';
import { SOFTWARE } from '../../software';
import { type CompetingOptions, competingSchema } from './options';
import { runCompeting } from './run';
import { COMPETING_TABLES } from './tables';

export const competingMethod: Method<CompetingOptions> = {
  id: 'competing',
  title: { en: 'Competing risks', zh: '竞争风险' },
  summary: {
    en: 'Cumulative incidence of each cause in the presence of the others (Aalen–Johansen), by group, with Gray’s test.',
    zh: '其他原因存在时各原因的累积发生率（Aalen–Johansen），可分组，并给出 Gray 检验。',
  },
  schema: competingSchema,
  options: [
    dataOption,
    option({
      key: 'formula',
      label: { en: 'Formula', zh: '公式' },
      help: {
        en: '`Surv(time, cause) ~ group`; the cause is 0 for censored and 1, 2, … for the events, a cohort’s labelled outcome, or a text. `strata()` stratifies the test. Required.',
        zh: '`Surv(time, cause) ~ group`；cause 以 0 表示删失、1、2……表示各事件，也可为队列的多原因结局或文本。`strata()` 表示分层检验。必填。',
      },
      type: 'formula',
      form: { control: 'formula', left: 'survival', roles: ['group', 'strata'] },
    }),
    option({
      key: 'times',
      label: { en: 'Incidence at times', zh: '指定时间的发生率' },
      help: { en: 'Times at which the table `at` gives the curves.', zh: '表 `at` 给出曲线值的时间。' },
      type: 'number or list of numbers',
      form: { control: 'numbers' },
    }),
    option({
      key: 'censored',
      label: { en: 'Censored value', zh: '删失取值' },
      help: {
        en: 'For a cause in words: the word for censored. Without it missing is censored, or the first level when nothing is missing.',
        zh: '原因为文本时表示删失的取值。省略时缺失即删失；没有缺失时第一个水平为删失。',
      },
      type: 'text',
      form: { control: 'yaml' },
      advanced: true,
    }),
    option({
      key: 'conf_type',
      label: { en: 'Scale of the intervals', zh: '置信区间变换' },
      help: { en: 'The scale on which intervals are symmetric.', zh: '置信区间对称的尺度。' },
      type: 'word',
      values: CONF_TYPES,
      default: 'log',
      form: { control: 'choice' },
      advanced: true,
    }),
    confLevelOption,
    whereOption,
  ],
  tables: Object.values(COMPETING_TABLES),
  tablesUsed: () => [],
  columnsUsed: ({ formula }) => formulaColumns(formula),
  run: ({ options, frame }) => runCompeting(options, frame),
  paragraph,
  rScript,
  references: [
    {
      text: 'Aalen OO, Johansen S. An empirical transition matrix for non-homogeneous Markov chains based on censored observations. Scandinavian Journal of Statistics 1978;5:141–150.',
      doi: null,
    },
    {
      text: 'Gray RJ. A class of K-sample tests for comparing the cumulative incidence of a competing risk. Annals of Statistics 1988;16:1141–1154.',
      doi: '10.1214/aos/1176350951',
    },
  ],
};

function paragraph(options: CompetingOptions, output: MethodOutput): Localised {
  const level = levelText(options.conf_level);
  const tested = output.tables.has('gray');
  return {
    en: `Cumulative incidence was estimated by the Aalen–Johansen method, with pointwise ${level}% confidence intervals on the ${options.conf_type} scale from the infinitesimal jackknife.${tested ? ' Groups were compared by Gray’s test.' : ''} ${SOFTWARE.en}`,
    zh: `累积发生率采用 Aalen–Johansen 法估计，给出 ${options.conf_type} 变换下逐点 ${level}% 置信区间，方差为无穷小刀切估计。${tested ? '组间比较采用 Gray 检验。' : ''}${SOFTWARE.zh}`,
  };
}

function rScript(options: CompetingOptions): string {
  const lines = [
    '# the cause must be a factor whose first level is censoring',
    `f <- ${options.formula}`,
    `fit <- survfit(f, d, conf.type = "${options.conf_type}", conf.int = ${options.conf_level})`,
    options.times === undefined ? 'summary(fit)' : `summary(fit, times = c(${options.times.join(', ')}), extend = TRUE)`,
    "# Gray's test: cmprsk::cuminc(time, cause, group, strata)$Tests",
  ];
  return `${rScriptHead(options, ['survival'])}${lines.join('\n')}\n`;
}
