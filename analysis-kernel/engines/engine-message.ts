/** What DuckDB says when it refuses a statement, as an `EngineError`. Both builds answer in JSON once `errors_as_json` is set. */
import { EngineError } from '../ports/query-engine';

/** The error of the port for one of the engine; `sql` is the statement it refused. */
export function engineError(message: string, sql: string): EngineError {
  const details = readDetails(message);
  const text = details.exception_message ?? message.replace(/\n+LINE \d+:[\s\S]*$/, '');
  return new EngineError(codeOf(details.exception_type ?? '', text), text, offsetOf(details.position, sql), details);
}

/** Whether the message is the engine's answer to an interrupt. */
export function isInterrupt(message: string): boolean {
  return /"exception_type":"INTERRUPT"|^INTERRUPT Error/i.test(message) || /query was (canceled|interrupted)/i.test(message);
}

function readDetails(message: string): Readonly<Record<string, string>> {
  const start = message.indexOf('{"exception_type"');
  if (start < 0) return {};
  try {
    const parsed: unknown = JSON.parse(message.slice(start, message.lastIndexOf('}') + 1));
    if (typeof parsed !== 'object' || parsed === null) return {};
    const details = Object.fromEntries(Object.entries(parsed).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
    // Syntax errors come wrapped twice from the wasm build.
    return details.exception_message?.startsWith('{') ? { ...details, ...readDetails(details.exception_message) } : details;
  } catch {
    return {};
  }
}

function codeOf(type: string, text: string): EngineError['code'] {
  if (/^(Parser|Syntax)/.test(type)) return 'syntax';
  if (/^(Binder|Catalog)/.test(type)) return 'binder';
  if (/^(Conversion|Out of Range|Invalid Input|Mismatch Type)/i.test(type)) return 'conversion';
  if (/^Out of Memory/i.test(type) || /^Out of Memory/i.test(text)) return 'out_of_memory';
  return 'engine';
}

/** The engine counts bytes of UTF-8; we count UTF-16 units. */
function offsetOf(position: string | undefined, sql: string): number | null {
  if (position === undefined || !/^\d+$/.test(position)) return null;
  const bytes = new TextEncoder().encode(sql);
  const at = Math.min(Number(position), bytes.length);
  return new TextDecoder().decode(bytes.subarray(0, at)).length;
}
