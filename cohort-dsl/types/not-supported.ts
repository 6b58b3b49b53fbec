/** Constructs of the language that this version reads but does not compile: each is one error at its place, with the nearest way out. */
import type { Localised } from '../source/localised';

export interface NotSupported {
  readonly what: Localised;
  readonly instead: Localised | null;
}

function entry(en: string, zh: string, instead: readonly [string, string] | null = null): NotSupported {
  return { what: { en, zh }, instead: instead && { en: instead[0], zh: instead[1] } };
}

export const notYet = {
  lines: entry('`lines(…)`', '`lines(…)`'),
  codeImport: entry('A code list from the library (`import`)', '从编码库导入（`import`）', [
    'write the codes out: `codes x = ICD10 { "N18*" }`',
    '直接写出编码：`codes x = ICD10 { "N18*" }`',
  ]),
  mapped: entry('`mapped` codes', '`mapped` 编码', ['write the codes of the column’s own system', '写出该列编码体系自己的编码']),
  descendants: entry('`descendants of` in a system that needs a vocabulary', '需要词表的体系中的 `descendants of`', [
    'list the codes one by one',
    '逐个列出编码',
  ]),
  intervals: entry('`intervals`', '`intervals`'),
  examples: entry('`examples`', '`examples`'),
} as const satisfies Readonly<Record<string, NotSupported>>;
