import type { CodeItem, CodeList } from '../syntax/ast-expressions';
import { type Layout, listItems } from './context';
import { type Doc, group, indent, line, separate } from './doc';
import { printName, printText } from './names';

function item(node: CodeItem): string {
  const write = (value: string): string => (node.integer ? value : printText(value));
  const not = node.negated ? 'not ' : '';
  switch (node.form) {
    case 'code':
      return `${not}${write(node.code.value)}`;
    case 'range':
      return `${not}${write(node.code.value)}..${node.to ? write(node.to.value) : ''}`;
    case 'descendants':
      return `${not}descendants of ${write(node.code.value)}`;
    case 'mapped':
      return `${not}mapped ${write(node.code.value)}`;
  }
}

/** `SYSTEM { "A", "B" }` */
export function codeList(layout: Layout, node: CodeList): Doc {
  if (node.items.length === 0) return `${printName(node.system)} { }`;
  const items = listItems(layout, node.items, ',', node.span.end, item);
  return group(`${printName(node.system)} {`, indent(2, line, ...separate(items, line)), line, '}');
}
