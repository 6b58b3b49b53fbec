import type { Span } from './span';

/** A place as people count: both from 1; a column counts UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A program's text with its line starts: turns offsets into lines and columns and back. */
export class SourceText {
  private readonly starts: readonly number[];

  constructor(readonly text: string) {
    const starts = [0];
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    this.starts = starts;
  }

  get lineCount(): number {
    return this.starts.length;
  }

  /** Line and column of an offset; offsets outside the text are moved to its nearest end. */
  position(offset: number): Position {
    const at = Math.max(0, Math.min(offset, this.text.length));
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle] <= at) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: at - this.starts[low] + 1 };
  }

  /** Offset of a line and column; a column beyond the line's end is its end. */
  offset(position: Position): number {
    const line = Math.max(1, Math.min(position.line, this.starts.length));
    const start = this.starts[line - 1];
    return Math.min(start + Math.max(0, position.column - 1), this.lineEnd(line));
  }

  /** The text of a line (from 1), without its line end. */
  line(number: number): string {
    if (number < 1 || number > this.starts.length) return '';
    return this.text.slice(this.starts[number - 1], this.lineEnd(number));
  }

  slice(span: Span): string {
    return this.text.slice(span.start, span.end);
  }

  private lineEnd(line: number): number {
    const end = line < this.starts.length ? this.starts[line] - 1 : this.text.length;
    return end > this.starts[line - 1] && this.text[end - 1] === '\r' ? end - 1 : end;
  }
}
