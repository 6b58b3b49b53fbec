import type { Dictionary, Table } from '../schema/dictionary';
import { patientTable } from '../schema/dictionary';
import type { Program } from '../syntax/ast';
import type { CodeList, Events, Expr, Name } from '../syntax/ast-expressions';
import { type Meaning, type NamingClause, namingClauses, type Occurrence, type Slot, type Surroundings } from './meaning';
import { findTable, indexShape, NO_ROWS, patientShape, pickedEvents, type RowShape, shapeColumn, shapeOfEvents } from './shapes';

/** Goes through expressions and event rows, noting each name with what it stands for there. */
export class NameWalk {
  protected readonly found: Occurrence[] = [];
  protected readonly patient: Table;
  private readonly symbols = new Map<string, NamingClause>();
  private readonly index: RowShape;

  constructor(
    protected readonly program: Program,
    protected readonly dictionary: Dictionary,
  ) {
    for (const clause of namingClauses(program)) if (!this.symbols.has(clause.name.text)) this.symbols.set(clause.name.text, clause);
    this.patient = patientTable(dictionary);
    this.index = indexShape(dictionary, program);
  }

  protected add(name: Name, slot: Slot, meaning: Meaning | null, around: Surroundings): void {
    this.found.push({ name, slot, meaning, around });
  }

  private symbol(name: Name): Meaning | null {
    const clause = this.symbols.get(name.text);
    return clause ? { kind: 'symbol', clause } : null;
  }

  protected codeList(list: CodeList, around: Surroundings): void {
    this.add(list.system, 'system', null, around);
  }

  protected table(name: Name, slot: Slot, around: Surroundings): void {
    const table = slot === 'exampleTable' && name.text === 'patient' ? this.patient : findTable(this.dictionary, name.text);
    this.add(name, slot, table ? { kind: 'table', table } : null, around);
  }

  protected column(name: Name, shape: RowShape, around: Surroundings): void {
    const column = shapeColumn(shape, name.text);
    this.add(name, 'column', column ? { kind: 'column', shape, column } : null, { ...around, target: shape });
  }

  protected events(events: Events, around: Surroundings): void {
    const { source } = events;
    const shape = shapeOfEvents(this.dictionary, events);
    switch (source.kind) {
      case 'table': {
        this.table(source.name, 'table', around);
        const table = findTable(this.dictionary, source.name.text);
        for (const name of source.items) {
          const item = table?.items.find((candidate) => candidate.name === name.text);
          this.add(name, 'item', table && item ? { kind: 'item', table, item } : null, { ...around, target: shape });
        }
        break;
      }
      case 'cohort':
        this.add(source.name, 'cohort', null, around);
        break;
      case 'union':
        for (const part of source.parts) this.events(part, around);
        break;
      case 'parens':
        this.events(source.inner, around);
        break;
      case 'episodes':
        this.events(source.events, around);
        for (const part of [source.gap, source.plus]) if (part) this.expr(part, around);
        if (source.by) this.column(source.by, shapeOfEvents(this.dictionary, source.events), around);
        break;
      case 'lines':
        this.events(source.events, around);
        for (const part of [source.combine, source.gap]) if (part) this.expr(part, around);
        if (source.ignore) this.codes(source.ignore, around);
        break;
      case 'word':
        break;
    }
    this.suffixes(events, shape, around);
  }

  private suffixes(events: Events, shape: RowShape, around: Surroundings): void {
    const called = new Map(around.called);
    for (const suffix of events.suffixes) {
      if (suffix.kind !== 'called') continue;
      called.set(suffix.name.text, { definition: suffix.name, shape });
      this.add(suffix.name, 'definition', { kind: 'called', definition: suffix.name, shape }, around);
    }
    for (const suffix of events.suffixes) {
      switch (suffix.kind) {
        case 'where':
          this.expr(suffix.condition, { ...around, row: shape, called });
          break;
        case 'by':
          this.column(suffix.column, shape, around);
          break;
        case 'spaced':
          this.expr(suffix.by, around);
          break;
        case 'window':
          for (const part of [suffix.length, suffix.date, suffix.to]) if (part) this.expr(part, around);
          break;
        case 'called':
          break;
      }
    }
  }

  private codes(codes: Name | CodeList, around: Surroundings): void {
    if ('kind' in codes) this.codeList(codes, around);
    else this.add(codes, 'codes', this.symbol(codes), around);
  }

  protected expr(node: Expr, around: Surroundings): void {
    switch (node.kind) {
      case 'word':
        this.word(node, around);
        return;
      case 'ref':
        this.reference(node.path, around);
        return;
      case 'inCodes':
        this.expr(node.value, around);
        this.codes(node.codes, around);
        return;
      case 'inCohort':
        this.add(node.name, 'cohort', null, around);
        return;
      case 'call':
        this.add(node.name, 'call', null, around);
        this.all(node.args, around);
        return;
      case 'rowTruth':
      case 'covered':
      case 'pick':
        this.events(node.events, around);
        return;
      case 'rowNumber':
        if (node.column) this.column(node.column, shapeOfEvents(this.dictionary, node.events), around);
        this.events(node.events, around);
        return;
      case 'columnOf': {
        const events = pickedEvents(node.of);
        this.column(node.column, events ? shapeOfEvents(this.dictionary, events) : NO_ROWS, around);
        this.expr(node.of, around);
        return;
      }
      default:
        this.all(partsOf(node), around);
    }
  }

  private all(nodes: readonly Expr[], around: Surroundings): void {
    for (const node of nodes) this.expr(node, around);
  }

  /** `death` and `exit` are words unless the program or the row gives the name to something else. */
  private word(node: Extract<Expr, { kind: 'word' }>, around: Surroundings): void {
    if (!['exit', 'birth', 'death', 'end'].includes(node.word)) return;
    const name: Name = { text: node.word, quoted: false, span: node.span };
    const meaning = this.bare(name, around);
    if (meaning) this.add(name, 'value', meaning, around);
  }

  private bare(name: Name, around: Surroundings): Meaning | null {
    const column = around.row ? shapeColumn(around.row, name.text) : null;
    if (column && around.row) return { kind: 'column', shape: around.row, column };
    const outer = around.called.get(name.text);
    if (outer) return { kind: 'called', ...outer };
    if (name.text === 'end') return null;
    const own = around.clause && 'name' in around.clause && around.clause.name.text === name.text;
    if (own && ['exit', 'birth', 'death'].includes(name.text)) return null;
    return this.symbol(name);
  }

  private reference(path: readonly Name[], around: Surroundings): void {
    const [head, member] = path;
    if (!member) {
      this.add(head, 'value', this.bare(head, around), around);
      return;
    }
    const outer = around.called.get(head.text);
    const shape = this.headShape(head, outer?.shape ?? null);
    const table = head.text === 'patient' || head.text === this.patient.name ? this.patient : null;
    const meaning: Meaning | null = outer ? { kind: 'called', ...outer } : table ? { kind: 'table', table } : null;
    if (head.text !== 'index') this.add(head, 'value', meaning, around);
    const column = shape ? shapeColumn(shape, member.text) : null;
    this.add(member, 'member', shape && column ? { kind: 'column', shape, column } : null, { ...around, target: shape });
  }

  private headShape(head: Name, outer: RowShape | null): RowShape | null {
    if (outer) return outer;
    if (head.text === 'index') return this.index;
    return head.text === 'patient' || head.text === this.patient.name ? patientShape(this.dictionary) : null;
  }
}

/** Expressions that name nothing themselves. */
type Nameless = Exclude<
  Expr,
  { kind: 'word' | 'ref' | 'inCodes' | 'inCohort' | 'call' | 'rowTruth' | 'covered' | 'pick' | 'rowNumber' | 'columnOf' }
>;

/** What an expression is made of. */
function partsOf(node: Nameless): readonly Expr[] {
  switch (node.kind) {
    case 'unary':
    case 'is':
      return [node.value];
    case 'binary':
    case 'compare':
      return [node.left, node.right];
    case 'between':
      return [node.value, node.low, node.high];
    case 'inList':
      return [node.value, ...node.members];
    case 'match':
      return [node.value, node.pattern];
    case 'paren':
      return [node.inner];
    case 'case':
      return [...node.branches.flatMap(({ when, then }) => [when, then]), ...(node.otherwise ? [node.otherwise] : [])];
    case 'quantifier':
      return node.conditions;
    case 'elapsed':
      return [node.from, node.to];
    case 'age':
      return [node.at];
    case 'datePart':
      return [node.of];
    case 'observed':
      return node.interval.kind === 'before' ? [node.interval.length, node.interval.date] : [node.interval.from, node.interval.to];
    case 'number':
    case 'text':
    case 'boolean':
    case 'missing':
    case 'date':
    case 'duration':
    case 'quantity':
      return [];
  }
}
