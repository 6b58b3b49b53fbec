/** Options of `table1`. */
import { z } from 'zod';
import { columnList, columnName, dataKeys, type WeightsOption, weightsSchema } from '../../common-options';
import { QUANTILE_CONVENTIONS, type QuantileConvention } from '../../quantile-convention';

export const tableOneSchema = z.strictObject({
  ...dataKeys,
  by: columnName.optional(),
  variables: columnList.optional(),
  test: z.boolean().default(false),
  smd: z.boolean().default(false),
  overall: z.boolean().default(true),
  normal: columnList.optional(),
  categorical: columnList.optional(),
  weights: weightsSchema.optional(),
  as: z.enum(QUANTILE_CONVENTIONS).default('r'),
});

export interface TableOneOptions {
  readonly data: string;
  readonly where?: string | undefined;
  readonly by?: string | undefined;
  readonly variables?: readonly string[] | undefined;
  readonly test: boolean;
  readonly smd: boolean;
  readonly overall: boolean;
  readonly normal?: readonly string[] | undefined;
  readonly categorical?: readonly string[] | undefined;
  readonly weights?: WeightsOption | undefined;
  readonly as: QuantileConvention;
}
