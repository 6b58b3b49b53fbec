/** What the results sentence says beyond the coefficients: standardised effects and comparisons. */
import type { Language, Localised } from '@/cohort-dsl/source/localised';
import { differenceTexts, ratioTexts } from '../../../results/format';
import type { ResultTable, Value } from '../../../results/result';
import { levelSaid, saidOf } from '../../labels';
import { quantityWords } from './marginal';
import { effectOf } from './measure';
import type { GlmOptions } from './options';

type Labels = Readonly<Record<string, Localised>>;

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
  const pairs = readRows(tables.get('contrasts') ?? EMPTY)
    .slice(0, MOST_SAID)
    .map((one) => {
      const texts =
        kind === 'ratio'
          ? ratioTexts(...one.numbers.map((value) => (value === null ? null : Math.exp(value))))
          : differenceTexts(...one.numbers);
      return `${compared(one, labels, lang)} ${interval(texts, lang)}`;
    });
  const said = (lead: Localised, parts: readonly string[]) =>
    parts.length === 0 ? [] : [lang === 'zh' ? `${lead.zh}：${parts.join('；')}。` : `${lead.en}: ${parts.join('; ')}.`];
  return [
    ...said({ en: 'Standardised over all rows', zh: '按全部分析对象标准化' }, standardised),
    ...said({ en: `Comparisons (${name.en.toLowerCase()})`, zh: `对比（${name.zh}）` }, pairs),
  ];
}

const EMPTY: ResultTable = { columns: [], types: [], rows: [] };
