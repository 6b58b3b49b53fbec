import type { Localised } from '../source/localised';
import type { Span } from '../source/span';
import type { DiagnosticCode, DiagnosticCodes } from './codes';
import { messages } from './messages';

export type Severity = 'error' | 'warning' | 'info';

export interface TextEdit {
  readonly span: Span;
  readonly text: string;
}

/** One way to mend the program: a title and the edits that do it. */
export interface Fix {
  readonly title: Localised;
  readonly edits: readonly TextEdit[];
  /** What the language's rules ask for: offered even where the place is wrong in another way too. */
  readonly asked?: true;
}

/** Something the author should know about a place of the program. The fixes' titles are part of the message. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  readonly span: Span;
  /** What is wrong, with the titles of the fixes. */
  readonly message: Localised;
  /** What is wrong, alone. */
  readonly finding: Localised;
  readonly fixes: readonly Fix[];
}

/** How many fixes a message offers at most. */
const MAX_FIXES = 3;

/**
 * Builds a diagnostic: the code chooses the message, its parameters fill it, and the titles of at most three fixes are added to it.
 */
export function diagnose<C extends DiagnosticCode>(
  severity: Severity,
  code: C,
  params: DiagnosticCodes[C],
  span: Span,
  fixes: readonly Fix[] = [],
): Diagnostic {
  const finding = messages[code](params);
  return offering({ code, severity, span, finding }, fixes);
}

/** The diagnostic with these fixes instead of its own; their titles are part of the message. */
export function offering(diagnostic: Omit<Diagnostic, 'message' | 'fixes'>, fixes: readonly Fix[]): Diagnostic {
  const offered = fixes.slice(0, MAX_FIXES);
  const { code, severity, span, finding } = diagnostic;
  return { code, severity, span, finding, message: offered.length === 0 ? finding : withFixes(finding, offered), fixes: offered };
}

function withFixes(message: Localised, fixes: readonly Fix[]): Localised {
  const join = (parts: readonly string[], or: string): string => parts.join(or);
  return {
    en: `${message.en} To mend it: ${join(
      fixes.map((fix) => fix.title.en),
      '; or ',
    )}.`,
    zh: `${message.zh}修改建议：${join(
      fixes.map((fix) => fix.title.zh),
      '；或',
    )}。`,
  };
}

/** A fix that replaces one place of the program. */
export function replaceFix(span: Span, text: string, title: Localised): Fix {
  return { title, edits: [{ span, text }] };
}
