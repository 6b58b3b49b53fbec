/** A formula as the form shows it: who plays which role. */
export interface FormulaRoles {
  readonly start: string | null;
  readonly time: string;
  readonly event: string;
  /** Plain columns on the right: covariates of a model, groups of a curve. */
  readonly terms: readonly string[];
  readonly strata: readonly string[];
  readonly cluster: string | null;
}

const NAME = String.raw`(?:[\p{L}_.][\p{L}\p{N}_.]*|\u0060[^\u0060]+\u0060)`;
const LEFT = new RegExp(String.raw`^\s*Surv\(\s*(${NAME})\s*,\s*(${NAME})\s*(?:,\s*(${NAME})\s*)?\)\s*$`, 'u');
const PLAIN = new RegExp(`^${NAME}$`, 'u');
const CALL = new RegExp(String.raw`^(strata|cluster)\(\s*(${NAME}(?:\s*,\s*${NAME})*)\s*\)$`, 'u');

const bare = (name: string) => name.replaceAll('`', '').trim();

/** The roles of a formula; null where it says more than roles can (interactions, splines, transformations). */
export function rolesOf(formula: string): FormulaRoles | null {
  const [left, right, more] = formula.split('~');
  const survival = LEFT.exec(left ?? '');
  if (!survival || right === undefined || more !== undefined) return null;
  const [first, second, third] = survival.slice(1);
  const roles = {
    start: third ? bare(first) : null,
    time: bare(third ? second : first),
    event: bare(third ?? second),
    terms: [] as string[],
    strata: [] as string[],
    cluster: null as string | null,
  };
  for (const part of right.split('+').map((text) => text.trim())) {
    if (part === '1' || part === '') continue;
    const call = CALL.exec(part);
    if (call) {
      const names = call[2].split(',').map(bare);
      if (call[1] === 'strata') roles.strata.push(...names);
      else if (names.length === 1) roles.cluster = names[0];
      else return null;
    } else if (PLAIN.test(part)) roles.terms.push(bare(part));
    else return null;
  }
  return roles;
}

function written(name: string): string {
  return /^[\p{L}.][\p{L}\p{N}_.]*$/u.test(name) ? name : `\`${name}\``;
}

/** The formula that roles stand for. */
export function formulaOf({ start, time, event, terms, strata, cluster }: FormulaRoles): string {
  const left = [start, time, event].filter((name) => name !== null).map(written);
  const right = [
    ...terms.map(written),
    ...(strata.length > 0 ? [`strata(${strata.map(written).join(', ')})`] : []),
    ...(cluster === null ? [] : [`cluster(${written(cluster)})`]),
  ];
  return `Surv(${left.join(', ')}) ~ ${right.length > 0 ? right.join(' + ') : '1'}`;
}
