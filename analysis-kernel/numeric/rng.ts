/** Seeded random numbers: one generator for use, and R's own for comparing with R. Nothing here reads a clock. */
import { qnorm } from './dist/normal';

export interface RandomSource {
  /** Uniform on the open interval (0, 1). */
  readonly uniform: () => number;
  /** Uniform whole number in 0…n−1. */
  readonly below: (n: number) => number;
  /** Standard normal. */
  readonly normal: () => number;
}

/**
 * xoshiro128** seeded through splitmix32, with 53-bit uniforms: the generator behind every seeded result.
 * seed: whole number, taken modulo 2³². Blackman & Vigna (2021), 10.1145/3460772.
 */
export function seededRandom(seed: number): RandomSource {
  let mix = seed | 0;
  const nextSeed = (): number => {
    mix = (mix + 0x9e3779b9) | 0;
    let z = mix ^ (mix >>> 16);
    z = Math.imul(z, 0x21f0aaad);
    z ^= z >>> 15;
    z = Math.imul(z, 0x735a2d97);
    return z ^ (z >>> 15);
  };
  let a = nextSeed();
  let b = nextSeed();
  let c = nextSeed();
  let d = nextSeed() | 1;
  const next = (): number => {
    const scrambled = Math.imul(b, 5);
    const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9);
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = (d << 11) | (d >>> 21);
    return result >>> 0;
  };
  const uniform = (): number => {
    const high = next() >>> 5;
    const low = next() >>> 6;
    return (high * 67108864 + low + 0.5) / 9007199254740992;
  };
  return { uniform, below: rejection(() => next() / 4294967296), normal: () => qnorm(uniform()) };
}

/** Whole numbers below n from the leading bits of uniforms, drawing again while too large. */
function rejection(unit: () => number): (n: number) => number {
  return (n) => {
    if (n <= 1) return 0;
    const bits = Math.ceil(Math.log2(n));
    for (;;) {
      let value = 0;
      for (let k = 0; k <= bits; k += 16) value = 65536 * value + Math.floor(unit() * 65536);
      value %= 2 ** bits;
      if (value < n) return value;
    }
  };
}

/**
 * R's default generators since 3.6: Mersenne Twister, inversion for normals, rejection for `sample`.
 * seed: as in `set.seed(seed)`. For verification against R only. Matsumoto & Nishimura (1998), 10.1145/272991.272995.
 */
export function rRandom(seed: number): RandomSource {
  const N = 624;
  const M = 397;
  const state = new Uint32Array(N);
  let scramble = seed | 0;
  for (let i = 0; i < 50; i++) scramble = (Math.imul(69069, scramble) + 1) | 0;
  scramble = (Math.imul(69069, scramble) + 1) | 0;
  for (let i = 0; i < N; i++) {
    scramble = (Math.imul(69069, scramble) + 1) | 0;
    state[i] = scramble;
  }
  let position = N;
  const twist = (i: number, j: number, k: number): void => {
    const y = (state[i] & 0x80000000) | (state[j] & 0x7fffffff);
    state[i] = state[k] ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
  };
  const uniform = (): number => {
    if (position >= N) {
      for (let i = 0; i < N; i++) twist(i, (i + 1) % N, (i + M) % N);
      position = 0;
    }
    let y = state[position++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    y ^= y >>> 18;
    const u = (y >>> 0) * 2.3283064365386963e-10;
    if (u <= 0) return 0.5 * 2.328306437080797e-10;
    if (1 - u <= 0) return 1 - 0.5 * 2.328306437080797e-10;
    return u;
  };
  const normal = (): number => {
    const big = 134217728;
    const u = Math.floor(big * uniform()) + uniform();
    return qnorm(u / big);
  };
  return { uniform, below: rejection(uniform), normal };
}
