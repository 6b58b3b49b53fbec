import { describe, expect, it } from 'vitest';
import { renderDiagnostic } from '@/cohort-dsl/diagnostics/render';
import { SourceText } from '@/cohort-dsl/source/source-text';
import { parse } from '@/cohort-dsl/syntax/parse';
import { wrongPrograms } from './corpus';

const programs = wrongPrograms();

describe('wrong programs', () => {
  it('are many', () => {
    expect(programs.length).toBeGreaterThanOrEqual(90);
  });

  it.each(programs)('$source', ({ source, line, code }) => {
    const { diagnostics } = parse(source);
    expect(diagnostics).toHaveLength(1);
    const [first] = diagnostics;
    expect(first.code).toBe(code);
    expect(first.severity).toBe('error');
    expect(new SourceText(source).position(first.span.start).line).toBe(line);
    expect(first.span.end).toBeGreaterThan(first.span.start);
    expect(first.message.en).toMatch(/^[A-Z`].*\.$/s);
    expect(first.message.zh).toMatch(/[一-鿿].*。$/s);
  });

  it('speak as the museum shows', async () => {
    const shown = programs.flatMap(({ source }) =>
      parse(source).diagnostics.map((diagnostic) => {
        const english = renderDiagnostic(source, diagnostic, 'program');
        return `${english}\n  ${diagnostic.message.zh}\n`;
      }),
    );
    await expect(`${shown.join('\n')}`).toMatchFileSnapshot('./corpus/museum.txt');
  });

  it('can be mended by their own fixes, each of which leaves no error of the same place and kind', () => {
    let tried = 0;
    for (const { source } of programs) {
      for (const diagnostic of parse(source).diagnostics) {
        for (const fix of diagnostic.fixes) {
          const edits = [...fix.edits].sort((a, b) => b.span.start - a.span.start);
          const mended = edits.reduce((text, edit) => text.slice(0, edit.span.start) + edit.text + text.slice(edit.span.end), source);
          const again = parse(mended).diagnostics.filter(
            (other) => other.code === diagnostic.code && other.span.start === diagnostic.span.start,
          );
          expect(again, `${source} → ${mended}`).toEqual([]);
          tried++;
        }
      }
    }
    expect(tried).toBeGreaterThan(20);
  });

  it('say one thing a clause and leave the other clauses readable', () => {
    const source = 'let a = (1\nlet b = 2\nlet c = = 3\nvariable d = a + b\ninclude age at';
    const { program, diagnostics, brokenNames } = parse(source);
    expect(diagnostics.map((diagnostic) => new SourceText(source).position(diagnostic.span.start).line)).toEqual([1, 3, 5]);
    expect(program.clauses.map((clause) => clause.kind)).toEqual(['let', 'variable']);
    expect(brokenNames.map((name) => name.text)).toEqual(['a', 'c']);
  });

  it('keep a clause that is whole before what does not belong to it', () => {
    const { program, diagnostics } = parse('let a = 1\nvariabel b = 2');
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0].fixes[0].edits[0].text).toBe('variable');
    expect(program.clauses).toMatchObject([{ kind: 'let', name: { text: 'a' } }]);
  });

  it('never throw, whatever is cut off', () => {
    const whole = programs.map((program) => program.source).join('\n');
    for (let end = 0; end < 2000; end += 7) expect(() => parse(whole.slice(0, end))).not.toThrow();
  });
});
