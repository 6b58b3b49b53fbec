/** The fitted model of `glm`, whichever way it was fitted, and the variance its standard errors use. */
import { MethodError } from '../../../results/method-error';
import type { Estimates } from '../../method';
import { inSteps, type Work } from '../../pool';
import { GLM_ERRORS } from './errors';
import { familyOf } from './kernel/family';
import { type FirthFit, fitFirth } from './kernel/firth';
import { fitAt, fitGlm, type GlmFit, NoStart, sizeOf } from './kernel/fit';
import { fitNegbin } from './kernel/negbin';
import { dispersionOf, sandwich } from './kernel/variance';
import { type GlmOptions, linkOf, type RobustKind } from './options';
import type { PreparedGlm } from './prepare';
import { separatingColumns } from './separation';

export interface GlmModel {
  readonly fit: GlmFit;
  /** Tests and limits of the profile, where they are asked for. */
  readonly firth: FirthFit | null;
  /** Shape of the negative binomial family and its standard error; the shape is infinite where the counts are those of a Poisson model. */
  readonly theta: { readonly value: number; readonly error: number } | null;
  /** The model's own variance, p × p. */
  readonly own: Float64Array;
  /** The sandwich, where it is used, and its kind. */
  readonly robust: Float64Array | null;
  readonly kind: RobustKind | null;
  readonly dispersion: number;
  readonly estimates: Estimates;
  /** Columns whose coefficient runs off without end: what rests on them has no standard error that means anything. */
  readonly separating: readonly number[];
}

/** Fits it. Throws MethodError `no_start`. */
export async function fitModel(prepared: PreparedGlm, options: GlmOptions, work: Work): Promise<GlmModel> {
  const { fit, firth, theta } = await fitted(prepared, options, work);
  const { data, cluster, design } = prepared;
  const dispersion = dispersionOf(fit);
  const sampled = data.weights !== null && !data.counted;
  const kind = options.robust ?? (cluster !== null || sampled ? 'hc0' : null);
  const clusters = cluster === null ? null : { codes: cluster.codes, count: cluster.labels.length };
  const own = fit.unscaled.map((value) => value * dispersion);
  const robust = kind === null ? null : sandwich(fit, kind, clusters);
  const estimates: Estimates = {
    names: design.names,
    beta: fit.coefficients,
    vcov: robust ?? own,
    df: familyOf(fit.data).dispersed ? sizeOf(fit.data) - fit.rank : null,
  };
  const separating = options.family === 'gaussian' || firth !== null ? [] : separatingColumns(fit);
  return { fit, firth, theta, own, robust, kind, dispersion, estimates, separating };
}

async function fitted({ data }: PreparedGlm, options: GlmOptions, work: Work): Promise<Pick<GlmModel, 'fit' | 'firth' | 'theta'>> {
  try {
    if (options.firth) {
      const firth = await inSteps(fitFirth(data, options.conf_level), work);
      return { fit: fitAt(data, firth), firth, theta: null };
    }
    if (options.family === 'negbin') {
      const { fit, theta, thetaError } = await inSteps(fitNegbin(data), work);
      return { fit, firth: null, theta: { value: theta, error: thetaError } };
    }
    return { fit: await inSteps(fitGlm(data), work), firth: null, theta: null };
  } catch (error) {
    if (error instanceof NoStart) throw noStart(linkOf(options));
    throw error;
  }
}

function noStart(link: string): MethodError {
  return new MethodError(
    GLM_ERRORS,
    'no_start',
    {
      en: `No coefficients were found that keep all fitted values where link: ${link} allows them. Use the family’s own link, or look at the covariates for extreme values.`,
      zh: `没有找到使所有拟合值落在 link: ${link} 允许范围内的系数。请改用该分布族默认的连接函数，或检查协变量的极端值。`,
    },
    'formula',
  );
}
