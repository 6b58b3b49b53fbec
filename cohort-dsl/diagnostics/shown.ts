import { type Diagnostic, diagnose } from './diagnostic';

/** How many errors of a program are shown. */
export const MAX_SHOWN = 100;

/** The first errors by place, everything else that is said among them, and how many more errors there are. */
export function shown(inOrder: readonly Diagnostic[]): readonly Diagnostic[] {
  const errors = inOrder.filter(({ severity }) => severity === 'error');
  const [next] = errors.slice(MAX_SHOWN);
  if (!next) return inOrder;
  const kept = inOrder.slice(0, inOrder.indexOf(next));
  return [...kept, diagnose('error', 'syntax-more', { count: errors.length - MAX_SHOWN }, next.span)];
}
