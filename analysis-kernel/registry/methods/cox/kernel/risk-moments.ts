/** Sums over risk sets whose risks change with time: of the risk, its product with the columns, and with pairs of them. */
import type { Workspace } from '../../../../stats/cox/workspace';

/** Up to so many values of the varying columns together, risk sets are summed by value. */
const MOST_CLASSES = 40;

/** Sums of r, r x and r x xᵀ (lower triangle). */
export function momentsOf(p: number) {
  let total = 0;
  const first = new Float64Array(p);
  const second = new Float64Array(p * p);
  return {
    first,
    second,
    zero: () => total,
    clear: () => {
      total = 0;
      first.fill(0);
      second.fill(0);
    },
    addZero: (by: number) => {
      total += by;
    },
  };
}
type Moments = ReturnType<typeof momentsOf>;

/** Adds a place with this risk, or takes it off with its negative. */
export function addRow(moments: Moments, { x, m, p }: Workspace, place: number, risk: number): void {
  moments.addZero(risk);
  const { first, second } = moments;
  for (let a = 0; a < p; a++) {
    const part = risk * x[a * m + place];
    if (part === 0) continue;
    first[a] += part;
    for (let b = 0; b <= a; b++) second[a * p + b] += part * x[b * m + place];
  }
}

/** What a column's coefficient has more at an event time. */
interface Changing {
  readonly column: number;
  readonly by: (t: number) => number;
}

/** Moments of the risk sets, asked for along the event times; `work` tells the multiplications since it was asked. */
interface RiskSums {
  readonly at: (t: number) => Moments;
  readonly work: () => number;
}
type Sums = (eta: Float64Array, changing: readonly Changing[]) => RiskSums;

/** By classes of equal varying columns, each moved along by those who come and go; null where there are too many. */
export function classSums(ws: Workspace, varying: readonly { readonly column: number }[]): Sums | null {
  const { risk, m, p, x, weight } = ws;
  const columns = [...new Set(varying.map(({ column }) => column))];
  const codes = new Uint32Array(m);
  const examples: number[] = [];
  const index = new Map<string, number>();
  for (let i = 0; i < m; i++) {
    const key = columns.map((column) => x[column * m + i]).join(' ');
    let code = index.get(key);
    if (code === undefined) {
      code = examples.length;
      if (code === MOST_CLASSES) return null;
      index.set(key, code);
      examples.push(i);
    }
    codes[i] = code;
  }
  return (eta, changing) => {
    const classes = examples.map(() => momentsOf(p));
    const members = new Uint32Array(examples.length);
    const whole = momentsOf(p);
    let visited = 0;
    const move = (place: number, sign: 1 | -1) => {
      const code = codes[place];
      addRow(classes[code], ws, place, sign * weight[place] * Math.exp(eta[place]));
      members[code] += sign;
      // Nobody is left: nor is what rounding left.
      if (members[code] === 0) classes[code].clear();
      visited++;
    };
    const at = (t: number) => {
      if (risk.opens[t] === 1) {
        for (const one of classes) one.clear();
        members.fill(0);
      }
      for (let i = risk.enterFrom[t]; i < risk.enterTo[t]; i++) move(i, 1);
      if (risk.leaving !== null) for (let k = risk.leaveFrom[t]; k < risk.leaveTo[t]; k++) move(risk.leaving[k], -1);
      whole.clear();
      classes.forEach((one, code) => {
        if (members[code] === 0) return;
        const more = Math.exp(changing.reduce((sum, { column, by }) => sum + by(t) * x[column * m + examples[code]], 0));
        whole.addZero(more * one.zero());
        for (let a = 0; a < p; a++) whole.first[a] += more * one.first[a];
        for (let a = 0; a < p * p; a++) whole.second[a] += more * one.second[a];
      });
      return whole;
    };
    return { at, work: workOf };

    function workOf(): number {
      const work = (visited + examples.length) * p * p;
      visited = 0;
      return work;
    }
  };
}

/** By visiting each risk set anew where a function of time has changed or rows also leave. */
export function sweepSums(ws: Workspace, changes: Uint8Array): Sums {
  const { risk, m, p, x, weight } = ws;
  const starts = startsOf(ws);
  return (eta, changing) => {
    const whole = momentsOf(p);
    let visited = 0;
    return {
      at: (t) => {
        const anew = changes[t] === 1 || risk.leaving !== null;
        if (anew) whole.clear();
        const more = changing.map(({ column, by }) => ({ from: column * m, by: by(t) }));
        const from = anew ? starts[t] : risk.enterFrom[t];
        for (let i = from; i < risk.enterTo[t]; i++) {
          if (risk.leaves[i] <= t) continue;
          let lp = eta[i];
          for (const one of more) lp += one.by * x[one.from + i];
          addRow(whole, ws, i, weight[i] * Math.exp(lp));
        }
        visited += risk.enterTo[t] - from;
        return whole;
      },
      work: () => {
        const work = visited * p * p;
        visited = 0;
        return work;
      },
    };
  };
}

/** First place of the stratum of each event time. */
export function startsOf({ risk }: Workspace): Uint32Array {
  const starts = new Uint32Array(risk.groups);
  for (let s = 0; s < risk.stratumId.length; s++) starts.fill(risk.stratumPlace[s], risk.stratumGroup[s], risk.stratumGroup[s + 1]);
  return starts;
}
