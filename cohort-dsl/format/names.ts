import type { Name, Text } from '../syntax/ast-expressions';

/** A name as it is written: in backticks where it was. */
export function printName(name: Name): string {
  return name.quoted ? `\`${name.text}\`` : name.text;
}

/** A text in ASCII quotation marks. */
export function printText(value: string): string {
  return `"${value.replace(/["”\\]/g, '\\$&')}"`;
}

/** A label in ASCII quotation marks. */
export function printLabel(label: Text): string {
  return printText(label.value);
}
