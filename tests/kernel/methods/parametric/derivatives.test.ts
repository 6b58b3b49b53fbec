/** Derivatives beside differences, tails beside quadrature. */
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { aftModel } from '@/analysis-kernel/registry/methods/parametric/kernel/aft';
import {
  expm1Over,
  expm1OverFirst,
  expm1OverSecond,
  expm2Over,
  expm2OverFirst,
  expm2OverSecond,
} from '@/analysis-kernel/registry/methods/parametric/kernel/exponential-integrals';
import { generalisedGamma, interpolationWeights, stirlingOfShape } from '@/analysis-kernel/registry/methods/parametric/kernel/gengamma';
import { gompertzModel } from '@/analysis-kernel/registry/methods/parametric/kernel/gompertz';
import { emptyJet, type Jet } from '@/analysis-kernel/registry/methods/parametric/kernel/jet';
import type { Model, ParametricData } from '@/analysis-kernel/registry/methods/parametric/kernel/model';
import { integrationPoints } from '@/analysis-kernel/registry/methods/parametric/kernel/quadrature';
import { roystonParmarModel } from '@/analysis-kernel/registry/methods/parametric/kernel/royston-parmar';
import { extremeValue, logistic, normal } from '@/analysis-kernel/registry/methods/parametric/kernel/standard';
import { expectClose } from '../../close';

describe('derivatives', () => {
  const central = (f: (x: number) => number, x: number, h: number) =>
    (8 * (f(x + h) - f(x - h)) - (f(x + 2 * h) - f(x - 2 * h))) / (12 * h);

  it('of (e^y − 1)/y and (e^y − 1 − y)/y², near 0 and far', () => {
    for (const y of [-30, -3, -1.001, -0.999, -0.3, -1e-6, 0, 1e-6, 0.5, 0.999, 1.001, 4, 20]) {
      for (const [f, g] of [
        [expm1Over, expm1OverFirst],
        [expm1OverFirst, expm1OverSecond],
        [expm2Over, expm2OverFirst],
        [expm2OverFirst, expm2OverSecond],
      ]) {
        expectClose(g(y), central(f, y, 0.01), 2e-7, `at ${y}`, 1e-6);
      }
    }
  });

  it('of Stirling’s error in the shape, on both sides of its series', () => {
    for (const q of [0.02, 0.1, 0.28, 0.2887, 0.3, 0.7, 1, 3, -0.5]) {
      const [, first, second] = stirlingOfShape(q);
      expectClose(
        first,
        central((x) => stirlingOfShape(x)[0], q, 0.002),
        1e-8,
        `first at ${q}`,
        1e-3,
      );
      expectClose(
        second,
        central((x) => stirlingOfShape(x)[1], q, 0.002),
        1e-8,
        `second at ${q}`,
        1e-3,
      );
    }
  });

  it('weights of interpolation are exact for polynomials', () => {
    const nodes = [-2, -1, 0.5, 1, 3];
    const [plain, first, second] = interpolationWeights(nodes, 0.3);
    const sum = (weights: readonly number[]) => weights.reduce((total, w, j) => total + w * nodes[j] ** 4, 0);
    expectClose(sum(plain), 0.3 ** 4, 1e-12, 'value', 1);
    expectClose(sum(first), 4 * 0.3 ** 3, 1e-12, 'first', 1);
    expectClose(sum(second), 12 * 0.3 ** 2, 1e-12, 'second', 1);
  });

  it('of the generalised gamma upper tail in its shape: beside the mean of the score over the tail, by quadrature', () => {
    for (const q of [-1.5, -0.4, -0.11, -0.09, -0.03, 0, 0.001, 0.05, 0.0999, 0.1001, 0.5, 1, 2]) {
      const { density, survival } = generalisedGamma(q);
      for (const z of [-3, -1, 0, 1, 2]) {
        const tail = emptyJet();
        survival(z, tail);
        const jet = emptyJet();
        let [total, score, curved] = [0, 0, 0];
        for (const { at, weight } of integrationPoints(80, [0.5, 1, 2, 3, 4, 6, 8, 12, 20, 40])) {
          density(z + at, jet);
          const f = weight * Math.exp(jet.value);
          if (!(f > 0)) continue;
          total += f;
          score += f * jet.q;
          curved += f * (jet.qq + jet.q * jet.q);
        }
        const first = score / total;
        expectClose(Math.exp(tail.value), total, 1e-9, `S(${z}; ${q})`);
        expectClose(tail.q, first, 1e-7, `first at z ${z}, q ${q}`, 1e-2);
        expectClose(tail.qq, curved / total - first * first, 5e-6, `second at z ${z}, q ${q}`, 1e-2);
      }
    }
  });

  const data = (event: 0 | 1, start: number): ParametricData => ({
    n: 1,
    p: 1,
    x: Float64Array.of(1),
    time: Float64Array.of(1.7),
    start: start === 0 ? null : Float64Array.of(start),
    event: Uint8Array.of(event),
    weights: null,
    offset: null,
    strata: null,
    strataCount: 1,
  });
  const MODELS: readonly (readonly [string, (of: ParametricData) => Model, readonly number[]])[] = [
    ['exponential', (of) => aftModel(of, extremeValue, 'fixed'), [0.4]],
    ['weibull', (of) => aftModel(of, extremeValue, 'scale'), [0.4, -0.3]],
    ['lognormal', (of) => aftModel(of, normal, 'scale'), [0.4, -0.3]],
    ['loglogistic', (of) => aftModel(of, logistic, 'scale'), [0.4, -0.3]],
    ['gamma', (of) => aftModel(of, null, 'tied'), [0.4, -0.3]],
    ['gengamma', (of) => aftModel(of, null, 'shape'), [0.4, -0.3, 0.6]],
    ['gompertz', gompertzModel, [-0.5, 0.2]],
    ['spline', (of) => roystonParmarModel({ ...of, p: 0 }, [-1, 0.2, 1.5], logistic, () => []), [-0.2, 1.1, 0.05]],
  ];
  it.each(MODELS)('of a row’s likelihood and of its curve: %s', (_, make, theta) => {
    for (const event of [0, 1] as const) {
      for (const start of [0, 0.6]) {
        const model = make(data(event, start));
        const m = model.forms.length;
        const out = () => ({ value: 0, first: new Float64Array(m), second: new Float64Array(m * m) });
        const u = model.forms.map(({ params, columns }) => params.reduce((sum, param, k) => sum + theta[param] * columns[k][0], 0));
        const at = (j: number, h: number) => {
          const one = out();
          model.contribution(
            0,
            Float64Array.from(u, (value, k) => value + (k === j ? h : 0)),
            one,
          );
          return one;
        };
        const whole = at(0, 0);
        for (let j = 0; j < m; j++) {
          expectClose(
            whole.first[j],
            central((h) => at(j, h).value, 0, 1e-3),
            1e-7,
            `first ${j}`,
            1e-3,
          );
          for (let k = 0; k < m; k++) {
            expectClose(
              whole.second[k * m + j],
              central((h) => at(j, h).first[k], 0, 1e-3),
              1e-6,
              `second ${k} ${j}`,
              1e-3,
            );
          }
        }
      }
    }
    const model = make(data(1, 0));
    const profile = { x: model.covariatesAt === 0 ? [1] : [], offset: 0, stratum: 0 };
    const point = (j: number, h: number) =>
      model.at(
        Float64Array.from(theta, (value, k) => value + (k === j ? h : 0)),
        profile,
        1.3,
      );
    for (const j of theta.keys()) {
      expectClose(
        point(0, 0).survivalSlope[j],
        central((h) => point(j, h).logSurvival, 0, 1e-3),
        1e-7,
        `survival ${j}`,
        1e-3,
      );
      expectClose(
        point(0, 0).hazardSlope[j],
        central((h) => point(j, h).logHazard, 0, 1e-3),
        1e-7,
        `hazard ${j}`,
        1e-3,
      );
    }
    const falling = central((h) => model.at(Float64Array.from(theta), profile, 1.3 + h).logSurvival, 0, 1e-3);
    expectClose(Math.exp(point(0, 0).logHazard), -falling, 1e-8, 'the hazard is the fall of log survival');
  });

  it('jets of the standard distributions at any z', () => {
    fc.assert(
      fc.property(fc.double({ min: -8, max: 5, noNaN: true }), (z) => {
        for (const { density, survival } of [extremeValue, normal, logistic]) {
          for (const of of [density, survival]) {
            const at = (x: number): Jet => {
              const jet = emptyJet();
              of(x, jet);
              return { ...jet };
            };
            expectClose(
              at(z).z,
              central((x) => at(x).value, z, 0.002),
              1e-6,
              `first at ${z}`,
              1e-2,
            );
            expectClose(
              at(z).zz,
              central((x) => at(x).z, z, 0.002),
              1e-6,
              `second at ${z}`,
              1e-2,
            );
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});
