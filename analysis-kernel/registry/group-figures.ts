/** Forest plots of groups: their rates or shares, and the ratios to the reference. */
import type { Localised } from '@/cohort-dsl/source/localised';
import type { FigureOf } from '../figures/kinds';
import { joinedLabel } from '../results/label-marks';
import type { TableDeclaration } from './method';

/** More rows than this are not drawn: nobody reads them in a figure. */
export const MOST_DRAWN = 40;

const NONE = { en: '', zh: '' };

interface Grouped {
  readonly table: TableDeclaration;
  readonly outcome: Localised;
  /** What the numbers are. */
  readonly name: Localised;
  readonly confLevel: number;
}

/** The column `rate` of a table, each row named by these columns. */
export function levelForest({ table, outcome, name, confLevel }: Grouped, named: readonly string[]): FigureOf<'forest'> {
  return {
    kind: 'forest',
    name: table.name,
    title: joinedLabel(outcome, table.title),
    table: table.name,
    confLevel,
    named: [...named],
    estimate: 'rate',
    measure: { kind: 'level', name, lower: NONE, higher: NONE },
  };
}

/** The rows of one quantity, each group's ratio to the reference. */
export function ratioForest({ table, outcome, name, confLevel }: Grouped, quantity: string): FigureOf<'forest'> {
  return {
    kind: 'forest',
    name: table.name,
    title: joinedLabel(outcome, table.title),
    table: table.name,
    confLevel,
    named: ['group'],
    only: { column: 'quantity', value: quantity },
    measure: {
      kind: 'ratio',
      plain: true,
      name,
      lower: { en: 'lower than the reference', zh: '低于参照组' },
      higher: { en: 'higher', zh: '高于参照组' },
    },
  };
}
