import type { LintCodes } from './codes/lint';
import type { SyntaxCodes } from './codes/syntax';
import type { TypeCodes } from './codes/types';

/** Every diagnostic of the language: its code and the parameters its message needs. */
export interface DiagnosticCodes extends SyntaxCodes, TypeCodes, LintCodes {}

export type DiagnosticCode = keyof DiagnosticCodes;
