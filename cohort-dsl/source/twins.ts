/** Characters read as an ASCII (or micro) twin besides the full-width block. Each has one UTF-16 unit, as its twin. */
const TWINS: Readonly<Record<string, string>> = {
  '\u3000': ' ',
  '“': '"',
  '”': '"',
  '、': ',',
  '×': '*',
  '\u03BC': 'µ',
};

const ANY_TWIN = new RegExp(`[${Object.keys(TWINS).join('')}\uff01-\uff5e]`);

/** One character that stands for two ASCII ones: kept as it is here so that offsets hold, read by the scanner. */
export const WIDE_OPERATORS: Readonly<Record<string, '>=' | '<=' | '!='>> = { '≥': '>=', '≤': '<=', '≠': '!=' };

function twin(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x80) return character;
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0);
  return TWINS[character] ?? character;
}

/**
 * The text with full-width and typographic characters replaced by their twins, except inside texts, backticks and comments.
 * The result has exactly the length of the source, so offsets into one are offsets into the other. Quotation marks that open or
 * close a text are `"` in the result.
 */
export function replaceTwins(source: string): string {
  if (!ANY_TWIN.test(source)) return source;
  const out: string[] = [];
  let inside: 'code' | 'text' | 'name' | 'comment' = 'code';
  for (let at = 0; at < source.length; at++) {
    const raw = source[at];
    if (raw === '\n') {
      inside = 'code';
      out.push(raw);
      continue;
    }
    const mapped = twin(raw);
    if (inside === 'comment') {
      out.push(raw);
    } else if (inside === 'text') {
      if (raw === '\\' && at + 1 < source.length && source[at + 1] !== '\n') {
        out.push(raw, source[at + 1]);
        at++;
      } else if (raw === '"' || raw === '”') {
        out.push('"');
        inside = 'code';
      } else out.push(raw);
    } else if (inside === 'name') {
      out.push(raw);
      if (raw === '`') inside = 'code';
    } else {
      if (mapped === '"') inside = 'text';
      else if (mapped === '`') inside = 'name';
      else if (mapped === '/' && at + 1 < source.length && twin(source[at + 1]) === '/') {
        inside = 'comment';
        out.push('/');
        at++;
      }
      out.push(mapped);
    }
  }
  return out.join('');
}
