/** YAML from outside, held to bounds before it is parsed. */
import { type Document, type DocumentOptions, type ParseOptions, parseDocument, type SchemaOptions, visit, YAMLParseError } from 'yaml';
import { BOUNDS } from './bounds';

type Options = ParseOptions & DocumentOptions & SchemaOptions;

/**
 * A document of YAML. One above the bounds has the error `RESOURCE_EXHAUSTION` and no contents; so has one with an alias, as `BAD_ALIAS`,
 * where none is allowed: an alias repeats a part as often as one likes.
 */
export function readYaml(text: string, options: Options = {}, bounds: Bounds = BOUNDS.yaml): Document.Parsed {
  const excess = firstExcess(text, bounds);
  if (excess !== null) {
    countLines(text.slice(0, excess), options);
    return refused(options, excess, 'RESOURCE_EXHAUSTION', 'the text is too long, or too deep in itself');
  }
  const document = parseDocument(text, options);
  const alias = bounds.aliases ? null : firstAlias(document);
  return alias === null ? document : refused(options, alias, 'BAD_ALIAS', 'an alias (*name) cannot be used here; write the value out');
}

function firstAlias(document: Document.Parsed): number | null {
  let found: number | null = null;
  visit(document, {
    Alias: (_, { range }) => {
      found = range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return found;
}

interface Bounds {
  readonly characters: number;
  readonly lines: number;
  readonly depth: number;
  readonly aliases: boolean;
}

function refused(options: Options, at: number, code: 'RESOURCE_EXHAUSTION' | 'BAD_ALIAS', message: string): Document.Parsed {
  // Without the counter of lines, which already holds those of the text.
  const document = parseDocument('', { ...options, lineCounter: undefined });
  document.errors.push(new YAMLParseError([at, at + 1], code, message));
  return document;
}

function countLines(text: string, { lineCounter }: Options): void {
  lineCounter?.addNewLine(0);
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lineCounter?.addNewLine(at + 1);
}

/** Where a text goes beyond the bounds; null where it does not. Brackets in quotes count too, which errs on the safe side. */
function firstExcess(text: string, { characters, lines, depth }: Bounds): number | null {
  if (text.length > characters) return characters;
  let line = 1;
  let brackets = 0;
  let leading = true;
  let indent = 0;
  let marks = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charCodeAt(at);
    if (sign === NEWLINE) {
      line += 1;
      leading = true;
      indent = 0;
      marks = 0;
      if (line > lines) return at;
    } else if (sign === SQUARE || sign === CURLY) brackets += 1;
    else if (sign === SQUARE_END || sign === CURLY_END) brackets = Math.max(0, brackets - 1);
    if (leading && sign !== NEWLINE) {
      if (sign === BLANK) indent += 1;
      else if ((sign === DASH || sign === QUESTION) && (text.charCodeAt(at + 1) === BLANK || text.charCodeAt(at + 1) === NEWLINE))
        marks += 1;
      else leading = false;
    }
    if (brackets > depth || marks > depth || indent > 4 * depth) return at;
  }
  return null;
}

const NEWLINE = 10;
const BLANK = 32;
const DASH = 45;
const QUESTION = 63;
const SQUARE = 91;
const SQUARE_END = 93;
const CURLY = 123;
const CURLY_END = 125;
