import type { Clause } from '../syntax/ast';
import type { Expr } from '../syntax/ast-expressions';

/**
 * Goes through all nodes of some clauses, parents first, and gives the first thing `pick` makes of one; the tree is plain data, so this
 * needs no list of its node types.
 */
export function findNode<T>(clauses: readonly Clause[], pick: (node: Expr) => T | null): T | null {
  const stack: unknown[] = [clauses];
  while (stack.length > 0) {
    const node = stack.pop();
    if (Array.isArray(node)) {
      for (let at = node.length - 1; at >= 0; at--) stack.push(node[at]);
    } else if (node !== null && typeof node === 'object') {
      if ('kind' in node && 'span' in node) {
        const found = pick(node as Expr);
        if (found !== null) return found;
      }
      for (const [key, value] of Object.entries(node).reverse()) if (key !== 'span') stack.push(value);
    }
  }
  return null;
}
