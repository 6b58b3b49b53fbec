import type { AstNode } from 'langium';
import type { DiagnosticCode, DiagnosticCodes } from '../../diagnostics/codes';
import { type Diagnostic, diagnose, type Fix } from '../../diagnostics/diagnostic';
import type { Span } from '../../source/span';
import type { Events, Expr, Name, Text } from '../ast';
import type * as cst from '../generated/ast';

/**
 * What building the plain tree needs: the source, where to report what the grammar let through, and the builders that expressions,
 * dates and event rows need of each other.
 */
export interface Context {
  readonly source: string;
  readonly diagnostics: Diagnostic[];
  readonly expression: (node: cst.Expression) => Expr;
  readonly primary: (node: cst.Primary) => Expr;
  readonly date: (node: cst.DateTerm) => Expr;
  readonly events: (node: cst.Events) => Events;
}

/** Place of a node in the source. */
export function spanOf(node: AstNode): Span {
  const cst = node.$cstNode;
  if (!cst) throw new Error(`a ${node.$type} node came without its place`);
  return { start: cst.offset, end: cst.end };
}

/** From the start of one span to the end of another. */
export function join(first: Span, last: Span): Span {
  return { start: first.start, end: last.end };
}

/** The source text of a place. */
export function textOf(context: Context, span: Span): string {
  return context.source.slice(span.start, span.end);
}

/** Adds an error about a place. */
export function report<C extends DiagnosticCode>(
  context: Context,
  code: C,
  params: DiagnosticCodes[C],
  span: Span,
  fixes: readonly Fix[] = [],
): void {
  context.diagnostics.push(diagnose('error', code, params, span, fixes));
}

/** A name as written, out of its backticks. */
export function nameOf(node: AstNode & { readonly text: string }): Name {
  const quoted = node.text.startsWith('`');
  return { text: quoted ? node.text.slice(1, -1) : node.text, quoted, span: spanOf(node) };
}

/** The value of a text: what stands between the quotation marks of the source, with `\"` and `\\` undone. */
export function textAt(context: Context, span: Span): Text {
  const inner = context.source.slice(span.start + 1, span.end - 1);
  return { value: inner.replace(/\\(["”\\])/g, '$1'), span };
}

/** The text of an optional label. */
export function labelOf(context: Context, node: AstNode | undefined): Text | null {
  return node ? textAt(context, spanOf(node)) : null;
}
