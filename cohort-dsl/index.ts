/** What other rooms ask of the language. What they only name, such as dictionaries and texts, they import from where it stands. */
export { type Compiled, compile } from './compile';
export type { Diagnostic, Fix } from './diagnostics/diagnostic';
export { explain } from './explain/explain';
export { hashRows } from './plan/hash';
export type { Plan } from './plan/nodes';
export type { ResultColumn } from './plan/result-columns';
export type { Dictionary } from './schema/dictionary';
export { cellOfProgram } from './service/cell-of-program';
export { givenName, renameGiven } from './service/given-names';
export { rename } from './service/navigate';
export type { Program } from './syntax/ast';
export { parse } from './syntax/parse';
export type { ParamValue } from './types/params';
export { cohortNames, cohortsRead } from './types/syntax-walk';
