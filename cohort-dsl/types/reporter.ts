import type { DiagnosticCode, DiagnosticCodes } from '../diagnostics/codes';
import { type Diagnostic, diagnose, type Fix } from '../diagnostics/diagnostic';
import { MAX_SHOWN } from '../diagnostics/shown';
import { suggest } from '../diagnostics/suggest';
import type { Span } from '../syntax/ast';

/** Collects what the checker has to say. */
export class Reporter {
  readonly diagnostics: Diagnostic[] = [];
  private readonly said = new Set<string>();

  /** One message a code and place: what is found twice is said once. */
  error<C extends DiagnosticCode>(code: C, span: Span, params: DiagnosticCodes[C], fixes: readonly Fix[] = []): void {
    const key = `${code} ${span.start} ${span.end}`;
    if (this.said.has(key)) return;
    this.said.add(key);
    this.diagnostics.push(diagnose('error', code, params, span, fixes));
  }

  /** Fixes that write a near name instead of a mistyped one; none where so much is wrong that nobody reads them. */
  nearNames(span: Span, written: string, known: Iterable<string>): readonly Fix[] {
    if (written.length < 2 || this.diagnostics.length > MAX_SHOWN) return [];
    return suggest(written, known).map((name) => writeInstead(span, nameInSource(name)));
  }
}

/** A fix that writes something else in a place. */
export function writeInstead(span: Span, text: string): Fix {
  return { title: { en: `write \`${text}\``, zh: `写作 \`${text}\`` }, edits: [{ span, text }] };
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
