/** Runs `agreement`: tables, figures and texts of what was found. */
import type { Localised } from '@/cohort-dsl/source/localised';
import { levelText, listText } from '../../../results/format';
import type { ResultTable, Value } from '../../../results/result';
import { tableOf } from '../../../results/table-rows';
import type { View } from '../../../views/kinds';
import { columnLabels, saidOf } from '../../labels';
import { declaredColumns, type MethodInput, type MethodOutput } from '../../method';
import { categoriesFound, type Row } from './categories';
import { agreementFigures } from './figures';
import type { Found } from './found';
import { concordanceFound, iccFound, limitsFound } from './measures';
import { type AgreementOptions, SCALE_WORDS } from './options';
import { type Measured, prepareAgreement, type Rated } from './prepare';
import { agreementSentence, type Labels } from './sentence';
import { AGREEMENT_TABLES } from './tables';
import { agreementWarnings } from './warnings';

/** Runs `agreement`. Throws MethodError with the option at fault. */
export function runAgreement({ options, frame }: MethodInput<AgreementOptions>): MethodOutput {
  const prepared = prepareAgreement(options, frame);
  const found = foundOf(prepared, options);
  const labels = columnLabels(prepared.frame.columns);
  const tables = tablesOf(found);
  const raters: Localised = {
    en: listText(
      options.raters.map((name) => saidOf(name, labels).en),
      'en',
    ),
    zh: listText(
      options.raters.map((name) => saidOf(name, labels).zh),
      'zh',
    ),
  };
  return {
    tables,
    figures: agreementFigures(found, prepared, options, labels),
    views: views(prepared, found, options, labels),
    warnings: [...prepared.warnings, ...agreementWarnings(prepared, found, options, labels)],
    conventions: conventions(found, options),
    seed: null,
    rows: prepared.counts,
    sentence: agreementSentence({ found, prepared, options, raters, labels }),
    labels: { ...labels, ...(options.type === 'bland_altman' ? { 'convention:scale': SCALE_WORDS[options.scale ?? 'difference'] } : {}) },
  };
}

function foundOf(prepared: Measured | Rated, options: AgreementOptions): Found {
  if (prepared.kind === 'rated') return categoriesFound(prepared, options);
  if (options.type === 'icc') return iccFound(prepared, options);
  return options.type === 'ccc' ? concordanceFound(prepared, options) : limitsFound(prepared, options);
}

function tablesOf(found: Found): Map<string, ResultTable> {
  const { estimates, categories, pairs, matrix, variance, points } = AGREEMENT_TABLES;
  const tables = new Map<string, ResultTable>([['estimates', tableOf(estimates, found.estimates)]]);
  const add = (table: typeof categories | typeof pairs | typeof matrix | typeof variance | typeof points, rows: readonly Row[]) => {
    if (rows.length > 0) tables.set(table.name, tableOf(table, rows));
  };
  if ('categories' in found) {
    add(categories, found.categories);
    add(pairs, found.pairs);
    add(matrix, found.matrix);
  } else if (found.kind === 'icc') add(variance, found.variance);
  else
    add(
      points,
      found.points.map(({ x, y, n }) => ({ x, y, n })),
    );
  return tables;
}

/** A category in words, where a rater's column has any for it. */
function categoryWords({ levels }: Rated, raters: readonly string[], labels: Labels): Record<string, Localised> {
  return Object.fromEntries(
    levels.map((level) => {
      const named = raters.map((rater) => labels[`${rater}=${level}`]).find((label) => label !== undefined);
      return [level, named ?? { en: level, zh: level }];
    }),
  );
}

function views(prepared: Measured | Rated, found: Found, options: AgreementOptions, labels: Labels): View[] {
  const raters = Object.fromEntries(options.raters.map((name) => [name, saidOf(name, labels)]));
  const categories = prepared.kind === 'rated' ? categoryWords(prepared, options.raters, labels) : {};
  const notes = notesOf(found, options, labels);
  const headings = prepared.kind === 'rated' ? { category_1: raters[options.raters[0]], category_2: raters[options.raters[1]] } : {};
  return Object.values(AGREEMENT_TABLES).map((table): View => {
    const declared = declaredColumns(table);
    const own = {
      rater_1: { ...declared.rater_1, words: raters },
      rater_2: { ...declared.rater_2, words: raters },
      category: { ...declared.category, words: categories },
      category_1: { ...declared.category_1, ...(headings.category_1 ? { header: headings.category_1 } : {}), words: categories },
      category_2: { ...declared.category_2, ...(headings.category_2 ? { header: headings.category_2 } : {}), words: categories },
    };
    return {
      kind: 'table',
      table: table.name,
      title: table.title,
      folded: table.folded ?? false,
      notes: table.name === 'estimates' ? [...notes] : [],
      columns: { ...declared, ...own },
    };
  });
}

function notesOf(found: Found, options: AgreementOptions, labels: Labels): readonly Localised[] {
  const level = levelText(options.conf_level);
  if ('categories' in found) {
    return found.isFleiss
      ? [
          {
            en: `${level}% interval from the variance over rows (Gwet); test of no agreement beyond chance.`,
            zh: `${level}% 置信区间的方差按行计算（Gwet）；检验的原假设为一致性不超过机遇。`,
          },
        ]
      : [
          {
            en: `${level}% intervals: kappa by Fleiss, Cohen and Everitt, shares by Wilson; test of no agreement beyond chance.`,
            zh: `${level}% 置信区间：Kappa 按 Fleiss–Cohen–Everitt，比例按 Wilson；检验的原假设为一致性不超过机遇。`,
          },
        ];
  }
  if (found.kind === 'icc') {
    return [
      {
        en: `${level}% intervals by F (McGraw and Wong); test that the correlation is 0.`,
        zh: `${level}% 置信区间由 F 分布得出（McGraw–Wong）；检验的原假设为相关系数为 0。`,
      },
    ];
  }
  if (found.kind === 'concordance') return [{ en: `${level}% interval by Fisher’s z.`, zh: `${level}% 置信区间由 Fisher z 变换得出。` }];
  const share = levelText(options.within ?? 0.95);
  const [first, second] = options.raters.map((name) => saidOf(name, labels));
  const scale = SCALE_WORDS[options.scale ?? 'difference'];
  const intervals =
    found.repeated === null
      ? { en: 'by Student’s t', zh: '由 t 分布得出' }
      : {
          en: 'of the bias by Student’s t over subjects, of the limits by the recovery of variance estimates; the limits are for one difference of a new subject, the slope is of subjects’ means',
          zh: '：偏倚按对象由 t 分布得出，界限由方差估计复原法得出；界限针对新对象的一次差值，斜率按对象均值计算',
        };
  return [
    {
      en: `${first.en} ${options.scale === 'ratio' ? 'over' : 'minus'} ${second.en} (${scale.en}); limits for ${share}% of them; ${level}% intervals ${intervals.en}.${options.scale === 'ratio' ? ' The slope is of logarithms.' : ''}`,
      zh: `${first.zh} ${options.scale === 'ratio' ? '÷' : '−'} ${second.zh}（${scale.zh}）；界限包含其 ${share}%；${level}% 置信区间${intervals.zh}。${options.scale === 'ratio' ? '斜率为对数尺度。' : ''}`,
    },
  ];
}

function conventions(found: Found, options: AgreementOptions): Record<string, Value> {
  const weights: Record<string, Value> = options.weights === undefined ? {} : { weights: 'frequency' };
  const level = { conf_level: options.conf_level };
  if ('categories' in found) {
    const variance = found.isFleiss ? 'over rows (Gwet)' : 'Fleiss, Cohen and Everitt';
    const scheme: Record<string, Value> = options.type === 'weighted_kappa' ? { disagreement: options.weights_scheme ?? 'linear' } : {};
    return { variance, ...scheme, ...level, ...weights };
  }
  if (found.kind === 'icc') return { intervals: 'F (McGraw and Wong)', ...level, ...weights };
  if (found.kind === 'concordance') return { variance: 'over n (Lin)', intervals: 'Fisher z', ...level, ...weights };
  return {
    scale: options.scale ?? 'difference',
    within: options.within ?? 0.95,
    intervals: found.repeated === null ? 'Student t, Bland and Altman 1999' : 'recovery of variance estimates, several rows a subject',
    ...level,
    ...weights,
  };
}
