/** Where code reads properties under names that are not written in it: by a computed key, by listing them, by code made while it runs. */
import type { Program } from 'acorn';
import { childrenOf } from './free-names';
import { NamedValues, type ValueNode } from './named-values';

/** Functions of `Object` that tell or ask the names of properties. */
const LISTING = new Set('keys values entries getOwnPropertyNames getOwnPropertyDescriptors getOwnPropertyDescriptor hasOwn'.split(' '));
/** Functions of `aq` that choose columns by a part of their names. */
const CHOOSING = new Set(['matches', 'startswith', 'endswith']);

/**
 * Places in a program that may read a column under a name that is put together or found while it runs. Not among them: an element of an
 * array, a key that can only be texts written in the cell, and what an object that the cell itself makes holds.
 * @param columns names of columns that such a place may read
 * @returns offsets in the program, in written order
 */
export function computedAccesses(program: Program, columns: ReadonlySet<string>): readonly number[] {
  const values = new NamedValues(program, columns);
  const places: number[] = [];
  const visit = (node: ValueNode, parent: ValueNode | null) => {
    if (isComputedAccess(node, values) || isHandedOn(node, parent)) places.push(placeOf(node));
    for (const child of childrenOf(node)) visit(child, node);
  };
  visit(program, null);
  return places.toSorted((a, b) => a - b);
}

/** The name or key by which it is read, which may stand lines below what it is read from. */
function placeOf(node: ValueNode): number {
  return (node.property ?? node.callee?.property ?? node).start;
}

function isComputedAccess(node: ValueNode, values: NamedValues): boolean {
  switch (node.type) {
    case 'MemberExpression':
      return isReadByKey(node, values);
    case 'CallExpression':
      return isListing(node, values);
    case 'ForInStatement':
      return !values.isOwn(node.right);
    case 'BinaryExpression':
      return node.operator === 'in' && !values.isKey(node.left) && !values.isOwn(node.right);
    case 'ObjectPattern':
      return (node.properties ?? []).some(({ computed, key }) => computed === true && !values.isKey(key));
    case 'Identifier':
      return node.name === 'eval' || node.name === 'Function' || node.name === 'Reflect';
    case 'ImportExpression':
    case 'WithStatement':
      return true;
    default:
      return false;
  }
}

/** `rows.map(Object.values)`, `const { keys } = Object`: what lists names is called elsewhere, or under another name. */
function isHandedOn({ type, name, computed, object, property, start }: ValueNode, parent: ValueNode | null): boolean {
  if (type === 'Identifier') return name === 'Object' && parent?.object?.start !== start;
  if (type !== 'MemberExpression' || object?.name !== 'Object') return false;
  return computed === true || (LISTING.has(property?.name ?? '') && parent?.callee?.start !== start);
}

function isReadByKey({ computed, object, property }: ValueNode, values: NamedValues): boolean {
  if (!computed) return property?.name === 'constructor';
  return !values.isKey(property) && !values.isOwn(object);
}

function isListing({ callee, arguments: given = [] }: ValueNode, values: NamedValues): boolean {
  const name = callee?.property?.name ?? '';
  if (callee?.type !== 'MemberExpression' || callee.computed) return false;
  if (callee.object?.name === 'Object') return LISTING.has(name) && !values.isOwn(given[0]);
  return name === 'columnNames' || (callee.object?.name === 'aq' && CHOOSING.has(name));
}
