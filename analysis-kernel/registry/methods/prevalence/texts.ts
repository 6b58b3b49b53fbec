/** What `prevalence` writes: names, results sentence, methods paragraph, R script. */
import type { Language, Localised } from '@/cohort-dsl/source/localised';
import { eventValue } from '../../../formula/event-coding';
import { isoDate } from '../../../frame/dates';
import { countText, differenceTexts, levelText, pClause, percentText, ratioTexts } from '../../../results/format';
import { joinedLabel } from '../../../results/label-marks';
import type { ResultTable, Value } from '../../../results/result';
import { proportionInterval } from '../../../stats/hypothesis/proportions';
import { groupsSaid, withInterval } from '../../compared-groups';
import { levelSaid, saidOf } from '../../labels';
import type { MethodOutput } from '../../method';
import { rScriptHead } from '../../r-script';
import { SOFTWARE } from '../../software';
import { eventScript, groupScript, standardScript } from '../../standard-script';
import type { Standard } from '../../standardising';
import { CONF_TYPE_WORDS, type PrevalenceOptions } from './options';
import type { PreparedShares, Share } from './prepare';
import { QUANTITY_WORDS, type Quantity } from './tables';

export type Labels = Readonly<Record<string, Localised>>;

/** What a case is of: the column's label, and of several values which. */
export function outcomeSaid({ status }: PreparedShares, { case: name }: PrevalenceOptions, labels: Labels): Localised {
  const label = saidOf(name, labels);
  if (status === null || (status.coding.kind !== 'factor' && status.coding.kind !== 'cause')) return label;
  return joinedLabel(label, levelSaid(name, eventValue(status.coding), labels));
}

/** The day or the period. */
export function whenText([from, to]: readonly [number, number]): Localised {
  const [first, last] = [isoDate(from), isoDate(to)];
  return from === to ? { en: `on ${first}`, zh: first } : { en: `${first} to ${last}`, zh: `${first} 至 ${last}` };
}

/** ` per 100 000`; in Chinese it goes before the number. Shares are said in percent. */
export function perSaid({ per }: PrevalenceOptions): Localised {
  return per === 1 || per === 100 ? { en: '', zh: '' } : { en: ` per ${countText(per)}`, zh: `每 ${countText(per)} 人` };
}

/** Shares and their limits as they are printed: percentages, or so many per `per`. */
function printed(values: readonly (number | null)[], { per }: PrevalenceOptions): readonly string[] {
  if (per !== 1 && per !== 100) return differenceTexts(...values.map((one) => (one === null ? null : one * per)));
  return values.map((one) => `${percentText(one === null ? null : 100 * one)}%`);
}

interface Told {
  readonly prepared: PreparedShares;
  readonly options: PrevalenceOptions;
  readonly outcome: Localised;
  readonly labels: Labels;
  readonly shares: readonly Share[];
  readonly reference: number;
  readonly ratios: ResultTable | null;
  readonly standardised: ResultTable | null;
  readonly standard: Standard | null;
}

const MOST_TOLD = 6;

/** The prevalence of each group with its interval, the ratios to the reference, the standardised ones. */
export function prevalenceSentence(told: Told): Localised {
  return { en: said(told, 'en'), zh: said(told, 'zh') };
}

function said(told: Told, lang: Language): string {
  const { prepared, options, outcome, labels, shares } = told;
  const zh = lang === 'zh';
  const named = prepared.groups === null ? null : groupsSaid(prepared.groups, options.by ?? [], labels);
  const when = prepared.when === null ? '' : zh ? `${whenText(prepared.when).zh}，` : `, ${whenText(prepared.when).en}`;
  const name = named === null ? outcome[lang] : zh ? `${outcome.zh}（按${named.by.zh}）` : `${outcome.en} by ${named.by.en}`;
  const each = shares.slice(0, MOST_TOLD).map(({ cases, n }, group) => {
    const { estimate, low, high } = proportionInterval(cases, n, options.conf_type, {
      alternative: 'two_sided',
      level: options.conf_level,
    });
    const interval = withInterval(printed([estimate, low, high], options), options.conf_level, lang);
    const own = named === null ? '' : `${named.each[group][lang]}${zh ? '，' : ', '}`;
    const base = perSaid(options);
    return zh
      ? `${own}${countText(n)} 例中 ${countText(cases)} 例，${base.zh}${base.zh === '' ? '' : ' '}${interval}`
      : `${own}${countText(cases)} of ${countText(n)}, ${interval}${base.en}`;
  });
  const lead = zh ? `${when}${name}：` : `${name}${when}: `;
  const parts = [`${lead}${each.join(zh ? '；' : '; ')}`, ...compared(told, lang), ...standardisedSaid(told, lang)];
  return `${parts.join(zh ? '。' : '. ')}${zh ? '。' : '.'}`;
}

function reader(table: ResultTable): (row: number, column: string) => Value {
  return (row, column) => table.rows[row][table.columns.indexOf(column)] ?? null;
}

const groupAt = ({ prepared }: Told, label: Value): number => prepared.groups?.labels.indexOf(String(label)) ?? 0;

function nameOf({ prepared, options, labels }: Told, group: number, lang: Language): string {
  return prepared.groups === null ? '' : groupsSaid(prepared.groups, options.by ?? [], labels).each[group][lang];
}

const numeric = (value: Value) => (typeof value === 'number' ? value : null);

function compared(told: Told, lang: Language): string[] {
  const { ratios, standardised, reference, options } = told;
  if (ratios === null) return [];
  const zh = lang === 'zh';
  const at = reader(ratios);
  const wanted: Quantity = standardised === null ? 'prevalence_ratio' : 'standardised_prevalence_ratio';
  const rows = ratios.rows.flatMap((_, row) => (at(row, 'quantity') === wanted ? [row] : [])).slice(0, MOST_TOLD);
  const texts = rows.map((row) => {
    const [estimate, low, high, p] = ['estimate', 'conf_low', 'conf_high', 'p_value'].map((column) => numeric(at(row, column)));
    const interval = withInterval(ratioTexts(estimate, low, high), options.conf_level, lang);
    return `${nameOf(told, groupAt(told, at(row, 'group')), lang)} ${interval}${p === null ? '' : `${zh ? '，' : ', '}${pClause(p, lang)}`}`;
  });
  const other = nameOf(told, reference, lang);
  const name = QUANTITY_WORDS[wanted][lang];
  return [zh ? `${name}（参照：${other}）：${texts.join('；')}` : `${name}, reference ${other}: ${texts.join('; ')}`];
}

function standardisedSaid(told: Told, lang: Language): string[] {
  const { standardised, standard, prepared, options } = told;
  if (standardised === null || standard === null) return [];
  const zh = lang === 'zh';
  const at = reader(standardised);
  const texts = standardised.rows.slice(0, MOST_TOLD).map((_, row) => {
    const values = ['rate', 'conf_low', 'conf_high'].map((column) => {
      const value = numeric(at(row, column));
      return value === null ? null : value / options.per;
    });
    const interval = withInterval(printed(values, options), options.conf_level, lang);
    return prepared.groups === null ? interval : `${nameOf(told, groupAt(told, at(row, 'group')), lang)} ${interval}`;
  });
  const base = perSaid(options);
  return [
    zh
      ? `标化患病率（${standard.title.zh}）${base.zh === '' ? '' : `，${base.zh}`}：${texts.join('；')}`
      : `Standardised (${standard.title.en})${base.en}: ${texts.join('; ')}`,
  ];
}

/** The methods paragraph of `prevalence`. */
export function prevalenceParagraph(options: PrevalenceOptions, output: MethodOutput): Localised {
  const level = levelText(options.conf_level);
  const type = CONF_TYPE_WORDS[options.conf_type];
  const title = output.labels['convention:standard'];
  const en = [
    options.at !== undefined
      ? `Point prevalence is the share of cases among those observed on ${options.at}.`
      : options.period !== undefined
        ? `Period prevalence is the share of cases on any day from ${options.period.from} to ${options.period.to} among those observed on any of them.`
        : 'Prevalence is the share of cases.',
    `Intervals are ${type.en} ${level}% confidence intervals.`,
    ...(output.tables.has('ratios')
      ? ['Groups were compared by ratio (interval on the logarithm) and difference (Newcombe), with the score test.']
      : []),
    ...(title === undefined
      ? []
      : [`Prevalence was directly standardised for age (${title.en}), with intervals at the effective number of rows.`]),
    SOFTWARE.en,
  ];
  const zh = [
    options.at !== undefined
      ? `时点患病率为 ${options.at} 被观察者中病例的比例。`
      : options.period !== undefined
        ? `期间患病率为 ${options.period.from} 至 ${options.period.to} 任一日被观察者中任一日为病例者的比例。`
        : '患病率为病例的比例。',
    `置信区间为 ${level}% ${type.zh}。`,
    ...(output.tables.has('ratios') ? ['组间以比值（对数尺度区间）与差值（Newcombe 法）比较，并作得分检验。'] : []),
    ...(title === undefined ? [] : [`患病率按年龄直接标化（${title.zh}），置信区间按有效样本量计算。`]),
    SOFTWARE.zh,
  ];
  return { en: en.join(' '), zh: zh.join('') };
}

const quoted = (name: string) => `d[[${JSON.stringify(name)}]]`;
const asDate = (name: string | undefined, otherwise: string) => {
  if (name === undefined) return otherwise;
  return `{ x <- as.Date(${quoted(name)}); x[is.na(x)] <- as.Date("9999-12-31"); x }`;
};

/** Runs on the exported table as it stands. */
export function prevalenceScript(options: PrevalenceOptions): string {
  const { at, period, conf_level, conf_type, per, standard, by } = options;
  const dated = at !== undefined || period !== undefined;
  const [from, to] = at === undefined ? [period?.from, period?.to] : [at, at];
  const lines = [...groupScript(by, options.weights)];
  if (dated) {
    lines.push(
      `from <- pmax(${options.start === undefined ? `as.Date("${from}")` : `as.Date(${quoted(options.start)})`}, as.Date("${from}"))`,
      `to <- pmin(${asDate(options.stop, `as.Date("${to}")`)}, as.Date("${to}"))`,
      `onset <- ${asDate(options.case, '')}`,
      `ended <- ${asDate(options.resolved, 'as.Date("9999-12-31")')}`,
      'd$.case <- as.integer(onset <= to & ended >= from)',
      'd$.case[to < from] <- NA',
    );
  } else lines.push(`d$.case <- as.integer(${eventScript(options.case, options.case_value)})`);
  if (standard !== undefined) lines.push(`d$.age <- ${quoted(options.age ?? 'age')}`);
  lines.push(
    'd <- d[complete.cases(d[, grep("^[.]", names(d))]), ]',
    `interval <- function(x, n) {`,
    ...INTERVALS[conf_type].map((line) => `  ${line.replaceAll('LEVEL', String(conf_level))}`),
    '}',
    'r <- aggregate(cbind(events = d$.case, n = 1), list(group = d$.group), sum)',
    `for (i in seq_len(nrow(r))) cat(r$group[i], r$events[i], r$n[i], c(r$events[i] / r$n[i], interval(r$events[i], r$n[i])) * ${per}, "\\n")`,
    ...(by === undefined ? [] : ['if (nrow(r) > 1) print(prop.test(r$events, r$n, correct = FALSE))']),
    ...(standard === undefined ? [] : standardLines(options)),
  );
  return `${rScriptHead(options)}${lines.join('\n')}\n`;
}

const INTERVALS: Readonly<Record<PrevalenceOptions['conf_type'], readonly string[]>> = {
  wilson: [
    'z <- qnorm((1 + LEVEL) / 2)',
    'p <- x / n',
    '(p + z^2 / (2 * n) + c(-1, 1) * z * sqrt(p * (1 - p) / n + z^2 / (4 * n^2))) / (1 + z^2 / n)',
  ],
  clopper_pearson: [
    'tail <- (1 - LEVEL) / 2',
    'c(if (x == 0) 0 else qbeta(tail, x, n - x + 1), if (x == n) 1 else qbeta(1 - tail, x + 1, n - x))',
  ],
  agresti_coull: [
    'z <- qnorm((1 + LEVEL) / 2)',
    'p <- (x + z^2 / 2) / (n + z^2)',
    'pmin(1, pmax(0, p + c(-1, 1) * z * sqrt(p * (1 - p) / (n + z^2))))',
  ],
};

function standardLines(options: PrevalenceOptions): string[] {
  return [
    ...standardScript(options),
    'band <- factor(findInterval(d$.age, cuts) + 1, seq_len(length(cuts) + 1))',
    'x <- tapply(d$.case, list(d$.group, band), sum, default = 0)',
    'n <- tapply(rep(1, nrow(d)), list(d$.group, band), sum, default = 0)',
    'if (is.null(weight)) weight <- colSums(n)',
    'kept <- weight > 0 & apply(n > 0, 2, all)',
    'w <- weight[kept] / sum(weight[kept])',
    'for (g in rownames(x)) {',
    '  p <- x[g, kept] / n[g, kept]',
    '  share <- sum(w * p)',
    '  variance <- sum(w^2 * p * (1 - p) / n[g, kept])',
    '  size <- if (variance > 0) share * (1 - share) / variance else sum(n[g, kept])',
    `  cat(g, c(share, interval(share * size, size)) * ${options.per}, "\\n")`,
    '}',
  ];
}
