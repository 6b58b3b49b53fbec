/** What methods declare that compare groups with one of them. */

import * as z from 'zod';
import type { Localised } from '@/cohort-dsl/source/localised';
import { column, HIGH, headed, LOW, P_VALUE } from './declare-table';
import type { ColumnDeclaration } from './method';
import { beside } from './only-with';
import { special } from './options';

const VALUE = z.union([z.string(), z.number(), z.boolean()]).optional();

export const referenceOption = special({
  label: { en: 'Reference group', zh: '参照组' },
  help: {
    en: 'The group the others are compared with, by its level, as `M`, or whole, as `sex=M, centre=A`. Without it the first.',
    zh: '作为参照的组：写其水平，如 `M`；或写全，如 `sex=M, centre=A`。省略时为第一组。',
  },
  type: 'level',
  form: { control: 'yaml' },
  advanced: true,
  schema: VALUE,
  only: beside('by'),
});

/** The option that says which value of another option's column is the event. */
export const valueOption = (of: string, words: { readonly label: Localised; readonly help: Localised }) =>
  special({ ...words, type: 'value', form: { control: 'event', of: 'values', column: of }, schema: VALUE });

/** Columns of a table of comparisons: each group beside its reference, one row a quantity. `names` are the quantities as the manual lists them. */
export function comparisonColumns(quantities: Readonly<Record<string, Localised>>, names: string): readonly ColumnDeclaration[] {
  return [
    column('group', 'text', 'The group', '组'),
    headed(column('reference', 'text', 'The group it is compared with', '参照组'), { en: 'Reference', zh: '参照组' }),
    headed(column('quantity', 'text', `What is estimated: ${names}`, '估计的量'), { en: 'Quantity', zh: '指标' }, quantities),
    column('estimate', 'number', 'Estimate', '估计值'),
    LOW,
    HIGH,
    P_VALUE,
  ];
}
