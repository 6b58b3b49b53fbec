import { formulaOf, plainTerm, rolesOf } from '@/analysis-kernel/formula/formula-roles';
import type { Method } from '@/analysis-kernel/registry/method';
import { readOptions, withOption } from './analysis-yaml';

/**
 * An analysis cell's text with one more column in the role that takes many: covariates or groups of a formula, where
 * one that takes one group has it replaced; else the method's variables.
 * Null where it has no such role, or a formula that says more than roles can.
 */
export function withColumn(body: string, column: string, method: Method | null): string | null {
  const options = readOptions(body);
  if (options === null || method === null || options.method !== method.id) return null;
  const formula = method.options.find(({ form, heeded }) => form.control === 'formula' && heeded(options));
  if (formula?.form.control === 'formula') {
    const roles = rolesOf(String(options[formula.key] ?? ''));
    if (roles === null) return null;
    if (roles.terms.some(({ name }) => name === column)) return body;
    const others = formula.form.roles.includes('group') ? [] : roles.terms;
    return withOption(body, formula.key, formulaOf({ ...roles, terms: [...others, plainTerm(column)] }));
  }
  const beside = method.options.filter(({ form, advanced, heeded }) => form.control === 'column' && !advanced && heeded(options));
  const isPair = method.options.some(({ form }) => form.control === 'formula') && beside.length > 0;
  if (isPair) {
    if (beside.some(({ key }) => options[key] === column)) return body;
    return withOption(body, (beside.find(({ key }) => options[key] === undefined) ?? beside[1] ?? beside[0]).key, column);
  }
  const list = method.options.find(({ form, advanced }) => form.control === 'columns' && !advanced);
  if (!list) return null;
  const known: readonly unknown[] = Array.isArray(options[list.key]) ? (options[list.key] as readonly unknown[]) : [];
  return known.includes(column) ? body : withOption(body, list.key, [...known, column]);
}
