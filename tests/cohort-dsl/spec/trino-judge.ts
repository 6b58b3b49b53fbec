/** A judge of Trino's SQL: its grammar, by a parser that shares nothing with our printer. */
import { TrinoSQL } from 'dt-sql-parser';

const parser = new TrinoSQL();

/** Statements that were read before: the first stages of most cohorts are the same. */
const right = new Set<string>();

/** What the grammar refuses, with the statement; nothing for a script it reads. */
export function trinoFaults(script: string): readonly string[] {
  return script.split(/;\n\n|;\n$/).flatMap((statement) => {
    if (statement.trim() === '' || right.has(statement)) return [];
    const faults = parser.validate(statement).map(({ message, startLine, startColumn }) => `${startLine}:${startColumn} ${message}`);
    if (faults.length === 0) right.add(statement);
    return faults.map((fault) => `${fault}\n${statement}`);
  });
}
