/** What a lint is: it reads a checked program and warns; it never refuses. */
import type { DiagnosticCodes } from '../diagnostics/codes';
import type { LintCodes } from '../diagnostics/codes/lint';
import type { Fix } from '../diagnostics/diagnostic';
import type { Span } from '../syntax/ast';
import type { CheckedProgram } from '../types/program';

export type Warn = <C extends keyof LintCodes>(code: C, span: Span, params: DiagnosticCodes[C], fixes?: readonly Fix[]) => void;

export type Lint = (program: CheckedProgram, warn: Warn) => void;
