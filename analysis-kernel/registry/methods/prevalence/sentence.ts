/** What `prevalence` says of its results: names, the results sentence. */
import type { Language, Localised } from '@/cohort-dsl/source/localised';
import { isoDate } from '../../../frame/dates';
import { countText, differenceTexts, pClause, percentText, ratioTexts } from '../../../results/format';
import type { ResultTable, Value } from '../../../results/result';
import { proportionInterval } from '../../../stats/hypothesis/proportions';
import { groupsSaid, withInterval } from '../../compared-groups';
import { saidOf } from '../../labels';
import { namedEventSaid } from '../../named-event';
import type { Standard } from '../../standardising';
import type { PrevalenceOptions } from './options';
import type { PreparedShares, Share } from './prepare';
import { QUANTITY_WORDS, type Quantity } from './tables';

export type Labels = Readonly<Record<string, Localised>>;

/** What a case is of: the column's label, and of several values which. */
export function outcomeSaid({ status }: PreparedShares, { case: name }: PrevalenceOptions, labels: Labels): Localised {
  return status === null ? saidOf(name, labels) : namedEventSaid(status, name, labels);
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
