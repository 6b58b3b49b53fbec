import type { MarkerSeverity } from 'monaco-editor';
import { describe, expect, it } from 'vitest';
import type { Problem } from '@/components/editor/language-assist';
import { fixesAt, markerOf, type Places, rangeOf, spanOf } from '@/components/editor/monaco/markers';
import { applyEdits } from './apply-edits';

/** Offsets and positions as Monaco's model counts them, over a text with LF. */
function places(text: string): Places {
  const starts = [0, ...[...text.matchAll(/\n/g)].map((match) => match.index + 1)];
  return {
    getPositionAt: (offset) => {
      const line = starts.findLastIndex((start) => start <= offset);
      return { lineNumber: line + 1, column: offset - starts[line] + 1 } as ReturnType<Places['getPositionAt']>;
    },
    getOffsetAt: ({ lineNumber, column }) => starts[lineNumber - 1] + column - 1,
  };
}

const severities = { Hint: 1, Info: 2, Warning: 4, Error: 8 } as unknown as typeof MarkerSeverity;
const source = 'index at first surgery\ninclude agee >= 18';
const problem: Problem = {
  code: 'name.unknown',
  severity: 'error',
  span: { start: 31, end: 35 },
  message: 'agee is not known.',
  finding: 'agee is not known.',
  fixes: [{ title: 'write age', edits: [{ span: { start: 31, end: 35 }, text: 'age' }] }],
};

describe('problems as markers', () => {
  it('stand at line and column, with their severity, words and code', () => {
    expect(markerOf(problem, places(source), severities)).toEqual({
      startLineNumber: 2,
      startColumn: 9,
      endLineNumber: 2,
      endColumn: 13,
      severity: 8,
      message: 'agee is not known.',
      code: 'name.unknown',
    });
    expect(markerOf({ ...problem, severity: 'warning' }, places(source), severities).severity).toBe(4);
  });

  it('are seen where nothing stands: under the character before', () => {
    const atEnd = { ...problem, span: { start: source.length, end: source.length } };
    expect(markerOf(atEnd, places(source), severities)).toMatchObject({ startColumn: 18, endColumn: 19 });
  });

  it('round-trip between spans and ranges', () => {
    expect(spanOf(places(source), rangeOf(places(source), problem.span))).toEqual(problem.span);
  });
});

describe('fixes at the cursor', () => {
  it('are those of the problem the cursor touches, at either end', () => {
    const titles = (at: number) => fixesAt([problem], { start: at, end: at }).map(({ fix }) => fix.title);
    expect([30, 31, 35, 36].map(titles)).toEqual([[], ['write age'], ['write age'], []]);
  });

  it('mend the text', () => {
    expect(applyEdits(source, problem.fixes[0].edits)).toBe('index at first surgery\ninclude age >= 18');
    expect(
      applyEdits('a b c', [
        { span: { start: 0, end: 1 }, text: 'xx' },
        { span: { start: 4, end: 5 }, text: 'yy' },
      ]),
    ).toBe('xx b yy');
  });
});
