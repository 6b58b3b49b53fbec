/** What `mixed` says of its numbers: the results sentence and the note below the fixed effects. */
import type { Language, Localised } from '@/cohort-dsl/source/localised';
import {
  countOf,
  countText,
  differenceTexts,
  fixedText,
  levelText,
  listText,
  NO_NUMBER,
  pClause,
  significantText,
} from '../../../results/format';
import type { ResultTable, Value } from '../../../results/result';
import { levelSaid, saidOf } from '../../labels';
import type { MixedOptions } from './options';
import type { PreparedMixed } from './prepare';
import { PHASE_WORDS } from './tables';

type Labels = Readonly<Record<string, Localised>>;
type Row = Readonly<Record<string, Value>>;

const TERMS_SHOWN = 6;
const PAIRS_SHOWN = 4;
const INTERCEPT = '(Intercept)';

function rowsOf(table: ResultTable | undefined): readonly Row[] {
  if (table === undefined) return [];
  return table.rows.map((row) => Object.fromEntries(table.columns.map((name, at) => [name, row[at]])));
}

const number = (value: Value | undefined) => (typeof value === 'number' ? value : null);

/** `−3.2 (−3.9 to −2.5)`. */
function interval(row: Row, lang: Language): string {
  const [estimate, low, high] = differenceTexts(number(row.estimate), number(row.conf_low), number(row.conf_high));
  if (low === NO_NUMBER || high === NO_NUMBER) return lang === 'zh' ? `${estimate}（无置信区间）` : `${estimate} (no interval)`;
  return lang === 'zh' ? `${estimate}（${low}～${high}）` : `${estimate} (${low} to ${high})`;
}

function withP(text: string, row: Row, lang: Language): string {
  const p = number(row.p_value);
  return p === null ? text : `${text}${lang === 'zh' ? '，' : ', '}${pClause(p, lang)}`;
}

/** Slopes of the preset, or the fixed effects; then comparisons. */
export function mixedSentence(
  tables: ReadonlyMap<string, ResultTable>,
  prepared: PreparedMixed,
  options: MixedOptions,
  labels: Labels,
): Localised {
  const lead = prepared.slope === null ? effects(tables, prepared, options, labels) : slopes(tables, prepared, options, labels);
  const pairs = (lang: Language) => {
    const contrasts = rowsOf(tables.get('contrasts'));
    if (contrasts.length === 0) return '';
    const more = contrasts.length - PAIRS_SHOWN;
    const said = contrasts.slice(0, PAIRS_SHOWN).map((row) => {
      const variable = String(row.variable);
      const [one, other] = [row.group_1, row.group_2].map((level) => levelSaid(variable, String(level), labels)[lang]);
      const own = saidOf(variable, labels)[lang];
      return `${lang === 'zh' ? `${own}：${one}对${other}` : `${own}: ${one} against ${other}`} ${interval(row, lang)}`;
    });
    if (more > 0) said.push(lang === 'zh' ? `另有 ${more} 项` : `and ${more} more`);
    return lang === 'zh' ? `对比（差值）：${said.join('；')}。` : ` Comparisons (difference): ${said.join('; ')}.`;
  };
  return { en: `${lead.en}${pairs('en')}`, zh: `${lead.zh}${pairs('zh')}` };
}

function effects(tables: ReadonlyMap<string, ResultTable>, prepared: PreparedMixed, options: MixedOptions, labels: Labels): Localised {
  const shown = rowsOf(tables.get('coefficients')).filter(({ term, estimate }) => term !== INTERCEPT && number(estimate) !== null);
  const one = (lang: Language) =>
    shown.slice(0, TERMS_SHOWN).map((row) => withP(`${saidOf(String(row.term), labels)[lang]} ${interval(row, lang)}`, row, lang));
  const more = shown.length - Math.min(shown.length, TERMS_SHOWN);
  const level = levelText(options.conf_level);
  const outcome = saidOf(prepared.outcome, labels);
  const none = { en: 'none beside the intercept', zh: '除截距外无' };
  const said = shown.length === 0 ? none : { en: one('en').join('; '), zh: one('zh').join('；') };
  return {
    en: `In a linear mixed model of ${outcome.en} (${sizeOf(prepared, labels, 'en')}), differences (${level}% CI) were: ${said.en}${more > 0 ? `; and ${more} more` : ''}.`,
    zh: `在${outcome.zh}的线性混合模型（${sizeOf(prepared, labels, 'zh')}）中，差值（${level}% CI）为：${said.zh}${more > 0 ? `；另有 ${more} 项` : ''}。`,
  };
}

/** The random terms in words: `Patient (intercept, Time); Centre (intercept)`. */
export function randomSaid({ random }: PreparedMixed, labels: Labels): Localised {
  const said = (lang: Language) =>
    random
      .map(({ group, names }) => {
        const effects = listText(
          names.map((name) => (name === INTERCEPT ? { en: 'intercept', zh: '截距' }[lang] : saidOf(name, labels)[lang])),
          lang,
        );
        return lang === 'zh' ? `${saidOf(group, labels).zh}（${effects}）` : `${saidOf(group, labels).en} (${effects})`;
      })
      .join(lang === 'zh' ? '；' : '; ');
  return { en: said('en'), zh: said('zh') };
}

/** `n = 180; Subject 18`. */
function sizeOf({ data, random }: PreparedMixed, labels: Labels, lang: Language): string {
  const groups = [...new Map(random.map(({ group, grouping }) => [group, grouping.labels.length]))];
  const said = groups.map(([group, levels]) => `${saidOf(group, labels)[lang]} ${countText(levels)}`);
  const n = `n = ${countText(data.n)}`;
  return lang === 'zh' ? [n, ...said].join('；') : [n, ...said].join('; ');
}

function slopes(tables: ReadonlyMap<string, ResultTable>, prepared: PreparedMixed, options: MixedOptions, labels: Labels): Localised {
  const outcome = saidOf(prepared.outcome, labels);
  const patients = Math.max(...prepared.random.map(({ grouping }) => grouping.labels.length));
  const level = levelText(options.conf_level);
  const arm = prepared.slope?.arm ?? null;
  const [own, differences] = [rowsOf(tables.get('slopes')), rowsOf(tables.get('slope_differences'))];
  const phases = [...new Set(own.map(({ phase }) => String(phase)))] as (keyof typeof PHASE_WORDS)[];
  const said = (lang: Language) =>
    phases.map((phase) => {
      const named = (value: Value | undefined) => (arm === null ? '' : levelSaid(arm, String(value), labels)[lang]);
      const each = own
        .filter((row) => row.phase === phase)
        .map((row) => `${named(row.group)}${arm === null ? '' : ' '}${interval(row, lang)}`);
      const apart = differences
        .filter((row) => row.phase === phase)
        .map((row) =>
          withP(
            lang === 'zh'
              ? `差值（${named(row.group_1)}减${named(row.group_2)}）${interval(row, lang)}`
              : `difference ${named(row.group_1)} less ${named(row.group_2)} ${interval(row, lang)}`,
            row,
            lang,
          ),
        );
      const word = PHASE_WORDS[phase][lang];
      const parts = [...each, ...apart].join(lang === 'zh' ? '；' : '; ');
      if (arm === null) return `${word} ${parts}`;
      return lang === 'zh' ? `${word}：${parts}` : `${word}: ${parts}`;
    });
  const sentence = (lang: Language) => said(lang).join(lang === 'zh' ? '。' : '. ');
  const en = sentence('en').replace(/(^|\. )([a-z])/gu, (_, dot: string, letter: string) => `${dot}${letter.toUpperCase()}`);
  return {
    en: `Change a year of ${outcome.en} in a linear mixed model (${countOf(prepared.data.n, 'measurement')} of ${countOf(patients, 'patient')}; estimate, ${level}% CI). ${en}.`,
    zh: `${outcome.zh}的年变化，线性混合模型（${countText(patients)} 例患者的 ${countText(prepared.data.n)} 次测量；估计值，${level}% CI）。${sentence('zh')}。`,
  };
}

/** What the fit was, below the table of fixed effects. */
export function fitNote(tables: ReadonlyMap<string, ResultTable>, options: MixedOptions): Localised {
  const [fit] = rowsOf(tables.get('fit'));
  const residual = rowsOf(tables.get('variance_components')).at(-1);
  const dfs = rowsOf(tables.get('coefficients')).flatMap(({ df }) => (typeof df === 'number' ? [df] : []));
  const range = dfs.length === 0 ? null : `${fixedText(Math.min(...dfs), 1)}–${fixedText(Math.max(...dfs), 1)}`;
  const criterion = options.reml ? { en: 'REML criterion', zh: 'REML 准则' } : { en: 'deviance', zh: '偏差' };
  const value = fixedText(options.reml ? number(fit.reml_criterion) : number(fit.deviance), 1);
  const aic = fixedText(number(fit.aic), 1);
  const sd = significantText(number(residual?.sd), 3);
  const compare = options.reml
    ? { en: ' Under REML it compares models with the same fixed effects only.', zh: 'REML 下 AIC 仅可比较固定效应相同的模型。' }
    : { en: '', zh: '' };
  return {
    en: `n = ${countText(number(fit.n))}; residual SD ${sd}; ${criterion.en} ${value}; AIC ${aic}${range === null ? '' : `; df (Satterthwaite) ${range}`}.${compare.en}`,
    zh: `n = ${countText(number(fit.n))}；残差标准差 ${sd}；${criterion.zh} ${value}；AIC ${aic}${range === null ? '' : `；自由度（Satterthwaite）${range}`}。${compare.zh}`,
  };
}
