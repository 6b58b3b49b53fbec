/** What the names of a program may stand for, as far as its text tells: numbers, texts written in it, objects it makes. */
import type { Node, Program } from 'acorn';
import { childrenOf } from './free-names';

/** The parts of ESTree's nodes that are read here. */
export interface ValueNode extends Node {
  readonly name?: string;
  readonly value?: unknown;
  readonly operator?: string;
  readonly computed?: boolean;
  readonly key?: ValueNode;
  readonly object?: ValueNode;
  readonly property?: ValueNode;
  readonly callee?: ValueNode;
  readonly arguments?: readonly ValueNode[];
  readonly argument?: ValueNode;
  readonly expression?: ValueNode | boolean;
  readonly id?: ValueNode;
  readonly init?: ValueNode | null;
  readonly left?: ValueNode;
  readonly right?: ValueNode;
  readonly consequent?: ValueNode;
  readonly alternate?: ValueNode;
  readonly declarations?: readonly ValueNode[];
  readonly params?: readonly ValueNode[];
  readonly param?: ValueNode | null;
  readonly elements?: readonly (ValueNode | null)[];
  readonly properties?: readonly ValueNode[];
  readonly expressions?: readonly ValueNode[];
}

/** One thing a name is given: a value, what is added to it, an element of a list, a number, or what is not known. */
interface Given {
  readonly as: 'value' | 'added' | 'element' | 'number' | 'unknown';
  readonly node: ValueNode;
}

type Named = ReadonlySet<string>;

const ARITHMETIC = /^(?:[-*/%&|^]|\*\*|<<|>>>?)$/u;
const NUMBERS = new Set(['length', 'size', 'indexOf', 'lastIndexOf', 'findIndex', 'findLastIndex', 'numRows', 'totalRows']);
/** Methods whose callback is given an element and its place. */
const EACH = new Set('map flatMap forEach filter find findIndex findLast findLastIndex some every'.split(' '));
/** Methods that give an array, or a table: neither has rows' columns under keys of its own. */
const LISTS = new Set('objects array map flatMap filter slice sort toSorted reverse toReversed concat split'.split(' '));
/** Functions of `Object` whose result has the keys that values give it. */
const MAKES_OWN = new Set(['groupBy', 'fromEntries']);

/** Names are taken throughout a program, whatever block they stand in: one that is declared twice is what both may be. */
export class NamedValues {
  private readonly given = new Map<string, Given[]>();
  /** Names of objects that others' properties are written into. */
  private readonly filled = new Set<string>();
  /** Parameters of which it is known what they are given. */
  private readonly placed = new Set<ValueNode>();
  private readonly numbers: Named;
  private readonly texts: Named;
  private readonly textLists: Named;
  private readonly own: Named;

  constructor(
    program: Program,
    private readonly columns: ReadonlySet<string>,
  ) {
    this.collect(program);
    this.numbers = this.namesWhere(
      ({ as, node }, numbers) => as === 'number' || (as !== 'unknown' && as !== 'element' && isNumber(node, numbers)),
    );
    this.textLists = this.namesWhere(({ as, node }, lists) => as === 'value' && isTextList(node, lists));
    this.texts = this.namesWhere(
      ({ as, node }, texts) => (as === 'value' && isText(node, texts)) || (as === 'element' && isTextList(node, this.textLists)),
    );
    this.own = this.namesWhere(({ as, node }, own) => as === 'value' && this.isMade(node, own), this.filled);
  }

  /** Whether a key can only be a number, or texts that are written in the program. */
  isKey(node: ValueNode | undefined): boolean {
    return isNumber(node, this.numbers) || isText(node, this.texts);
  }

  /** Whether what is read is a list, or an object that the program makes with none of the columns in it. */
  isOwn(node: ValueNode | undefined): boolean {
    return this.isMade(node, this.own);
  }

  /** Names of which all that they are given holds, where it may hold of names in turn. */
  private namesWhere(holds: (given: Given, names: Named) => boolean, except: Named = new Set()): Named {
    const names = new Set([...this.given.keys()].filter((name) => !except.has(name)));
    for (let before = -1; before !== names.size; ) {
      before = names.size;
      for (const name of names) if (!this.given.get(name)?.every((one) => holds(one, names))) names.delete(name);
    }
    return names;
  }

  private collect(node: ValueNode): void {
    const { type, left, right, id, init, operator, argument, params, callee, arguments: passed = [] } = node;
    if (type === 'VariableDeclarator' && init) this.give(id, 'value', init);
    else if (type === 'AssignmentExpression') {
      this.give(
        left,
        operator === '=' || operator === '??=' || operator === '||=' ? 'value' : operator === '+=' ? 'added' : 'number',
        right,
      );
    } else if (type === 'UpdateExpression') this.give(argument, 'number', node);
    else if (type === 'ForOfStatement') this.give(left?.declarations?.[0].id ?? left, 'element', right);
    else if (type === 'ForInStatement') this.give(left?.declarations?.[0].id ?? left, 'unknown', right);
    else if (type === 'CallExpression' || type === 'NewExpression') {
      this.call(callee, passed);
    }
    for (const param of [...(params ?? []), ...(node.param ? [node.param] : [])])
      if (!this.placed.has(param)) this.give(param, 'unknown', param);
    for (const child of childrenOf(node)) this.collect(child);
  }

  /** Parameters of callbacks, and objects that are written into. */
  private call(callee: ValueNode | undefined, passed: readonly ValueNode[]): void {
    const method = callee?.property?.name ?? '';
    const [first, second] = passed;
    if (callee?.object?.name === 'Object' && first?.name !== undefined && /^(?:assign|defineProperty|defineProperties)$/u.test(method))
      this.filled.add(first.name);
    if (EACH.has(method) && first?.params) {
      this.give(first.params[0], 'element', callee?.object);
      // A map's second is a key.
      this.give(first.params[1], method === 'forEach' ? 'unknown' : 'number', first);
    } else if (method === 'reduce' && first?.params) {
      this.give(first.params[0], 'value', second);
      this.give(first.params[2], 'number', first);
    } else if (method === 'from' && second?.params) this.give(second.params[1], 'number', second);
  }

  private give(to: ValueNode | null | undefined, as: Given['as'], node: ValueNode | undefined): void {
    if (!to) return;
    this.placed.add(to);
    if (to.type === 'Identifier' && to.name !== undefined) {
      const known = this.given.get(to.name);
      const one: Given = node ? { as, node } : { as: 'unknown', node: to };
      if (known) known.push(one);
      else this.given.set(to.name, [one]);
    } else if (to.type !== 'MemberExpression') for (const name of namesIn(to)) this.give(name, 'unknown', to);
  }

  private isMade(node: ValueNode | undefined, own: Named): boolean {
    if (!node) return false;
    const { type, name = '', properties = [], callee, arguments: passed = [] } = node;
    if (type === 'Identifier') return own.has(name);
    if (type === 'ArrayExpression') return true;
    if (type === 'ObjectExpression') return properties.every((property) => this.isOtherKey(property));
    if (type === 'AwaitExpression') return this.isMade(node.argument, own);
    if (type === 'ChainExpression') return typeof node.expression === 'object' && this.isMade(node.expression, own);
    if (type !== 'CallExpression' || callee?.computed) return false;
    const method = callee?.property?.name ?? '';
    if (callee?.object?.name === 'Object') return MAKES_OWN.has(method);
    if (callee?.object?.name === 'Array') return true;
    return method === 'reduce' ? this.isMade(passed[1], own) : LISTS.has(method);
  }

  private isOtherKey({ type, computed, key }: ValueNode): boolean {
    return type === 'Property' && !computed && !this.columns.has(String(key?.name ?? key?.value ?? ''));
  }
}

function isNumber(node: ValueNode | undefined, numbers: Named): boolean {
  if (!node) return false;
  const { type, name = '', value, operator = '', left, right, argument, consequent, alternate } = node;
  switch (type) {
    case 'Literal':
      return typeof value === 'number';
    case 'Identifier':
      return numbers.has(name);
    case 'UpdateExpression':
      return true;
    case 'UnaryExpression':
      return /^[-+~]$/u.test(operator) && argument !== undefined;
    case 'BinaryExpression':
      return ARITHMETIC.test(operator) || (operator === '+' && isNumber(left, numbers) && isNumber(right, numbers));
    case 'ConditionalExpression':
      return isNumber(consequent, numbers) && isNumber(alternate, numbers);
    case 'MemberExpression':
      return !node.computed && (node.property?.name === 'length' || node.property?.name === 'size');
    case 'CallExpression':
      return isCallOfNumber(node);
    default:
      return false;
  }
}

function isCallOfNumber({ callee }: ValueNode): boolean {
  if (callee?.type === 'Identifier') return /^(?:Number|parseInt|parseFloat)$/u.test(callee.name ?? '');
  return callee?.object?.name === 'Math' || (callee?.computed === false && NUMBERS.has(callee.property?.name ?? ''));
}

function isText(node: ValueNode | undefined, texts: Named): boolean {
  if (!node) return false;
  const { type, name = '', left, right, consequent, alternate, expressions = [] } = node;
  if (type === 'Literal') return true;
  if (type === 'Identifier') return texts.has(name);
  if (type === 'TemplateLiteral') return expressions.length === 0;
  if (type === 'ConditionalExpression') return isText(consequent, texts) && isText(alternate, texts);
  return type === 'LogicalExpression' && isText(left, texts) && isText(right, texts);
}

function isTextList(node: ValueNode | undefined, lists: Named): boolean {
  if (node?.type === 'Identifier') return lists.has(node.name ?? '');
  return node?.type === 'ArrayExpression' && (node.elements ?? []).every((one) => one?.type === 'Literal');
}

/** The names that a pattern declares, and those it takes values from. */
function namesIn(pattern: Node): readonly ValueNode[] {
  return childrenOf(pattern).flatMap((child): readonly ValueNode[] => (child.type === 'Identifier' ? [child] : namesIn(child)));
}
