import type { Written } from '@/analysis-kernel/registry/method';
import type { OptionDeclaration } from '@/analysis-kernel/registry/options';

/**
 * The options a form offers beside what is written, each thing once: what has no meaning beside the rest is not offered, and what can be said in the
 * formula and as an option of the same key is offered in the formula. What is written stands where it is written, so that it can be taken out.
 */
export function offeredOnce(declared: readonly OptionDeclaration[], written: Written): readonly OptionDeclaration[] {
  const roles = new Set(declared.flatMap(({ form }) => (form.control === 'formula' ? form.roles : []) as readonly string[]));
  const isWritten = (key: string) => written[key] !== undefined;
  return declared
    .filter(({ key, heeded }) => !key.includes('.') && (isWritten(key) || (heeded(written) && !roles.has(key))))
    .map((option) => {
      const { form } = option;
      if (form.control !== 'formula') return option;
      const formula = String(written[option.key] ?? '');
      return { ...option, form: { ...form, roles: form.roles.filter((role) => !isWritten(role) || formula.includes(`${role}(`)) } };
    });
}
