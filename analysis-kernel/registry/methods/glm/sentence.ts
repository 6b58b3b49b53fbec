/** What `glm` says of its numbers: the results sentence and the note below the coefficients. */
import type { Language, Localised } from '@/cohort-dsl/source/localised';
import { countText, differenceTexts, fixedText, levelText, listText, NO_NUMBER, pClause, ratioTexts } from '../../../results/format';
import type { ResultTable, Value } from '../../../results/result';
import { levelSaid, saidOf } from '../../labels';
import { quantityWords } from './marginal';
import { effectOf, inUnit } from './measure';
import { type GlmOptions, isBinary } from './options';
import type { PreparedGlm } from './prepare';
import { modelName } from './texts';

type Labels = Readonly<Record<string, Localised>>;

const TERMS_SHOWN = 6;
const INTERCEPT = '(Intercept)';
/** A column of a basis says nothing alone: its curve does. */
const PIECE = /^(?:rcs|ns|poly)\([^:]*$/u;

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
  const shown = terms.filter(({ term, i }) => term !== INTERCEPT && !PIECE.test(term) && at(i, 'estimate') !== null);
  const one = (lang: Language) =>
    shown.slice(0, TERMS_SHOWN).map(({ term, i }) => {
      const values = ['estimate', 'conf_low', 'conf_high'].map((column) => at(i, column));
      const [estimate, low, high] =
        effect.kind === 'ratio'
          ? ratioTexts(...values.map((value) => (value === null ? null : Math.exp(value))))
          : differenceTexts(...values);
      const label = labels[term]?.[lang] ?? term;
      const p = pClause(at(i, 'p_value'), lang);
      const found = `${label} ${interval([estimate, low, high], lang)}`;
      return at(i, 'p_value') === null ? found : `${found}${lang === 'zh' ? '，' : ', '}${p}`;
    });
  const more = shown.length - Math.min(shown.length, TERMS_SHOWN);
  const model = modelName(options);
  const level = levelText(options.conf_level);
  const n = countText(reader(fit)(0, 'n'));
  const said = inUnit(effect, prepared.outcome.column?.meta.unit).name;
  const plural = effect.kind === 'ratio' ? effect.name.en.toLowerCase().replace(/(ratio)( of means)?$/, '$1s$2') : 'differences';
  const none = { en: 'no coefficients', zh: '无系数' };
  const found = shown.length === 0 ? none : { en: one('en').join('; '), zh: one('zh').join('；') };
  return {
    en: `In ${model.en} of ${outcomeName(prepared, labels, 'en')} (n = ${n}${casesText(prepared, 'en')}), ${effect.name.en === 'Coefficient' ? 'coefficients' : plural}${said.en.slice(effect.name.en.length)} (${level}% CI) were: ${found.en}${more > 0 ? `; and ${more} more` : ''}.`,
    zh: `在${outcomeName(prepared, labels, 'zh')}的${model.zh}（n = ${n}${casesText(prepared, 'zh')}）中，${said.zh}（${level}% CI）为：${found.zh}${more > 0 ? `；另有 ${more} 项` : ''}。`,
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

/** More effects than this of one table are left to it. */
const MOST_SAID = 4;

interface Read {
  readonly variable: string;
  readonly quantity: string;
  readonly first: string | null;
  readonly second: string | null;
  readonly numbers: readonly (number | null)[];
}

function readRows({ columns, rows }: ResultTable): readonly Read[] {
  return rows.map((row) => {
    const at = (name: string): Value => row[columns.indexOf(name)] ?? null;
    const text = (name: string) => (typeof at(name) === 'string' ? String(at(name)) : null);
    const numbers = ['estimate', 'conf_low', 'conf_high']
      .map((name) => at(name))
      .map((value) => (typeof value === 'number' ? value : null));
    return { variable: text('variable') ?? '', quantity: text('quantity') ?? '', first: text('group_1'), second: text('group_2'), numbers };
  });
}

/** `Arm: B against A` or the column alone. */
function compared({ variable, first, second }: Read, labels: Labels, lang: Language): string {
  const own = saidOf(variable, labels)[lang];
  if (first === null || second === null) return own;
  const [one, other] = [first, second].map((level) => levelSaid(variable, level, labels)[lang]);
  return lang === 'zh' ? `${own}：${one}对${other}` : `${own}: ${one} against ${other}`;
}

function interval(texts: readonly string[], lang: Language): string {
  const [estimate, low, high] = texts;
  if (low === NO_NUMBER && high === NO_NUMBER) return lang === 'zh' ? `${estimate}（无置信区间）` : `${estimate} (no interval)`;
  return lang === 'zh' ? `${estimate}（${low}～${high}）` : `${estimate} (${low} to ${high})`;
}

/** Sentences of the standardised effects and of the comparisons; empty where none were asked for. */
export function besideSentences(
  tables: ReadonlyMap<string, ResultTable>,
  options: GlmOptions,
  labels: Labels,
  lang: Language,
): readonly string[] {
  const words = quantityWords(options);
  const effects = readRows(tables.get('marginal') ?? EMPTY).filter(({ quantity }) => quantity !== 'mean');
  const grouped = new Map<string, string[]>();
  for (const one of effects.slice(0, MOST_SAID)) {
    const texts = (one.quantity === 'ratio' ? ratioTexts : differenceTexts)(...one.numbers);
    const name = words[one.quantity][lang];
    const lead = compared(one, labels, lang);
    grouped.set(lead, [...(grouped.get(lead) ?? []), `${lang === 'zh' ? name : name.toLowerCase()} ${interval(texts, lang)}`]);
  }
  const comma = lang === 'zh' ? '，' : ', ';
  const standardised = [...grouped].map(([lead, parts]) => [lead, ...parts].join(comma));
  const { kind, name } = effectOf(options);
  const contrasts = readRows(tables.get('contrasts') ?? EMPTY);
  const more = contrasts.length - MOST_SAID;
  const pairs = [
    ...contrasts.slice(0, MOST_SAID).map((one) => {
      const texts =
        kind === 'ratio'
          ? ratioTexts(...one.numbers.map((value) => (value === null ? null : Math.exp(value))))
          : differenceTexts(...one.numbers);
      return `${compared(one, labels, lang)} ${interval(texts, lang)}`;
    }),
    ...(more > 0 ? [{ en: `and ${more} more`, zh: `另有 ${more} 项` }[lang]] : []),
  ];
  const said = (lead: Localised, parts: readonly string[]) =>
    parts.length === 0 ? [] : [lang === 'zh' ? `${lead.zh}：${parts.join('；')}。` : `${lead.en}: ${parts.join('; ')}.`];
  const curved = [...new Set(readRows(tables.get('effects') ?? EMPTY).map(({ variable }) => saidOf(variable, labels)[lang]))];
  const drawn =
    lang === 'zh'
      ? `${listText(curved, 'zh')}的效应以曲线表示，参照为其中位数。`
      : `The effect of ${listText(curved, 'en')} is drawn as a curve against the median.`;
  return [
    ...(curved.length === 0 ? [] : [drawn]),
    ...said({ en: 'Standardised over all rows', zh: '按全部分析对象标准化' }, standardised),
    ...said({ en: `Comparisons (${name.en.toLowerCase()})`, zh: `对比（${name.zh}）` }, pairs),
  ];
}

const EMPTY: ResultTable = { columns: [], types: [], rows: [] };
