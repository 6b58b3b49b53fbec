/** The cohort language: what other rooms may use of it. */
export { type Checked, type Compiled, type CompileOptions, check, compile } from './compile';
export type { Diagnostic, Fix } from './diagnostics/diagnostic';
export { renderDiagnostic } from './diagnostics/render';
export { type Explanation, explain, stepTexts } from './explain/explain';
export { format } from './format/format';
export { hashPlan } from './plan/hash';
export type { Plan } from './plan/nodes';
export type { ResultColumn } from './plan/result-columns';
export { evaluatePlan } from './reference/evaluate-plan';
export type { Dictionary } from './schema/dictionary';
export { createLanguageService } from './service/language-service';
export { type PrintOptions, printAttrition, printCohort } from './sql/print-cohort';
export type { Program, Span } from './syntax/ast';
export { parse } from './syntax/parse';
export { type Blueprint, blueprintOf, constructs, functions } from './types/functions';
export type { ParamValue } from './types/params';
