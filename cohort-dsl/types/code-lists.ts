/** Code lists: items normalised and frozen, and what a code column may be compared with. */
import type { CodeTest } from '../plan/expressions';
import type { CodeItem, CodeList, InCodesExpr, Name } from '../syntax/ast-expressions';
import type { Check } from './check';
import { type Checked, errorChecked, ofValue } from './checked';
import { descendsByPrefix, normaliseCode, systemFamily, systemNames, usedSystems, usesIntegerIds } from './code-systems';
import { asValue, inWords } from './coerce';
import { notYet } from './not-supported';
import { nameInSource, writeInstead } from './reporter';
import type { Scope } from './scope';
import { booleanType, familyOf } from './value-type';

/** The frozen list's place among the program's code sets; null after an error. */
export function checkCodeList(check: Check, list: CodeList, name: string | null, label: string | null): number | null {
  const known = systemNames(check.dictionary);
  if (!known.includes(list.system.text)) {
    const { span, text } = list.system;
    const begun = usedSystems(check.dictionary).filter((name) => name.toLowerCase().startsWith(text.toLowerCase()));
    const fixes = [...begun.map((name) => writeInstead(span, name)), ...check.reporter.nearNames(span, text, known)];
    check.reporter.error('type-unknown-system', span, { system: text, known }, fixes);
    return null;
  }
  if (list.items.length === 0) {
    check.reporter.error('type-codes-empty', list.span, { system: list.system.text });
    return null;
  }
  if (list.items.every((item) => item.negated)) {
    check.reporter.error('type-codes-only-not', list.span, {});
    return null;
  }
  const tests = list.items.map((item) => codeTest(check, item, list.system.text));
  if (tests.includes(null)) return null;
  const unique = new Map(tests.filter((test) => test !== null).map((test) => [JSON.stringify(test), test]));
  const sorted = [...unique].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, test]) => test);
  return check.addCodes({ set: { system: list.system.text, tests: sorted }, name, label, written: check.text(list.span) });
}

function codeTest(check: Check, item: CodeItem, system: string): CodeTest | null {
  const text = item.code.value;
  const not = item.negated;
  if (item.integer !== usesIntegerIds(system)) {
    const instead = item.integer ? `"${text}"` : text;
    const fixes = item.integer || /^\d+$/.test(text) ? [writeInstead(item.code.span, instead)] : [];
    check.reporter.error('type-code-id', item.code.span, { code: text, system, integer: usesIntegerIds(system) }, fixes);
    return null;
  }
  if (item.form === 'mapped') {
    check.reporter.error('type-not-supported', item.span, notYet.mapped);
    return null;
  }
  if (text.trim() === '' || text.trim() === '*') {
    check.reporter.error('type-code-blank', item.code.span, {});
    return null;
  }
  if (item.form === 'descendants') {
    if (descendsByPrefix(system)) return { kind: 'prefix', not, code: normaliseCode(text.replace(/\*$/, '')) };
    check.reporter.error('type-not-supported', item.span, notYet.descendants);
    return null;
  }
  if (item.form === 'range' && item.to) return rangeTest(check, item, item.to.value);
  const pattern = foreignPattern(text);
  if (pattern !== null) {
    check.reporter.error(
      'type-code-pattern',
      item.code.span,
      { code: text },
      pattern === '' ? [] : [writeInstead(item.code.span, `"${pattern}"`)],
    );
    return null;
  }
  if (text.endsWith('*')) return { kind: 'prefix', not, code: normaliseCode(text.slice(0, -1)) };
  if (text.includes('*')) {
    check.reporter.error('type-code-star-inside', item.code.span, { code: text });
    return null;
  }
  return { kind: 'exact', not, code: normaliseCode(text) };
}

/** A code as SQL, regular expressions and printed lists write patterns: `N18%`, `^N18`, `N18.*`, `N18.-`, `^N18$`. */
const FOREIGN = /^(\^?)([\p{L}\p{N}.]*?[\p{L}\p{N}])\.?(%|\.\*|-|\?+|\$)?$/u;

/** What a code in another language's pattern is here; empty where that cannot be said, null where it is a code. */
function foreignPattern(code: string): string | null {
  const [, start, letters, end] = FOREIGN.exec(code) ?? [];
  if (letters === undefined) return /[%?^$|[\]\\]/.test(code) ? '' : null;
  if (start === '' && end === undefined) return null;
  return end === '$' ? letters : `${letters}*`;
}

function rangeTest(check: Check, item: CodeItem, upper: string): CodeTest | null {
  const from = normaliseCode(item.code.value);
  const to = normaliseCode(upper);
  if (from.includes('*') || to.includes('*')) {
    check.reporter.error('type-code-star-inside', item.span, { code: check.text(item.span) });
    return null;
  }
  if (from.length !== to.length) {
    check.reporter.error('type-code-range-length', item.span, { from: item.code.value, to: upper });
    return null;
  }
  return { kind: 'range', not: item.negated, from, to };
}

function namedSet(check: Check, name: Name): number | null {
  const symbol = check.symbols.get(name.text.toLowerCase());
  if (symbol?.kind === 'codes' && symbol.name === name.text) return symbol.set();
  if (check.isBroken(name.text)) return null;
  const lists = [...check.symbols.values()].filter((one) => one.kind === 'codes').map((one) => one.name);
  if (symbol && symbol.kind !== 'codes') check.reporter.error('type-not-codes', name.span, { name: name.text });
  else check.reporter.error('type-unknown-codes', name.span, { name: name.text }, check.reporter.nearNames(name.span, name.text, lists));
  return null;
}

/** `first diagnosis in ckd`: rows are in no list, their code is; reports it. */
function rowsInCodes(check: Check, node: InCodesExpr): boolean {
  const { value, codes } = node;
  if (value.kind !== 'pick' && value.kind !== 'rowTruth') return false;
  const text = `where code${node.negated ? ' not' : ''} in ${check.text(codes.span)}`;
  const fix = writeInstead({ start: value.span.end, end: codes.span.end }, ` ${text}`);
  const title = { en: `write \`${text}\``, zh: `写作 \`${text}\`` };
  check.reporter.error('type-rows-in-codes', value.span, { text: check.text(value.span) }, [{ ...fix, title }]);
  return true;
}

/** `code in CODES`. */
export function checkInCodes(check: Check, node: InCodesExpr, scope: Scope): Checked {
  if (rowsInCodes(check, node)) return errorChecked;
  const value = asValue(check, node.value, scope);
  const set = 'kind' in node.codes ? checkCodeList(check, node.codes, null, null) : namedSet(check, node.codes);
  if (!value || set === null) return errorChecked;
  if (value.kind === 'missing' || familyOf(value.expr.type) !== 'code') {
    check.reporter.error('type-not-a-code', node.value.span, { text: check.text(node.value.span), found: inWords(value) });
    return errorChecked;
  }
  const column = value.expr.type.system ?? '';
  const list = check.codeSystem(set);
  if (systemFamily(column) !== systemFamily(list)) {
    const shown = 'kind' in node.codes ? `${list} { … }` : nameInSource(node.codes.text);
    check.reporter.error('type-code-system', node.codes.span, {
      list: shown,
      listSystem: list,
      column: check.text(node.value.span),
      columnSystem: column,
    });
    return errorChecked;
  }
  const test = check.mark({ kind: 'inCodes' as const, value: value.expr, codes: set, type: booleanType }, node.span);
  return ofValue(node.negated ? { kind: 'not', value: test, type: booleanType } : test);
}
