/** A formula as a form shows it: which column plays which role. */
import { MethodError } from '../results/method-error';
import { quoteName } from './deparse';
import type { Argument, Expression } from './expression';
import { parseFormula } from './parse-formula';

/** What stands on the left. */
export type LeftRole =
  | { readonly kind: 'survival'; readonly start: string | null; readonly time: string; readonly event: string }
  | { readonly kind: 'column'; readonly name: string }
  | { readonly kind: 'none' };

/** A column on the right: per so many units of it, or with another reference level than its first. */
export interface TermRole {
  readonly name: string;
  readonly per: number | null;
  readonly reference: string | null;
}

export interface FormulaRoles {
  readonly left: LeftRole;
  /** Covariates of a model, groups of a curve. */
  readonly terms: readonly TermRole[];
  readonly strata: readonly string[];
  readonly cluster: string | null;
  /** The one random term of a mixed model. */
  readonly random?: RandomRole | null;
}

/** Intercepts that vary between the levels of a column, and a slope that varies with them. */
interface RandomRole {
  readonly group: string;
  readonly slope: string | null;
}

/** A column as it is. */
export function plainTerm(name: string): TermRole {
  return { name, per: null, reference: null };
}

/** The roles of a formula; null where it says more than roles can (interactions, splines, other transformations), or cannot be read. */
export function rolesOf(text: string): FormulaRoles | null {
  const formula = read(text) ?? read(withBlanks(text));
  const left = formula === null ? null : leftOf(formula.left);
  const parts = formula === null ? null : sumOf(formula.right);
  if (left === null || parts === null) return null;
  const terms: TermRole[] = [];
  const strata: string[] = [];
  let cluster: string | null = null;
  let random: RandomRole | null = null;
  for (const part of parts) {
    if (part.kind === 'number' && part.value === 1) continue;
    if (part.kind === 'group') {
      const role: RandomRole | null = random === null ? randomOf(part.inner) : null;
      if (role === null) return null;
      random = role;
      continue;
    }
    const names = part.kind === 'call' ? namesOf(part.args) : null;
    if (part.kind === 'call' && part.name === 'strata' && names !== null) strata.push(...names);
    else if (part.kind === 'call' && part.name === 'cluster' && names?.length === 1 && cluster === null) cluster = names[0];
    else {
      const term = termOf(part);
      if (term === null) return null;
      terms.push(term);
    }
  }
  return { left, terms, strata, cluster, ...(random === null ? {} : { random }) };
}

/** The column that says whether and which event happened, or whether a row is a case; null where the formula names none or cannot be read. */
export function eventColumnOf(text: string): string | null {
  const formula = read(text);
  const left = formula === null ? null : leftOf(formula.left);
  if (left?.kind === 'column') return left.name;
  return left?.kind === 'survival' ? left.event : null;
}

function read(text: string) {
  try {
    return parseFormula(text);
  } catch (error) {
    if (error instanceof MethodError) return null;
    throw error;
  }
}

/** Stands where a column of the outcome is still to be chosen. */
const BLANK = '.to.be.chosen';

/** An outcome over time of which only some columns were chosen so far, `Surv(days, ) ~ 1`, as a formula that can be read. */
function withBlanks(text: string): string {
  return text.replace(
    /^(\s*Surv\()([^()~]*)(?=\)\s*~)/u,
    (_, begin: string, columns: string) => begin + columns.replace(/(?<=^|,)\s*(?=,|$)/gu, BLANK),
  );
}

function leftOf(left: Expression | null): LeftRole | null {
  if (left === null) return { kind: 'none' };
  if (left.kind === 'name') return { kind: 'column', name: left.name };
  const names = left.kind === 'call' && left.name === 'Surv' ? namesOf(left.args)?.map((name) => (name === BLANK ? '' : name)) : null;
  if (names?.length === 2) return { kind: 'survival', start: null, time: names[0], event: names[1] };
  return names?.length === 3 ? { kind: 'survival', start: names[0], time: names[1], event: names[2] } : null;
}

/** The parts of a sum; null where something else than `+` joins them. */
function sumOf(right: Expression): readonly Expression[] | null {
  if (right.kind !== 'binary') return [right];
  if (right.operator !== '+') return null;
  const before = sumOf(right.left);
  return before === null ? null : [...before, right.right];
}

/** Plain names as arguments, none of them named. */
function namesOf(args: readonly Argument[]): readonly string[] | null {
  const names = args.flatMap(({ name, value }) => (name === null && value.kind === 'name' ? [value.name] : []));
  return names.length === args.length && names.length > 0 ? names : null;
}

function termOf(part: Expression): TermRole | null {
  if (part.kind === 'name') return part.name === '.' ? null : plainTerm(part.name);
  if (part.kind !== 'call' || part.args.some(({ name }) => name !== null)) return null;
  const [first, second] = part.args.map(({ value }) => value);
  const whole = part.args.length === 1 && part.name === 'I' && first.kind === 'binary' && first.operator === '/' ? first : null;
  if (whole?.left.kind === 'name' && whole.right.kind === 'number' && whole.right.value > 0)
    return { name: whole.left.name, per: whole.right.value, reference: null };
  const releveled = part.args.length === 2 && part.name === 'relevel' && first.kind === 'name' && second.kind === 'text';
  return releveled ? { name: first.name, per: null, reference: second.value } : null;
}

/** `1 | id`, `1 + years | id` or `years | id`. */
function randomOf(inner: Expression): RandomRole | null {
  if (inner.kind !== 'binary' || inner.operator !== '|' || inner.right.kind !== 'name') return null;
  const parts = (sumOf(inner.left) ?? []).filter((part) => part.kind !== 'number' || part.value !== 1);
  const names = parts.flatMap((part) => (part.kind === 'name' && part.name !== '.' ? [part.name] : []));
  if (sumOf(inner.left) === null || names.length !== parts.length || names.length > 1) return null;
  return { group: inner.right.name, slope: names[0] ?? null };
}

function written({ name, per, reference }: TermRole): string {
  if (per !== null) return `I(${quoteName(name)}/${per})`;
  return reference === null ? quoteName(name) : `relevel(${quoteName(name)}, ${JSON.stringify(reference)})`;
}

/** The formula that roles stand for. */
export function formulaOf({ left, terms, strata, cluster, random }: FormulaRoles): string {
  const right = [
    ...terms.map(written),
    ...(strata.length > 0 ? [`strata(${strata.map(quoteName).join(', ')})`] : []),
    ...(cluster === null ? [] : [`cluster(${quoteName(cluster)})`]),
    ...(random ? [`(1${random.slope === null ? '' : ` + ${quoteName(random.slope)}`} | ${quoteName(random.group)})`] : []),
  ];
  return `${leftText(left)}~ ${right.length > 0 ? right.join(' + ') : '1'}`;
}

function leftText(left: LeftRole): string {
  if (left.kind === 'none') return '';
  if (left.kind === 'column') return `${left.name === '' ? '' : `${quoteName(left.name)} `}`;
  const names = [...(left.start === null ? [] : [left.start]), left.time, left.event];
  return `Surv(${names.map((name) => (name === '' ? '' : quoteName(name))).join(', ')}) `;
}
