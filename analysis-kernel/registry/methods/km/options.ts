/** Options of `km`. */
import { z } from 'zod';
import { CONF_TYPES, type ConfType } from '../../../stats/survival/km-interval';
import { columnName, confLevel, dataKeys, numberList, type WeightsOption, weightsSchema } from '../../common-options';

export const ADJUSTMENTS = ['none', 'holm', 'hochberg', 'bonferroni', 'bh', 'by'] as const;
type Adjustment = (typeof ADJUSTMENTS)[number];
export const SURVIVAL_CONVENTIONS = ['survival', 'sas'] as const;

const probabilities = z.preprocess((value) => (typeof value === 'number' ? [value] : value), z.array(z.number().gt(0).lt(1)).min(1));

export const kmSchema = z.strictObject({
  ...dataKeys,
  formula: z.string().min(1),
  cause: z.union([z.string(), z.number()]).optional(),
  times: numberList.optional(),
  quantiles: probabilities.optional(),
  conf_type: z.enum(CONF_TYPES).optional(),
  conf_level: confLevel,
  rho: z.number().gte(0).default(0),
  gamma: z.number().gte(0).default(0),
  trend: z.union([z.boolean(), z.array(z.number())]).default(false),
  pairwise: z.preprocess((value) => (value === true ? 'none' : value === false ? undefined : value), z.enum(ADJUSTMENTS).optional()),
  rmst: z.number().gt(0).optional(),
  landmark_at: z.number().optional(),
  entry: columnName.optional(),
  followup: z.boolean().default(false),
  weights: weightsSchema.optional(),
  cluster: columnName.optional(),
  as: z.enum(SURVIVAL_CONVENTIONS).default('survival'),
});

export interface KmOptions {
  readonly data: string;
  readonly where?: string | undefined;
  readonly formula: string;
  readonly cause?: string | number | undefined;
  readonly times?: readonly number[] | undefined;
  readonly quantiles?: readonly number[] | undefined;
  readonly conf_type?: ConfType | undefined;
  readonly conf_level: number;
  readonly rho: number;
  readonly gamma: number;
  readonly trend: boolean | readonly number[];
  readonly pairwise?: Adjustment | undefined;
  readonly rmst?: number | undefined;
  readonly landmark_at?: number | undefined;
  readonly entry?: string | undefined;
  readonly followup: boolean;
  readonly weights?: WeightsOption | undefined;
  readonly cluster?: string | undefined;
  readonly as: (typeof SURVIVAL_CONVENTIONS)[number];
}

/** The interval's transformation: as asked, else that of the convention. */
export function confTypeOf(options: KmOptions): ConfType {
  return options.conf_type ?? (options.as === 'sas' ? 'log-log' : 'log');
}
