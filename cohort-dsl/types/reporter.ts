import type { DiagnosticCode, DiagnosticCodes } from '../diagnostics/codes';
import { type Diagnostic, diagnose, type Fix } from '../diagnostics/diagnostic';
import { suggest } from '../diagnostics/suggest';
import type { Span } from '../syntax/ast';

/** Collects what the checker has to say. */
export class Reporter {
  readonly diagnostics: Diagnostic[] = [];

  /** One message a code and place: what is found twice is said once. */
  error<C extends DiagnosticCode>(code: C, span: Span, params: DiagnosticCodes[C], fixes: readonly Fix[] = []): void {
    const said = this.diagnostics.some((one) => one.code === code && one.span.start === span.start && one.span.end === span.end);
    if (!said) this.diagnostics.push(diagnose('error', code, params, span, fixes));
  }
}

/** A fix that writes something else in a place. */
export function writeInstead(span: Span, text: string): Fix {
  return { title: { en: `write \`${text}\``, zh: `写作 \`${text}\`` }, edits: [{ span, text }] };
}

/** Fixes that write a near name instead of a mistyped one. */
export function nearNames(span: Span, written: string, known: Iterable<string>): readonly Fix[] {
  if (written.length < 2) return [];
  return suggest(written, known).map((name) => writeInstead(span, nameInSource(name)));
}

/** A name as it stands in a program: in backticks where it is no plain word. */
export function nameInSource(name: string): string {
  return /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) ? name : `\`${name}\``;
}

/** A fix that puts a place in parentheses. */
export function inParentheses(span: Span, source: string): Fix {
  const inner = source.slice(span.start, span.end).replace(/\s+/g, ' ');
  const shown = inner.length > 80 ? '( … )' : `(${inner})`;
  return {
    title: { en: `put it in parentheses: \`${shown}\``, zh: `加上括号：\`${shown}\`` },
    edits: [
      { span: { start: span.start, end: span.start }, text: '(' },
      { span: { start: span.end, end: span.end }, text: ')' },
    ],
  };
}

/** A fix that writes something after a place. */
export function append(span: Span, text: string, shown: string): Fix {
  const at = { start: span.end, end: span.end };
  return { title: { en: `write \`${shown}\``, zh: `写作 \`${shown}\`` }, edits: [{ span: at, text }] };
}
