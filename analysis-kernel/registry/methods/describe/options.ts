/** Options of `describe`. */
import { z } from 'zod';
import { columnList, columnName, dataKeys, type WeightsOption, weightsSchema } from '../../common-options';
import { QUANTILE_CONVENTIONS, type QuantileConvention } from '../../quantile-convention';

export const describeSchema = z.strictObject({
  ...dataKeys,
  variables: columnList.optional(),
  group: columnName.optional(),
  weights: weightsSchema.optional(),
  as: z.enum(QUANTILE_CONVENTIONS).default('r'),
});

export interface DescribeOptions {
  readonly data: string;
  readonly where?: string | undefined;
  readonly variables?: readonly string[] | undefined;
  readonly group?: string | undefined;
  readonly weights?: WeightsOption | undefined;
  readonly as: QuantileConvention;
}
