import type { CodeItem, CodeList, Text } from '../ast-expressions';
import { nameOf, type Reader, spanOf, textOf } from './reader';

const CODE_ITEM_STARTS: ReadonlySet<string> = new Set(['not', 'descendants', 'mapped', 'TEXT', 'NUM']);

/** CodeList: SystemName '{' (CodeItem (',' CodeItem)*)? '}' */
export function readCodeList(reader: Reader): CodeList {
  return reader.in('CodeList', () => {
    const { start } = reader;
    const system = reader.in('SystemName', () => nameOf(reader.expect('SYSTEM')));
    reader.expect('{');
    const items = reader.isAny(CODE_ITEM_STARTS) ? reader.list(',', () => readItem(reader)) : [];
    reader.expect('}');
    return { kind: 'codeList', system, items, span: reader.spanFrom(start) };
  });
}

/** CodeItem: 'not'? ('descendants' 'of' Code | 'mapped' Code | Code ('..' Code)?) */
function readItem(reader: Reader): CodeItem {
  return reader.in('CodeItem', () => {
    const { start } = reader;
    const negated = reader.take('not') !== null;
    let form: CodeItem['form'] = 'code';
    if (reader.take('descendants')) {
      form = 'descendants';
      reader.expect('of');
    } else if (reader.take('mapped')) form = 'mapped';
    else if (!reader.is('TEXT') && !reader.is('NUM')) reader.stop();
    const integer = reader.is('NUM');
    const code = readCode(reader);
    const to = form === 'code' && reader.take('..') ? readCode(reader) : null;
    return { negated, form: to ? 'range' : form, code, to, integer, span: reader.spanFrom(start) };
  });
}

/** Code: TEXT | NUM */
function readCode(reader: Reader): Text {
  return reader.in('Code', () => {
    const number = reader.take('NUM');
    if (number) return { value: number.text, span: spanOf(number) };
    const text = reader.take('TEXT');
    return text ? textOf(reader, text) : reader.stop();
  });
}
