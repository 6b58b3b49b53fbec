import type { CodeTest } from '../plan/expressions';
import type { CodeList } from '../syntax/ast-expressions';
import { normaliseCode } from '../types/code-systems';
import type { CheckedProgram } from '../types/program';
import type { Lint } from './lint';
import { everything } from './look';

function namedLists(
  program: CheckedProgram,
): readonly { readonly name: string; readonly span: CodeList['span']; readonly list: CodeList }[] {
  return program.program.clauses.flatMap((clause) =>
    clause.kind === 'codes' && clause.value.kind === 'codeList'
      ? [{ name: clause.name.text, span: clause.name.span, list: clause.value }]
      : [],
  );
}

/** Lists nobody uses; lists with the same codes. */
export const codesUnused: Lint = (program, warn) => {
  const used = new Set<string | null>();
  for (const expr of everything(program).exprs) if (expr.kind === 'inCodes') used.add(program.codes[expr.codes].name);
  const seen = new Map<string, string>();
  for (const { name, span } of namedLists(program)) {
    if (!used.has(name)) warn('lint-codes-unused', span, { name });
    const set = program.codes.find((codes) => codes.name === name)?.set;
    const key = JSON.stringify(set);
    const other = seen.get(key);
    if (other !== undefined) warn('lint-codes-same', span, { name, other });
    else seen.set(key, name);
  }
};

function covers(test: CodeTest, code: string, prefix: boolean): boolean {
  switch (test.kind) {
    case 'exact':
      return !prefix && test.code === code;
    case 'prefix':
      return code.startsWith(test.code);
    case 'range': {
      const head = code.slice(0, test.from.length);
      return (!prefix || code.length >= test.from.length) && test.from <= head && head <= test.to;
    }
  }
}

/** Codes that another item of the list holds already, and ranges that run backwards. */
export const codesDuplicated: Lint = (program, warn) => {
  for (const { list } of namedLists(program)) {
    const items = list.items.map((item) => ({ item, test: asTest(item) }));
    items.forEach(({ item, test }, place) => {
      if (!test) return;
      if (test.kind === 'range') {
        if (test.from > test.to) warn('lint-codes-reversed', item.span, { from: item.code.value, to: item.to?.value ?? '' });
        return;
      }
      const by = items.find((other, at) => {
        if (at === place || !other.test || other.item.negated !== item.negated) return false;
        const equal = JSON.stringify(other.test) === JSON.stringify(test);
        return equal ? at < place : covers(other.test, test.code, test.kind === 'prefix');
      });
      if (by) warn('lint-codes-duplicated', item.span, { code: item.code.value, by: program.text(by.item.span) });
    });
  }
};

function asTest(item: CodeList['items'][number]): CodeTest | null {
  const code = normaliseCode(item.code.value.replace(/\*$/, ''));
  if (item.form === 'range' && item.to) return { kind: 'range', not: item.negated, from: code, to: normaliseCode(item.to.value) };
  if (item.form === 'descendants' || item.code.value.endsWith('*')) return { kind: 'prefix', not: item.negated, code };
  return item.form === 'code' ? { kind: 'exact', not: item.negated, code } : null;
}

/** A list of another edition than the column's. */
export const codesEdition: Lint = (program, warn) => {
  for (const expr of everything(program).exprs) {
    if (expr.kind !== 'inCodes') continue;
    const list = program.codes[expr.codes].set.system;
    const column = expr.value.type.system;
    const span = program.spanOf(expr);
    if (span && column !== null && column !== list) warn('lint-codes-edition', span, { list, column });
  }
};
