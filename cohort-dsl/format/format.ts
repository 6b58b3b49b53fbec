import { spellingToUcum, usualSpelling } from '../schema/unit-spellings';
import { displayWidth } from '../source/display-width';
import type { Clause, Program } from '../syntax/ast';
import { parse } from '../syntax/parse';
import { scan } from '../syntax/scan';
import { type ClauseLayout, clauseBody, clauseLayout } from './clauses';
import { CommentQueue, type Layout } from './context';
import { indent, printDoc } from './doc';
import { expressionDoc } from './expressions';
import { printLabel, printName } from './names';
import { eventsDoc } from './rows';

export interface FormatOptions {
  /** Columns a line may take; 120 where nothing is said. */
  readonly width?: number;
}

const WIDTH = 120;
/** Bodies hang under their start where the head is not wider than this. */
const WIDEST_HEAD = 44;

/**
 * The program in its one layout: ASCII marks, usual units, aligned runs of clauses, lines of at most 120 columns. Comments stay by what
 * they stand beside, single blank lines between clauses are kept. A program with errors of form is returned as it is.
 */
export function format(source: string, options: FormatOptions = {}): string {
  const { program, diagnostics } = parse(source);
  if (diagnostics.some((diagnostic) => diagnostic.severity === 'error')) return source;
  return new ProgramPrinter(source, program, options).print();
}

/** The usual spelling of a unit written without quotes; one that could not stand without them stays as it is. */
function usualUnit(unit: string): string {
  const ucum = spellingToUcum(unit);
  const usual = ucum === null ? unit : usualSpelling(ucum);
  return usual.startsWith('/') ? unit : usual;
}

class ProgramPrinter {
  private readonly layout: Layout;
  private readonly lines: string[] = [];
  private readonly width: number;
  /** Where the last thing printed ends in the source. */
  private at = 0;

  constructor(
    private readonly source: string,
    private readonly program: Program,
    options: FormatOptions,
  ) {
    this.width = options.width ?? WIDTH;
    const layout: Layout = {
      comments: new CommentQueue(source, scan(source).comments),
      spellUnit: usualUnit,
      expression: (node) => expressionDoc(layout, node),
      events: (node) => eventsDoc(layout, node),
    };
    this.layout = layout;
  }

  print(): string {
    this.header();
    for (const run of this.runs()) this.run(run);
    this.ownLines(this.source.length + 1);
    return this.lines.length === 0 ? '' : `${this.lines.join('\n')}\n`;
  }

  private header(): void {
    const { cohort, from } = this.program;
    if (cohort) {
      const end = (cohort.label ?? cohort.name).span.end;
      this.ownLines(cohort.name.span.start);
      this.blank(cohort.name.span.start);
      this.push(`cohort ${printName(cohort.name)}${cohort.label ? ` ${printLabel(cohort.label)}` : ''}`, end, from?.span.start);
    }
    if (from) {
      this.ownLines(from.span.start);
      if (!cohort) this.blank(from.span.start);
      this.push(`from ${printName(from)}`, from.span.end);
    }
  }

  /** Consecutive clauses of one shape, without a blank line or a comment between them. */
  private runs(): Clause[][] {
    const runs: Clause[][] = [];
    let previous: Clause | null = null;
    for (const clause of this.program.clauses) {
      const shape = clauseLayout(this.layout, clause).shape;
      const joined =
        previous && shape !== null && clauseLayout(this.layout, previous).shape === shape && !this.gapBetween(previous, clause);
      if (joined) runs[runs.length - 1].push(clause);
      else runs.push([clause]);
      previous = clause;
    }
    return runs;
  }

  private gapBetween(left: Clause, right: Clause): boolean {
    const gap = this.source.slice(left.span.end, right.span.start).replace(/^[^\n]*/, '');
    return /\n[^\S\n]*\n/.test(gap) || /\S/.test(gap);
  }

  private run(clauses: readonly Clause[]): void {
    const shapes = clauses.map((clause) => clauseLayout(this.layout, clause));
    const heads = alignHeads(shapes);
    clauses.forEach((clause, index) => {
      this.ownLines(clause.span.start);
      this.blank(clause.span.start);
      const head = `${heads[index]} `;
      const width = displayWidth(head);
      const body = clauseBody(this.layout, clause, shapes[index]);
      const hang = blockBody(clause) ? 0 : width > WIDEST_HEAD ? 4 : width;
      this.push(printDoc([head, indent(hang, body)], this.width), clause.span.end, this.nextStart(clause), clause.span.end);
    });
  }

  private nextStart(clause: Clause): number | undefined {
    return this.program.clauses[this.program.clauses.indexOf(clause) + 1]?.span.start;
  }

  /** Comments that stand on lines of their own before an offset. */
  private ownLines(before: number): void {
    for (let comment = this.layout.comments.take(before); comment; comment = this.layout.comments.take(before)) {
      this.blank(comment.start);
      this.lines.push(this.layout.comments.text(comment));
      this.at = comment.end;
    }
  }

  /** Keeps one blank line where the source has any before an offset. */
  private blank(start: number): void {
    if (this.lines.length > 0 && /\n[^\S\n]*\n/.test(this.source.slice(this.at, start))) this.lines.push('');
  }

  /** Adds printed text, then the comments left inside the clause, then the one beside its end. */
  private push(text: string, end: number, limit = Number.POSITIVE_INFINITY, inside?: number): void {
    const left: string[] = [];
    if (inside !== undefined) {
      for (let comment = this.layout.comments.take(inside); comment; comment = this.layout.comments.take(inside)) {
        left.push(this.layout.comments.text(comment));
      }
    }
    const beside = this.layout.comments.takeBeside(end, limit);
    const tail = beside ? [...left, this.layout.comments.text(beside)] : left;
    this.lines.push(tail.length === 0 ? text : `${text} ${tail[0]}`, ...tail.slice(1));
    this.at = beside ? beside.end : end;
  }
}

/** Clauses whose body is a block of lines: it does not hang under the head. */
function blockBody(clause: Clause): boolean {
  return clause.kind === 'examples' || clause.kind === 'intervals';
}

/** The heads of a run with their cells padded to one width each. */
function alignHeads(shapes: readonly ClauseLayout[]): string[] {
  const columns = Math.max(...shapes.map((shape) => shape.head.length));
  const widths = Array.from({ length: columns }, (_, column) => Math.max(...shapes.map((shape) => displayWidth(shape.head[column] ?? ''))));
  return shapes.map((shape) =>
    shape.head
      .map((cell, column) => (widths[column] === 0 ? null : cell + ' '.repeat(widths[column] - displayWidth(cell))))
      .filter((cell) => cell !== null)
      .join(' '),
  );
}
