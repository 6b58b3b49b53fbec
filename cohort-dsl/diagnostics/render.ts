import { displayWidth } from '../source/display-width';
import type { Localised } from '../source/localised';
import { SourceText } from '../source/source-text';
import type { Diagnostic } from './diagnostic';

/**
 * A diagnostic as text for a terminal: `file:line:column: code: message`, then the source line and carets under the place.
 */
export function renderDiagnostic(source: string, diagnostic: Diagnostic, file: string, language: keyof Localised = 'en'): string {
  const text = new SourceText(source);
  const start = text.position(diagnostic.span.start);
  const end = text.position(diagnostic.span.end);
  const line = text.line(start.line);
  const stop = end.line === start.line ? end.column - 1 : line.length;
  const lead = line.slice(0, start.column - 1).replaceAll('\t', ' ');
  const carets = '^'.repeat(Math.max(1, displayWidth(line.slice(start.column - 1, stop))));
  const head = `${file}:${start.line}:${start.column}: ${diagnostic.code}: ${diagnostic.message[language]}`;
  return `${head}\n  ${line.replaceAll('\t', ' ')}\n  ${' '.repeat(displayWidth(lead))}${carets}`;
}
