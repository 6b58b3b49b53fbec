import type { CodeItem, CodeList, Text } from '../ast';
import type { Code, CodeItem as CodeItemNode, CodeList as CodeListNode } from '../generated/ast';
import { type Context, nameOf, spanOf, textAt } from './context';

function codeText(context: Context, node: Code): Text {
  const span = spanOf(node);
  return node.number !== undefined ? { value: node.number, span } : textAt(context, span);
}

function convertItem(context: Context, node: CodeItemNode): CodeItem {
  return {
    negated: node.negated ?? false,
    form: node.form === '..' ? 'range' : node.form === 'descendants' || node.form === 'mapped' ? node.form : 'code',
    code: codeText(context, node.code),
    to: node.to ? codeText(context, node.to) : null,
    integer: node.code.number !== undefined,
    span: spanOf(node),
  };
}

/** A code list as written, exclusions and ranges in their order. */
export function convertCodeList(context: Context, node: CodeListNode): CodeList {
  return {
    kind: 'codeList',
    system: nameOf(node.system),
    items: node.items.map((item) => convertItem(context, item)),
    span: spanOf(node),
  };
}
