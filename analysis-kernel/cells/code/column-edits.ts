/** Columns of a table in the code that reads it: where it names them, and where it may in a way that cannot be followed. */
import type { Node } from 'acorn';
import type { Edit } from '../edits';
import { computedAccesses } from './computed-access';
import { childrenOf } from './free-names';
import { isOption, isPlotted, isPlotWord, isShown, LIBRARIES, libraryOf } from './library-words';
import { readCodeTree } from './read-code';

export interface CodeColumns {
  readonly edits: readonly Edit[];
  /** Places in the text, where it reads or may read a column that is called otherwise now in a way that is not understood. */
  readonly doubts: readonly number[];
  /** It has something under a new name already: with the edits two things would become one. */
  readonly clash: boolean;
}

const PLAIN = /^[\p{L}_$][\p{L}\p{M}\p{N}_$]*$/u;
const NOTHING: CodeColumns = { edits: [], doubts: [], clash: false };

/**
 * What renames columns in code over a table, with types or without. The name of a property is one name throughout a cell: it is renamed
 * wherever it stands (texts, properties of rows, keys of objects, patterns), so that what is made of rows and what reads it stay
 * together. Options and methods of libraries and words shown on a drawing are left alone. What reads columns under names that are found
 * while it runs is in doubt, whether or not a name of a column stands in the text.
 * @param columns new names by the old ones, as the table spells them
 */
export function codeColumnEdits(source: string, columns: ReadonlyMap<string, string>): CodeColumns {
  const tree = readCodeTree(source);
  // Text that is no code as it stands cannot be followed.
  if (!tree) return { ...NOTHING, doubts: [...columns.keys()].map((name) => source.indexOf(name)).filter((at) => at >= 0) };
  const reader = new ColumnReader(source, columns, tree.placeOf);
  reader.read(tree.program, []);
  const names = new Set([...columns.keys(), ...columns.values()]);
  for (const place of computedAccesses(tree.program, names)) reader.doubt(place);
  return { edits: reader.edits, doubts: [...new Set(reader.doubts)].toSorted((a, b) => a - b), clash: reader.clash };
}

/** A node's ancestors, the nearest last. */
type Path = readonly AnyNode[];

/** The parts of ESTree's nodes that are read here. */
interface AnyNode extends Node {
  readonly name?: string;
  readonly value?: unknown;
  readonly key?: AnyNode;
  readonly computed?: boolean;
  readonly shorthand?: boolean;
  readonly optional?: boolean;
  readonly operator?: string;
  readonly object?: AnyNode;
  readonly property?: AnyNode;
  readonly callee?: AnyNode;
  readonly init?: AnyNode | null;
  readonly regex?: { readonly pattern: string };
  readonly quasis?: readonly AnyNode[];
  readonly expressions?: readonly AnyNode[];
}

class ColumnReader {
  readonly edits: Edit[] = [];
  readonly doubts: number[] = [];
  clash = false;
  private readonly news: ReadonlySet<string>;

  constructor(
    private readonly source: string,
    private readonly columns: ReadonlyMap<string, string>,
    private readonly placeOf: (offset: number) => number | null,
  ) {
    this.news = new Set(columns.values());
  }

  read(node: AnyNode, path: Path): void {
    const { type, key, computed } = node;
    if (key && !computed && (type === 'Property' || type === 'PropertyDefinition' || type === 'MethodDefinition')) {
      this.key(node, key, path);
      const within = [...path, node];
      for (const child of childrenOf(node)) if (child !== key && child.start >= key.end) this.read(child, within);
      // `{ age }` and `{ age = 1 }`: the value begins where the key does.
      if (node.shorthand) for (const child of childrenOf(node.value)) if (child.start >= key.end) this.read(child, within);
      return;
    }
    if (type === 'MemberExpression' && !computed) this.member(node, path);
    else if (type === 'Literal') this.literal(node, path);
    else if (type === 'TemplateLiteral') this.template(node);
    const within = [...path, node];
    for (const child of childrenOf(node)) this.read(child, within);
  }

  /** What a name is called now; notes where it is a new name already. */
  private now(name: string): string | undefined {
    if (this.news.has(name)) this.clash = true;
    return this.columns.get(name);
  }

  doubt(offset: number): void {
    this.doubts.push(this.placeOf(offset) ?? 0);
  }

  /** An edit of what is one token or begins with one; a token that cannot be found again is in doubt. */
  private edit(offset: number, written: string, text: string): void {
    const start = this.placeOf(offset);
    if (start === null || !this.source.startsWith(written, start)) this.doubt(offset);
    else this.edits.push({ start, end: start + written.length, text });
  }

  private key(node: AnyNode, key: AnyNode, path: Path): void {
    const name = key.type === 'Identifier' ? key.name : key.value;
    if (typeof name !== 'string' || isOption(path) || isOfLibrary(path)) return;
    const now = this.now(name);
    if (now === undefined) return;
    if (isPlotWord(name) && path.at(-1)?.type === 'ObjectExpression') this.doubt(key.start);
    else if (key.type === 'Literal') this.quoted(key, now);
    else {
      const written = PLAIN.test(now) ? now : JSON.stringify(now);
      this.edit(key.start, name, node.shorthand ? `${written}: ${name}` : written);
    }
  }

  private member({ object, property, optional, ...node }: AnyNode, path: Path): void {
    const name = property?.name;
    if (property?.type !== 'Identifier' || name === undefined || !object || libraryOf(object) !== null) return;
    const parent = path.at(-1);
    if (parent?.type === 'CallExpression' && parent.callee?.end === node.end && parent.callee.start === node.start) return;
    const now = this.now(name);
    if (now === undefined) return;
    if (PLAIN.test(now)) {
      this.edit(property.start, name, now);
      return;
    }
    const at = this.placeOf(property.start);
    const dot = at === null ? -1 : this.source.lastIndexOf('.', at);
    if (at === null || !this.source.startsWith(name, at) || this.source.slice(dot + 1, at).trim() !== '') this.doubt(property.start);
    else {
      const text = `${optional ? '?.' : ''}[${JSON.stringify(now)}]`;
      this.edits.push({ start: optional ? dot - 1 : dot, end: at + name.length, text });
    }
  }

  private literal(node: AnyNode, path: Path): void {
    const { value, regex, start } = node;
    if (regex) {
      if (this.mentions(regex.pattern)) this.doubt(start);
    } else if (typeof value === 'string' && !isShown(node, path)) {
      const now = this.now(value);
      if (now === undefined) {
        if (this.isReadFrom(value)) this.doubt(start);
      } else if (isCompared(path.at(-1)) || (isPlotWord(value) && isPlotted(path))) this.doubt(start);
      else this.quoted(node, now);
    }
  }

  private quoted(node: AnyNode, now: string): void {
    const at = this.placeOf(node.start);
    const length = node.end - node.start;
    const quote = at === null ? '' : this.source[at];
    // The stripper of types leaves texts as they are written.
    if (at === null || !/["'`]/u.test(quote) || this.source[at + length - 1] !== quote) this.doubt(node.start);
    else this.edits.push({ start: at, end: at + length, text: quote + now.replaceAll(/["'`\\$]/gu, '\\$&') + quote });
  }

  private template({ quasis = [], expressions = [], ...node }: AnyNode): void {
    const texts = quasis.map(({ value }) => String((value as { readonly cooked?: unknown })?.cooked ?? ''));
    const now = expressions.length === 0 ? this.now(texts[0]) : undefined;
    if (now !== undefined) this.quoted(node, now);
    else if (texts.some((text, at) => this.isReadFrom(text) || this.isJoined(text, at > 0, at < expressions.length)))
      this.doubt(node.start);
  }

  private mentions(text: string): boolean {
    return [...this.columns.keys()].some((name) => text.includes(name));
  }

  /** A text that reads the name as code does: `d.age > 1`, `-age`, `{"age": 1}`. */
  private isReadFrom(text: string): boolean {
    return [...this.columns.keys()].some((name) => {
      for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
        const [before, after] = [text.charAt(at - 1), text.charAt(at + name.length)];
        if (/[.\-"'`[{$]/u.test(before) || (/["'`\]}]/u.test(after) && !/[\p{L}\p{N}_]/u.test(before))) return true;
      }
      return false;
    });
  }

  /** The name beside a value: `${of}age` may be a column's name that is put together. */
  private isJoined(text: string, behind: boolean, before: boolean): boolean {
    return [...this.columns.keys()].some((name) => (behind && text.startsWith(name)) || (before && text.endsWith(name)));
  }
}

/** A text compared with a value is a column's name or a value like it: which, only the data knows. */
function isCompared(parent: AnyNode | undefined): boolean {
  return parent?.type === 'SwitchCase' || (parent?.type === 'BinaryExpression' && /^[!=]==?$/u.test(parent.operator ?? ''));
}

/** `const { mean } = ss`: the names are the library's. */
function isOfLibrary(path: Path): boolean {
  const declarator = path.at(-2);
  const { init } = declarator ?? {};
  return declarator?.type === 'VariableDeclarator' && path.at(-1)?.type === 'ObjectPattern' && init?.type === 'Identifier'
    ? LIBRARIES.has(init.name ?? '')
    : false;
}
