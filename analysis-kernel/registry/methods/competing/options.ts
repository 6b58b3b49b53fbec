/** Options of `competing`. */
import { z } from 'zod';
import { CONF_TYPES, type ConfType } from '../../../stats/survival/km-interval';
import { confLevel, dataKeys, numberList } from '../../common-options';

export const competingSchema = z.strictObject({
  ...dataKeys,
  formula: z.string().min(1),
  times: numberList.optional(),
  censored: z.string().min(1).optional(),
  conf_type: z.enum(CONF_TYPES).default('log'),
  conf_level: confLevel,
});

export interface CompetingOptions {
  readonly data: string;
  readonly where?: string | undefined;
  readonly formula: string;
  readonly times?: readonly number[] | undefined;
  readonly censored?: string | undefined;
  readonly conf_type: ConfType;
  readonly conf_level: number;
}
