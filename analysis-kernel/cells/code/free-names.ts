/** The names a piece of JavaScript reads and does not declare itself. */
import type { AnyNode, Identifier, Pattern, Program } from 'acorn';

interface Scope {
  readonly names: Set<string>;
  readonly outer: Scope | null;
  /** Where `var` and function declarations of inner blocks go. */
  readonly isFunction: boolean;
}

/**
 * Free names of a program, each once, in the order of first use.
 * @param onUse told of every place where one is read; `shorthand` where it is a property's name too: `{ fit }`
 */
export function freeNames(
  program: Program,
  onUse: (use: { readonly name: string; readonly start: number; readonly end: number; readonly shorthand: boolean }) => void = () =>
    undefined,
): readonly string[] {
  const free = new Set<string>();
  const top: Scope = { names: new Set(), outer: null, isFunction: true };
  declareAll(program.body, top);
  for (const statement of program.body) visit(statement, top);
  return [...free];

  function use({ name, start, end }: Identifier, scope: Scope, shorthand = false): void {
    if (isDeclared(name, scope)) return;
    free.add(name);
    onUse({ name, start, end, shorthand });
  }

  function visit(node: AnyNode | null | undefined, scope: Scope): void {
    if (!node) return;
    switch (node.type) {
      case 'Identifier':
        use(node, scope);
        return;
      case 'MemberExpression':
        visit(node.object, scope);
        if (node.computed) visit(node.property, scope);
        return;
      case 'Property':
        if (node.shorthand && node.value.type === 'Identifier') {
          use(node.value, scope, true);
          return;
        }
        if (node.computed) visit(node.key, scope);
        visit(node.value, scope);
        return;
      case 'PropertyDefinition':
      case 'MethodDefinition':
        if (node.computed) visit(node.key, scope);
        visit(node.value, scope);
        return;
      case 'LabeledStatement':
        visit(node.body, scope);
        return;
      case 'BreakStatement':
      case 'ContinueStatement':
      case 'MetaProperty':
        return;
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression': {
        const inner: Scope = { names: new Set(['arguments']), outer: scope, isFunction: true };
        if (node.type === 'FunctionExpression' && node.id) inner.names.add(node.id.name);
        for (const parameter of node.params) declarePattern(parameter, inner);
        for (const parameter of node.params) visitPattern(parameter, inner);
        if (node.body.type === 'BlockStatement') {
          declareAll(node.body.body, inner);
          for (const statement of node.body.body) visit(statement, inner);
        } else visit(node.body, inner);
        return;
      }
      case 'ClassDeclaration':
      case 'ClassExpression': {
        visit(node.superClass, scope);
        const inner: Scope = { names: new Set(node.id ? [node.id.name] : []), outer: scope, isFunction: false };
        for (const member of node.body.body) visit(member, inner);
        return;
      }
      case 'BlockStatement':
      case 'StaticBlock': {
        const inner: Scope = { names: new Set(), outer: scope, isFunction: false };
        declareAll(node.body, inner);
        for (const statement of node.body) visit(statement, inner);
        return;
      }
      case 'ForStatement':
      case 'ForInStatement':
      case 'ForOfStatement': {
        const inner: Scope = { names: new Set(), outer: scope, isFunction: false };
        const head = node.type === 'ForStatement' ? node.init : node.left;
        if (head?.type === 'VariableDeclaration') declareAll([head], inner);
        children(node, inner);
        return;
      }
      case 'CatchClause': {
        const inner: Scope = { names: new Set(), outer: scope, isFunction: false };
        if (node.param) declarePattern(node.param, inner);
        visit(node.body, inner);
        return;
      }
      case 'VariableDeclarator':
        visitPattern(node.id, scope);
        visit(node.init, scope);
        return;
      default:
        children(node, scope);
    }
  }

  function children(node: AnyNode, scope: Scope): void {
    for (const value of Object.values(node)) {
      if (Array.isArray(value)) for (const item of value) if (isNode(item)) visit(item, scope);
      if (isNode(value)) visit(value, scope);
    }
  }

  /** Defaults and computed keys inside a pattern are read; its names are declared. */
  function visitPattern(pattern: Pattern, scope: Scope): void {
    if (pattern.type === 'AssignmentPattern') {
      visitPattern(pattern.left, scope);
      visit(pattern.right, scope);
    } else if (pattern.type === 'ArrayPattern') {
      for (const element of pattern.elements) if (element) visitPattern(element, scope);
    } else if (pattern.type === 'RestElement') visitPattern(pattern.argument, scope);
    else if (pattern.type === 'ObjectPattern') {
      for (const property of pattern.properties) {
        if (property.type === 'RestElement') visitPattern(property.argument, scope);
        else {
          if (property.computed) visit(property.key, scope);
          visitPattern(property.value, scope);
        }
      }
    }
  }
}

/** Declares what the statements of one block declare; `var` and functions reach the function around it. */
function declareAll(statements: readonly AnyNode[], scope: Scope): void {
  for (const statement of statements) declare(statement, scope, true);
}

function declare(node: AnyNode, scope: Scope, direct: boolean): void {
  if (node.type === 'VariableDeclaration') {
    if (direct || node.kind === 'var')
      for (const declarator of node.declarations) declarePattern(declarator.id, node.kind === 'var' ? functionScope(scope) : scope);
    return;
  }
  if (node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration') {
    if (node.id && (direct || node.type === 'FunctionDeclaration')) scope.names.add(node.id.name);
    return;
  }
  if (node.type.endsWith('Expression') || node.type.endsWith('Literal')) return;
  for (const value of Object.values(node)) {
    for (const item of Array.isArray(value) ? value : [value]) if (isNode(item)) declare(item, scope, false);
  }
}

function functionScope(scope: Scope): Scope {
  let at = scope;
  while (!at.isFunction && at.outer) at = at.outer;
  return at;
}

function declarePattern(pattern: Pattern, scope: Scope): void {
  switch (pattern.type) {
    case 'Identifier':
      scope.names.add(pattern.name);
      return;
    case 'ObjectPattern':
      for (const property of pattern.properties)
        declarePattern(property.type === 'RestElement' ? property.argument : property.value, scope);
      return;
    case 'ArrayPattern':
      for (const element of pattern.elements) if (element) declarePattern(element, scope);
      return;
    case 'RestElement':
      declarePattern(pattern.argument, scope);
      return;
    case 'AssignmentPattern':
      declarePattern(pattern.left, scope);
      return;
    default:
  }
}

function isDeclared(name: string, scope: Scope): boolean {
  for (let at: Scope | null = scope; at !== null; at = at.outer) if (at.names.has(name)) return true;
  return false;
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}
