/** The results sentence of `incidence`. */
import type { Language, Localised } from '@/cohort-dsl/source/localised';
import { differenceTexts, fixedText, pClause, ratioTexts } from '../../../results/format';
import type { ResultTable, Value } from '../../../results/result';
import { groupsSaid, withInterval } from '../../compared-groups';
import type { Standard } from '../../standardising';
import type { Rate } from './kernel/intervals';
import type { IncidenceOptions } from './options';
import type { PreparedRates } from './prepare';
import { QUANTITY_WORDS, type Quantity } from './tables';
import { type Labels, perSaid, rateSaid } from './words';

interface Told {
  readonly prepared: PreparedRates;
  readonly options: IncidenceOptions;
  readonly outcome: Localised;
  readonly labels: Labels;
  readonly whole: readonly Rate[];
  readonly reference: number;
  readonly ratios: ResultTable | null;
  readonly standardised: ResultTable | null;
  readonly standard: Standard | null;
  readonly smr: ResultTable | null;
}

const MOST_TOLD = 6;

function reader(table: ResultTable): (row: number, column: string) => Value {
  return (row, column) => table.rows[row][table.columns.indexOf(column)] ?? null;
}

const numbers = (at: ReturnType<typeof reader>, row: number, columns: readonly string[]) =>
  columns.map((column) => {
    const value = at(row, column);
    return typeof value === 'number' ? value : null;
  });

/** The rate of each group with its interval, the ratios to the reference, the standardised rates, the standardised ratio. */
export function incidenceSentence(told: Told): Localised {
  return { en: said(told, 'en'), zh: said(told, 'zh') };
}

function said(told: Told, lang: Language): string {
  const { prepared, options, outcome, labels, whole } = told;
  const zh = lang === 'zh';
  const named = told.prepared.groups === null ? null : groupsSaid(told.prepared.groups, options.by ?? [], labels);
  const lead = named === null ? outcome[lang] : zh ? `${outcome.zh}（按${named.by.zh}）` : `${outcome.en} by ${named.by.en}`;
  const rates = whole.slice(0, MOST_TOLD).map((rate, group) => {
    const name = named === null ? '' : `${named.each[group][lang]}${zh ? '，' : ', '}`;
    return `${name}${rateSaid(rate, prepared, options)[lang]}`;
  });
  const end = zh ? '。' : '. ';
  const parts = [
    `${lead}${zh ? '：' : ': '}${rates.join(zh ? '；' : '; ')}`,
    ...compared(told, lang),
    ...standardised(told, lang),
    ...expected(told, lang),
  ];
  return `${parts.join(end)}${zh ? '。' : '.'}`;
}

const groupAt = ({ prepared }: Told, label: Value): number => prepared.groups?.labels.indexOf(String(label)) ?? 0;

function nameOf({ prepared, options, labels }: Told, group: number, lang: Language): string {
  return prepared.groups === null ? '' : groupsSaid(prepared.groups, options.by ?? [], labels).each[group][lang];
}

/** `Rate ratio, reference Female: Male 1.30 (95% CI 1.10 to 1.54), p = 0.002`. */
function compared(told: Told, lang: Language): string[] {
  const { ratios, options, standardised, reference } = told;
  if (ratios === null) return [];
  const at = reader(ratios);
  const wanted: Quantity =
    standardised !== null ? 'standardised_rate_ratio' : options.split !== undefined ? 'adjusted_rate_ratio' : 'rate_ratio';
  const zh = lang === 'zh';
  const rows = ratios.rows.flatMap((_, row) => (at(row, 'quantity') === wanted ? [row] : [])).slice(0, MOST_TOLD);
  const other = nameOf(told, reference, lang);
  const texts = rows.map((row) => {
    const [estimate, low, high, p] = numbers(at, row, ['estimate', 'conf_low', 'conf_high', 'p_value']);
    const own = nameOf(told, groupAt(told, at(row, 'group')), lang);
    const interval = withInterval(ratioTexts(estimate, low, high), options.conf_level, lang);
    return `${own} ${interval}${p === null ? '' : `${zh ? '，' : ', '}${pClause(p, lang)}`}`;
  });
  const name = QUANTITY_WORDS[wanted][lang];
  return [zh ? `${name}（参照：${other}）：${texts.join('；')}` : `${name}, reference ${other}: ${texts.join('; ')}`];
}

function standardised(told: Told, lang: Language): string[] {
  const { standardised: table, standard, prepared, options } = told;
  if (table === null || standard === null) return [];
  const at = reader(table);
  const zh = lang === 'zh';
  const texts = table.rows.slice(0, MOST_TOLD).map((_, row) => {
    const interval = withInterval(differenceTexts(...numbers(at, row, ['rate', 'conf_low', 'conf_high'])), options.conf_level, lang);
    return prepared.groups === null ? interval : `${nameOf(told, groupAt(told, at(row, 'group')), lang)} ${interval}`;
  });
  const base = perSaid(prepared, options);
  return [
    zh
      ? `标化率（${standard.title.zh}），${base.zh}：${texts.join('；')}`
      : `Standardised (${standard.title.en}) ${base.en}: ${texts.join('; ')}`,
  ];
}

function expected(told: Told, lang: Language): string[] {
  const { smr, prepared, options } = told;
  if (smr === null) return [];
  const at = reader(smr);
  const zh = lang === 'zh';
  const texts = smr.rows.slice(0, MOST_TOLD).map((_, row) => {
    const [observed, wanted, estimate, low, high] = numbers(at, row, ['observed', 'expected', 'estimate', 'conf_low', 'conf_high']);
    const name = prepared.groups === null ? '' : `${nameOf(told, groupAt(told, at(row, 'group')), lang)}${zh ? '，' : ', '}`;
    const interval = withInterval(ratioTexts(estimate, low, high), options.conf_level, lang);
    return zh
      ? `${name}实际 ${fixedText(observed, 0)} 例，期望 ${fixedText(wanted, 1)} 例，标化比 ${interval}`
      : `${name}${fixedText(observed, 0)} observed and ${fixedText(wanted, 1)} expected, ratio ${interval}`;
  });
  return [texts.join(zh ? '；' : '; ')];
}
