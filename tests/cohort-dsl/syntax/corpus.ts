import { readFileSync } from 'node:fs';
import type { Program } from '@/cohort-dsl/syntax/ast';

function corpusFile(name: string): string {
  return readFileSync(new URL(`./corpus/${name}`, import.meta.url), 'utf8');
}

/** Right programs of one line, with the construct each was written for. */
export function rightLines(): { readonly construct: string; readonly source: string }[] {
  let construct = '';
  return corpusFile('right-lines.txt')
    .split('\n')
    .flatMap((line) => {
      if (line.startsWith('# ')) construct = line.slice(2);
      return line === '' || line.startsWith('# ') ? [] : [{ construct, source: line }];
    });
}

/** Right programs of several lines; the design's first program leads. */
export function rightPrograms(): string[] {
  return [corpusFile('first.cohort'), ...corpusFile('right-programs.txt').split('----\n')];
}

/** Programs of several clauses in the style of clinicians: renal, oncology, cardiovascular. */
export function clinicPrograms(): string[] {
  return corpusFile('clinic-programs.txt').split('----\n');
}

/** Programs over the databases that come with the product, of every construct, each with its database. */
export function databasePrograms(): { readonly database: string; readonly source: string }[] {
  return corpusFile('database-programs.txt')
    .split('----\n')
    .map((part) => ({ database: part.slice(1, part.indexOf('\n')), source: part.slice(part.indexOf('\n') + 1) }));
}

/** Programs whose form is wrong: the line of the first error, its code, the program. */
export function wrongPrograms(): { readonly line: number; readonly code: string; readonly source: string }[] {
  return corpusFile('wrong-programs.txt')
    .split('----\n')
    .map((part) => {
      const [head, ...rest] = part.split('\n');
      const match = /^(\d+) (\S+)$/.exec(head);
      if (!match) throw new Error(`a wrong program without its line and code: ${head}`);
      return { line: Number(match[1]), code: match[2], source: rest.join('\n').replace(/\n$/, '') };
    });
}

/** A program without places, to compare meanings. */
export function withoutSpans(value: Program | Program['clauses']): unknown {
  return JSON.parse(JSON.stringify(value, (key, inner: unknown) => (key === 'span' ? undefined : inner)));
}

/** A small seeded generator (xorshift), so that the sample never changes. */
export function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return Math.abs(state) % below;
  };
}
