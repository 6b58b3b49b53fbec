/** Scripts with curves lay them by the rows that know the variable, as the analysis does, whatever rows R drops before it fits. */
import { expect, it } from 'vitest';
import { withBases } from '@/analysis-kernel/registry/basis-script';
import { loadMethod } from '@/analysis-kernel/registry/registry';

const HEAD = 'd <- read.csv("d.csv", stringsAsFactors = TRUE)\n';
const laid = (formula: string, moves: boolean, weights?: { readonly column: string; readonly kind: 'frequency' }) =>
  withBases({ formula, weights }, moves, (own) => `${HEAD}f <- ${own.formula}\n`)
    .split('\n')
    .slice(1, -1);

it('poly takes no missing values in R, so its coefficients are those of the known ones', () => {
  expect(laid('y ~ poly(log(x), 2) + z', false)).toEqual([
    'basis_1 <- with(d, poly(na.omit(log(x)), 2))',
    'f <- y ~ poly(log(x), 2, coefs = attr(basis_1, "coefs")) + z',
  ]);
});

it('splines keep their knots where the script moves rows first', () => {
  expect(laid('y ~ ns(x, df = 3) * g + rcs(`a b`, 4) + ns(x, df = 3):h', true)).toEqual([
    'basis_1 <- with(d, ns(x, df = 3))',
    'basis_2 <- rcspline.eval(with(d, `a b`), nk = 4, knots.only = TRUE)',
    'f <- y ~ ns(x, knots = attr(basis_1, "knots"), Boundary.knots = attr(basis_1, "Boundary.knots")) * g + rcs(`a b`, basis_2) + ns(x, knots = attr(basis_1, "knots"), Boundary.knots = attr(basis_1, "Boundary.knots")):h',
  ]);
  expect(laid('y ~ rcs(x, 4)', false, { column: 'w', kind: 'frequency' })[0]).toBe(
    'basis_1 <- rcspline.eval(with(d[is.na(d[["w"]]) | d[["w"]] > 0, ], x), nk = 4, knots.only = TRUE)',
  );
});

it('leaves alone what does not depend on the rows', () => {
  for (const formula of ['y ~ ns(x, 3) + rcs(z, 4)', 'y ~ poly(x, 2, raw = TRUE)', 'y ~ my.poly + `ns(x)`'])
    expect(laid(formula, false)).toEqual([`f <- ${formula}`]);
  expect(laid('y ~ rcs(x, c(1, 2, 3))', true)).toEqual(['f <- y ~ rcs(x, c(1, 2, 3))']);
});

it('frequencies that are missing repeat no row', async () => {
  const glm = await loadMethod('glm');
  const options = { data: 'd', formula: 'y ~ x', family: 'gaussian', conf_level: 0.95, weights: { column: 'w', kind: 'frequency' } };
  expect(glm?.rScript(options)).toContain('rep(seq_len(nrow(d)), ifelse(is.na(w), 0, w))');
});
