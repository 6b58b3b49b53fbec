/** Options of `cox`. */
import { z } from 'zod';
import type { Ties } from '../../../stats/survival/cox/data';
import type { ZphTransform } from '../../../stats/survival/cox/zph';
import { columnName, confLevel, dataKeys, numberList, type WeightsOption, weightsSchema } from '../../common-options';

export const TIES = ['efron', 'breslow', 'exact'] as const satisfies readonly Ties[];
export const ZPH_TRANSFORMS = ['km', 'rank', 'identity', 'log'] as const satisfies readonly ZphTransform[];
export const RESIDUALS = ['martingale', 'deviance', 'score', 'schoenfeld', 'scaled_schoenfeld', 'dfbeta', 'dfbetas'] as const;
export type ResidualType = (typeof RESIDUALS)[number];
export const PREDICTIONS = ['survival', 'risk', 'lp'] as const;
export const BASELINES = ['zero', 'mean'] as const;
export const COX_CONVENTIONS = ['survival', 'sas'] as const;

const residualList = z.preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(z.enum(RESIDUALS)).min(1));

const predictionsSchema = z.strictObject({
  data: columnName.optional(),
  times: numberList.optional(),
  type: z.enum(PREDICTIONS).default('survival'),
});

export const coxSchema = z.strictObject({
  ...dataKeys,
  formula: z.string().min(1),
  cause: z.union([z.string(), z.number()]).optional(),
  ties: z.enum(TIES).optional(),
  robust: z.boolean().optional(),
  exponentiate: z.boolean().default(false),
  zph: z.enum(ZPH_TRANSFORMS).default('km'),
  profile: z.boolean().default(false),
  anova: z.boolean().default(false),
  baseline: z.preprocess((value) => (value === true ? 'zero' : value === false ? undefined : value), z.enum(BASELINES).optional()),
  residuals: residualList.optional(),
  predictions: predictionsSchema.optional(),
  conf_level: confLevel,
  weights: weightsSchema.optional(),
  cluster: columnName.optional(),
  as: z.enum(COX_CONVENTIONS).default('survival'),
});

export interface PredictionOptions {
  readonly data?: string | undefined;
  readonly times?: readonly number[] | undefined;
  readonly type: (typeof PREDICTIONS)[number];
}

export interface CoxMethodOptions {
  readonly data: string;
  readonly where?: string | undefined;
  readonly formula: string;
  readonly cause?: string | number | undefined;
  readonly ties?: Ties | undefined;
  readonly robust?: boolean | undefined;
  readonly exponentiate: boolean;
  readonly zph: ZphTransform;
  readonly profile: boolean;
  readonly anova: boolean;
  readonly baseline?: (typeof BASELINES)[number] | undefined;
  readonly residuals?: readonly ResidualType[] | undefined;
  readonly predictions?: PredictionOptions | undefined;
  readonly conf_level: number;
  readonly weights?: WeightsOption | undefined;
  readonly cluster?: string | undefined;
  readonly as: (typeof COX_CONVENTIONS)[number];
}

/** The rule for ties: as asked, else that of the convention. */
export function tiesOf(options: CoxMethodOptions): Ties {
  return options.ties ?? (options.as === 'sas' ? 'breslow' : 'efron');
}
