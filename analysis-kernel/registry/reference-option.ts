/** The option of methods that compare groups with one of them. */

import * as z from 'zod';
import { special } from './options';

export const referenceOption = special({
  label: { en: 'Reference group', zh: '参照组' },
  help: {
    en: 'The group the others are compared with, by its level, as `M`, or whole, as `sex=M, centre=A`. Without it the first.',
    zh: '作为参照的组：写其水平，如 `M`；或写全，如 `sex=M, centre=A`。省略时为第一组。',
  },
  type: 'level',
  form: { control: 'yaml' },
  advanced: true,
  schema: z.union([z.string(), z.number(), z.boolean()]).optional(),
  heeded: ({ by }) => by !== undefined,
});
