/** The results sentence of `diagnostic`. */
import type { Language, Localised } from '@/cohort-dsl/source/localised';
import { cutText, fixedText, pClause, percentText } from '../../../results/format';
import type { ResultTable } from '../../../results/result';
import { withInterval } from '../../compared-groups';
import { levelSaid, saidOf } from '../../labels';
import type { CutFound, Found, Limits, MarkerFound } from './analyse';
import type { DiagnosticOptions } from './options';
import { CRITERION_WORDS } from './options';
import type { PreparedMarker } from './prepare';
import { QUANTITY_WORDS, type Quantity } from './tables';

export type Labels = Readonly<Record<string, Localised>>;

/** How a positive marker lies to its cut-off. */
export const orderSign = ({ isLower }: PreparedMarker): string => (isLower ? '≤' : '≥');

const SHARES = ['sensitivity', 'specificity'] as const;
const MOST_TOLD = 4;
const AREA_DECIMALS = 3;

interface Told {
  readonly found: Found;
  readonly options: DiagnosticOptions;
  readonly outcome: Localised;
  readonly labels: Labels;
  readonly test: ResultTable | null;
  /** Of groups. */
  readonly groups: ResultTable | null;
}

/** Each marker's AUC, what its cut-offs give, and how the AUCs compare. */
export function diagnosticSentence(told: Told): Localised {
  return { en: said(told, 'en'), zh: said(told, 'zh') };
}

function said(told: Told, lang: Language): string {
  const zh = lang === 'zh';
  const each = told.found.markers.slice(0, MOST_TOLD).map((one) => ofMarker(one, told, lang));
  const lead = zh ? `对“${told.outcome.zh}”的诊断准确性：` : `Accuracy for ${told.outcome.en}: `;
  const parts = [`${lead}${each.join(zh ? '；' : '; ')}`, ...comparison(told, lang), ...groupComparison(told, lang)];
  return `${parts.join(zh ? '。' : '. ')}${zh ? '。' : '.'}`;
}

function ofMarker({ marker, auc, cuts, best }: MarkerFound, { options, labels }: Told, lang: Language): string {
  const zh = lang === 'zh';
  const name = saidOf(marker.name, labels)[lang];
  const area = areaSaid(auc, options, lang);
  const shown = cuts.slice(0, MOST_TOLD).map((own) => atCut(own, marker, options, lang));
  const found =
    best === null ? '' : zh ? `（${CRITERION_WORDS[options.best ?? 'youden'].zh}）` : ` (${CRITERION_WORDS[options.best ?? 'youden'].en})`;
  const optimistic =
    best === null
      ? ''
      : zh
        ? `，校正乐观度后分别约为 ${corrected(cuts[0], best.optimism, 'zh')}`
        : `, about ${corrected(cuts[0], best.optimism, 'en')} once corrected for optimism`;
  const comma = zh ? '，' : ', ';
  return `${name}${comma}${area}${shown.map((text) => `${comma}${text}`).join('')}${found}${optimistic}`;
}

function areaSaid({ estimate, low, high }: Limits, { conf_level }: DiagnosticOptions, lang: Language): string {
  return `AUC ${withInterval(
    [estimate, low, high].map((value) => fixedText(value, AREA_DECIMALS)),
    conf_level,
    lang,
  )}`;
}

function shareSaid({ accuracy }: CutFound, quantity: Quantity, { conf_level }: DiagnosticOptions, lang: Language): string {
  const found = accuracy.find((one) => one.quantity === quantity);
  const texts = [found?.estimate, found?.low, found?.high].map((value) => `${percentText(100 * (value ?? Number.NaN))}%`);
  const name = QUANTITY_WORDS[quantity][lang];
  return `${lang === 'zh' ? name : name.toLowerCase()} ${withInterval(texts, conf_level, lang)}`;
}

function atCut(own: CutFound, marker: PreparedMarker, options: DiagnosticOptions, lang: Language): string {
  const zh = lang === 'zh';
  const told: readonly Quantity[] = options.prevalence === undefined ? SHARES : [...SHARES, 'ppv_at_prevalence', 'npv_at_prevalence'];
  const shares = told.map((quantity) => shareSaid(own, quantity, options, lang));
  const place = own.cut === null ? '' : `${zh ? '截断值' : 'at'} ${orderSign(marker)} ${cutText(own.cut)}${zh ? '，' : ', '}`;
  return `${place}${shares.join(zh ? '，' : ', ')}`;
}

function corrected(
  { accuracy }: CutFound,
  optimism: { readonly sensitivity: number; readonly specificity: number },
  lang: Language,
): string {
  const [first, second] = SHARES.map((name) => {
    const estimate = accuracy.find(({ quantity }) => quantity === name)?.estimate ?? Number.NaN;
    return `${percentText(100 * (estimate - optimism[name]))}%`;
  });
  return lang === 'zh' ? `${first} 与 ${second}` : `${first} and ${second}`;
}

function comparison({ test, found, options, labels }: Told, lang: Language): string[] {
  if (test === null) return [];
  const at = (row: number, column: string) => {
    const value = test.rows[row][test.columns.indexOf(column)];
    return typeof value === 'number' ? value : null;
  };
  const zh = lang === 'zh';
  if (found.markers.length > 2) {
    const p = pClause(at(test.rows.length - 1, 'p_value'), lang);
    return [zh ? `各 AUC 的整体比较（DeLong 检验），${p}` : `All AUCs compared by DeLong’s test, ${p}`];
  }
  const [first, second] = found.markers.map(({ marker: { name } }) => saidOf(name, labels)[lang]);
  const texts = ['estimate', 'conf_low', 'conf_high'].map((column) => fixedText(at(0, column), AREA_DECIMALS));
  const difference = `${withInterval(texts, options.conf_level, lang)}${zh ? '，' : ', '}${pClause(at(0, 'p_value'), lang)}`;
  return [zh ? `AUC 之差（${first} − ${second}）${difference}` : `AUC of ${first} minus ${second} ${difference}`];
}

/** How the AUCs of groups compare: two by their difference, more by the test of all, of each marker. */
function groupComparison({ groups, options, labels }: Told, lang: Language): string[] {
  if (groups === null || options.by === undefined) return [];
  const by = options.by;
  const zh = lang === 'zh';
  const at = (row: ResultTable['rows'][number], column: string) => row[groups.columns.indexOf(column)];
  const number = (row: ResultTable['rows'][number], column: string) => {
    const value = at(row, column);
    return typeof value === 'number' ? value : null;
  };
  return options.markers.slice(0, MOST_TOLD).flatMap((marker) => {
    const own = groups.rows.filter((row) => at(row, 'marker') === marker);
    const [name, split] = [saidOf(marker, labels)[lang], saidOf(by, labels)[lang]];
    const overall = own.find((row) => at(row, 'method') === 'delong_groups');
    if (overall !== undefined) {
      const p = pClause(number(overall, 'p_value'), lang);
      return [zh ? `${name} 的 AUC 在各组（${split}）间的整体比较，${p}` : `AUCs of ${name} in the groups of ${split} compared, ${p}`];
    }
    const [pair] = own;
    if (pair === undefined) return [];
    const [first, second] = ['group_1', 'group_2'].map((column) => levelSaid(by, String(at(pair, column)), labels)[lang]);
    const texts = ['estimate', 'conf_low', 'conf_high'].map((column) => fixedText(number(pair, column), AREA_DECIMALS));
    const difference = `${withInterval(texts, options.conf_level, lang)}${zh ? '，' : ', '}${pClause(number(pair, 'p_value'), lang)}`;
    return [
      zh
        ? `${name} 的 AUC 之差（${split}：${first} − ${second}）${difference}`
        : `AUC of ${name}, ${split} ${first} minus ${second}, ${difference}`,
    ];
  });
}
