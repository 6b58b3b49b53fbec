/** Functions of a standardised log time z and a shape q, with their derivatives. */

export interface Jet {
  value: number;
  z: number;
  zz: number;
  q: number;
  zq: number;
  qq: number;
}

/** A jet to be filled. */
export const emptyJet = (): Jet => ({ value: 0, z: 0, zz: 0, q: 0, zq: 0, qq: 0 });

/** A distribution of z on the whole line, of a shape that is fixed while it is used. */
export interface Standard {
  /** log f(z). */
  readonly density: (z: number, out: Jet) => void;
  /** log S(z), S the upper tail. */
  readonly survival: (z: number, out: Jet) => void;
}

/** Writes value and derivatives into a jet. */
export function fill(out: Jet, value: number, z: number, zz: number, q = 0, zq = 0, qq = 0): void {
  out.value = value;
  out.z = z;
  out.zz = zz;
  out.q = q;
  out.zq = zq;
  out.qq = qq;
}
