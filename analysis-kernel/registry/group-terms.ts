/** The right-hand side of a formula that divides rows into groups, for methods that draw curves. */
import { FORMULA_ERRORS } from '../formula/error-codes';
import type { Expression } from '../formula/expression';
import { namesIn } from '../formula/expression';
import type { Formula } from '../formula/parse-formula';
import { expandTerms } from '../formula/terms';
import type { Frame } from '../frame/column';
import { MethodError } from '../results/method-error';

interface GroupTerms {
  readonly groups: readonly Expression[];
  /** What stands inside `strata()`. */
  readonly strata: readonly Expression[];
  readonly cluster: Expression | null;
}

/** Reads groups, strata and cluster off a formula; throws MethodError `formula_term` for interactions and offsets. */
export function groupTerms(formula: Formula, frame: Frame, method: string): GroupTerms {
  const leftNames = formula.left === null ? [] : namesIn(formula.left);
  const dot = frame.columns.map((column) => column.name).filter((name) => !leftNames.includes(name));
  const { terms, variables, offsets } = expandTerms(formula.right, dot);
  if (offsets.length > 0) throw notHere(method, 'offset()', variables[offsets[0]].expression.offset);
  const groups: Expression[] = [];
  const strata: Expression[] = [];
  let cluster: Expression | null = null;
  for (const term of terms) {
    const { expression } = variables[term.variables[0]];
    if (term.variables.length > 1) throw interaction(term.label, expression.offset);
    if (expression.kind === 'call' && expression.name === 'strata') strata.push(...expression.args.map((argument) => argument.value));
    else if (expression.kind === 'call' && expression.name === 'cluster' && expression.args.length === 1)
      cluster = expression.args[0].value;
    else groups.push(expression);
  }
  return { groups, strata, cluster };
}

function interaction(label: string, offset: number): MethodError {
  const parts = label.split(':').join(' + ');
  return new MethodError(
    FORMULA_ERRORS,
    'formula_term',
    {
      en: `Curves are drawn for every combination of the groups, so an interaction (${label}) says nothing more. Write ${parts}.`,
      zh: `曲线按各分组的所有组合绘制，无需写交互项（${label}）。请写 ${parts}。`,
    },
    'formula',
    offset,
    [parts],
  );
}

function notHere(method: string, what: string, offset: number): MethodError {
  return new MethodError(
    FORMULA_ERRORS,
    'formula_term',
    { en: `${method} has no use for ${what}. Leave it out of the formula.`, zh: `${method} 不使用 ${what}，请从公式中删去。` },
    'formula',
    offset,
  );
}
