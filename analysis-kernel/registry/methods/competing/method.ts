/** `competing`: cumulative incidence of competing events. */

import type { Localised } from '@/cohort-dsl/source/localised';
import { levelText } from '../../../results/format';
import { CONF_TYPE_WORDS } from '../../common-options';
import { defineMethod, type MethodOutput, type Written } from '../../method';
import type { OfferedColumn } from '../../offered-column';
import { rScriptHead } from '../../r-script';
import { SOFTWARE } from '../../software';
import { startingTimes } from '../../starting';
import { startingCauses } from '../../starting-causes';
import { timeScript, timeSentences } from '../../time-scale';
import { competingEntry } from './entry';
import { COMPETING_ERRORS } from './errors';
import { COMPETING_OPTIONS, type CompetingOptions } from './options';
import { COMPETING_TABLES } from './tables';

export const competingMethod = defineMethod({
  ...competingEntry,
  response: 'survival',
  starting,
  options: COMPETING_OPTIONS,
  tables: Object.values(COMPETING_TABLES),
  figures: ['incidence'],
  errors: COMPETING_ERRORS,
  run: async () => {
    const { runCompeting } = await import('./run');
    return ({ options, frame }) => runCompeting(options, frame);
  },
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
});

/** An outcome with several causes, in one group. */
function starting(columns: readonly OfferedColumn[]): Written {
  const found = startingCauses(columns, 0);
  return found === null ? {} : { ...found.written, ...startingTimes(found.time, columns) };
}

function paragraph(options: CompetingOptions, output: MethodOutput): Localised {
  const level = levelText(options.conf_level);
  const tested = output.tables.has('gray');
  const scale = CONF_TYPE_WORDS[options.conf_type];
  const { en, zh } = timeSentences(options.time_unit);
  return {
    en: `Cumulative incidence was estimated by the Aalen–Johansen method, with pointwise ${level}% confidence intervals on the ${scale.en} scale from the infinitesimal jackknife.${tested ? ' Groups were compared by Gray’s test.' : ''}${en.map((one) => ` ${one}`).join('')} ${SOFTWARE.en}`,
    zh: `累积发生率采用 Aalen–Johansen 法估计，给出${scale.zh}变换下逐点 ${level}% 置信区间，方差为无穷小刀切估计。${tested ? '组间比较采用 Gray 检验。' : ''}${zh.join('')}${SOFTWARE.zh}`,
  };
}

function rScript(options: CompetingOptions): string {
  const lines = [
    ...timeScript(options.time_unit),
    '# the cause must be a factor whose first level is censoring',
    `f <- ${options.formula}`,
    `fit <- survfit(f, d, conf.type = "${options.conf_type}", conf.int = ${options.conf_level})`,
    options.times === undefined ? 'summary(fit)' : `summary(fit, times = c(${options.times.join(', ')}), extend = TRUE)`,
    "# Gray's test: cmprsk::cuminc(time, cause, group, strata)$Tests",
  ];
  return `${rScriptHead(options, ['survival'])}${lines.join('\n')}\n`;
}
