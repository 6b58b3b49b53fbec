/** Tables, warnings and words of the result of a shared frailty. */
import type { Localised } from '@/cohort-dsl/source/localised';
import { pchisq } from '../../../numeric/dist/chi-squared';
import { qnorm } from '../../../numeric/dist/normal';
import { quantile } from '../../../numeric/quantile';
import { countOf, estimateText, pClause } from '../../../results/format';
import type { ResultTable, Warning } from '../../../results/result';
import { tableOf } from '../../../results/table-rows';
import type { View } from '../../../views/kinds';
import { levelSaid, saidOf } from '../../labels';
import { declaredColumns } from '../../method';
import { known } from '../../model-estimates';
import type { FrailtyFit } from './kernel/frailty';
import type { CoxMethodOptions } from './options';
import type { PreparedCox } from './prepare';
import { COX_TABLES } from './tables';

type Labels = Readonly<Record<string, Localised>>;
/** Groups of one frailty among the used rows. */
export type SharedGroups = NonNullable<PreparedCox['frailty']>;

const FEW_GROUPS = 10;
/** Rows below which a group may stand for one patient. */
const LEAST_ROWS = 10;
const SHARES = { p10: 0.1, p25: 0.25, median: 0.5, p75: 0.75, p90: 0.9 };

/** The frailty's variance and test, and the effects of groups that show no single patient. */
export function frailtyTables(found: FrailtyFit, prepared: PreparedCox, groups: SharedGroups, confLevel: number): Map<string, ResultTable> {
  const { theta, effects, chiSquared, df, integrated, plain } = found;
  const multiples = effects.map(Math.exp);
  const shares = Object.entries(SHARES).map(([name, share]) => [name, quantile(multiples, [share])[0]]);
  const lr = Math.max(2 * (integrated - plain), 0);
  const tables = new Map([
    [
      'frailty',
      tableOf(COX_TABLES.frailty, [
        {
          groups: groups.levels.length,
          variance: theta,
          statistic: theta === 0 ? null : chiSquared,
          df,
          // R tests on half a degree of freedom at least.
          p_value: theta === 0 ? null : known(pchisq(chiSquared, Math.max(df, 0.5), { lower: false })),
          loglik_integrated: known(integrated),
          lr: known(lr),
          lr_p: Number.isNaN(integrated) ? null : theta === 0 ? 1 : pchisq(lr, 1, { lower: false }) / 2,
          ...Object.fromEntries(shares),
        },
      ]),
    ],
  ]);
  const rows = rowsOfGroups(prepared, groups);
  if (!groups.isPatient && rows.every((n) => n >= LEAST_ROWS)) tables.set('frailties', levelsTable(found, groups, rows, confLevel));
  return tables;
}

function rowsOfGroups({ data }: Pick<PreparedCox, 'data'>, { codes, levels }: SharedGroups): Float64Array {
  const rows = new Float64Array(levels.length);
  for (const code of codes) rows[code]++;
  if (data.weights === null) return rows;
  rows.fill(0);
  codes.forEach((code, row) => {
    rows[code] += data.weights?.values[row] ?? 1;
  });
  return rows;
}

function levelsTable(
  { effects, errors, deaths }: FrailtyFit,
  { levels }: SharedGroups,
  rows: Float64Array,
  confLevel: number,
): ResultTable {
  const z = qnorm((1 + confLevel) / 2);
  return tableOf(
    COX_TABLES.frailties,
    levels.map((level, k) => ({
      level,
      n: rows[k],
      events: deaths[k],
      estimate: effects[k],
      std_error: errors[k],
      hazard_ratio: Math.exp(effects[k]),
      conf_low: Math.exp(effects[k] - z * errors[k]),
      conf_high: Math.exp(effects[k] + z * errors[k]),
    })),
  );
}

/** The groups in the dictionary's words. */
export function frailtyView({ column, levels }: SharedGroups, labels: Labels): View {
  const { name, title } = COX_TABLES.frailties;
  const words = Object.fromEntries(levels.map((level) => [level, levelSaid(column, level, labels)]));
  const level = { header: saidOf(column, labels), words };
  return { kind: 'table', table: name, title, folded: false, notes: [], columns: { ...declaredColumns(COX_TABLES.frailties), level } };
}

/** A variance of 0, few groups, groups of one row. */
export function frailtyWarnings({ theta }: FrailtyFit, prepared: PreparedCox, groups: SharedGroups, labels: Labels): Warning[] {
  const { en, zh } = saidOf(groups.column, labels);
  const warnings: Warning[] = [];
  const count = groups.levels.length;
  if (theta === 0) {
    warnings.push({
      code: 'frailty_zero',
      message: {
        en: `The variance of the frailty of ${en} is best at 0: the groups differ no more than chance lets them, and the model is the one without a frailty.`,
        zh: `“${zh}”的脆弱性方差估计为 0：各组差异未超出偶然，模型即不含脆弱性的模型。`,
      },
    });
  }
  if (count < FEW_GROUPS) {
    warnings.push({
      code: 'few_groups',
      message: {
        en: `${en} has ${countOf(count, 'group')}: the variance of a frailty is poorly known from fewer than ${FEW_GROUPS}. Strata take such groups as they are.`,
        zh: `“${zh}”仅有 ${count} 组，不足 ${FEW_GROUPS} 组时脆弱性的方差难以估计准确；可改为按其分层。`,
      },
    });
  }
  const single = rowsOfGroups(prepared, groups).filter((n) => n <= 1).length;
  if (single > count / 2) {
    warnings.push({
      code: 'groups_of_one',
      message: {
        en: `${single} of ${count} groups of ${en} have a single row: what they share cannot be told from chance, and the variance rests on the shape of the hazard alone.`,
        zh: `“${zh}”的 ${count} 组中有 ${single} 组只有一行：组内共有的部分无从辨别，方差仅由风险的形状决定。`,
      },
    });
  }
  return warnings;
}

/** The sentence's end: the variance and its test. */
export function frailtySentence(table: ResultTable, groups: SharedGroups, { frailty }: CoxMethodOptions, labels: Labels): Localised {
  const at = (name: string) => {
    const value = table.rows[0][table.columns.indexOf(name)];
    return typeof value === 'number' ? value : null;
  };
  const { en, zh } = saidOf(groups.column, labels);
  const gamma = frailty?.distribution !== 'gaussian';
  const [variance, p] = [estimateText(at('variance')), at(gamma ? 'lr_p' : 'p_value')];
  const tested = (lang: 'en' | 'zh') => (at('variance') === 0 || p === null ? '' : `${lang === 'zh' ? '，' : ', '}${pClause(p, lang)}`);
  return {
    en: ` The ${gamma ? 'gamma frailty' : 'normal log frailty'} of ${en} had a variance of ${variance}${tested('en')}.`,
    zh: `${zh}的${gamma ? ' gamma 脆弱性' : '正态对数脆弱性'}方差为 ${variance}${tested('zh')}。`,
  };
}
