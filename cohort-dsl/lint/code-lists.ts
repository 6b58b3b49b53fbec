import type { CodeTest } from '../plan/expressions';
import type { CodeList } from '../syntax/ast-expressions';
import { normaliseCode } from '../types/code-systems';
import type { CheckedProgram } from '../types/program';
import { CodeHolders } from './code-holders';
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

/** Codes that another item of the list holds already, and ranges that run backwards. */
export const codesDuplicated: Lint = (program, warn) => {
  for (const { list } of namedLists(program)) {
    const tests = list.items.map(asTest);
    const holders = { true: new CodeHolders(tests, true), false: new CodeHolders(tests, false) };
    list.items.forEach((item, place) => {
      const test = tests[place];
      if (test?.kind === 'range' && test.from > test.to)
        warn('lint-codes-reversed', item.span, { from: item.code.value, to: item.to?.value ?? '' });
      if (!test || test.kind === 'range') return;
      const by = holders[`${item.negated}`].of(test, place);
      if (by !== null) warn('lint-codes-duplicated', item.span, { code: item.code.value, by: program.text(list.items[by].span) });
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
