import type { ExamplePatient, ExampleRow, ExamplesClause } from '../ast';
import { type Reader, readLabel, readName } from './reader';

const VERDICTS: ReadonlySet<string> = new Set(['in', 'out']);

/** ExamplesClause: 'examples' '{' ExamplePatient* '}' */
export function readExamples(reader: Reader): ExamplesClause {
  return reader.in('ExamplesClause', () => {
    const { start } = reader.expect('examples');
    reader.expect('{');
    const patients: ExamplePatient[] = [];
    while (reader.is('patient')) patients.push(readPatient(reader));
    reader.expect('}');
    return { kind: 'examples', patients, span: reader.spanFrom(start) };
  });
}

/** ExamplePatient: 'patient' Label? ('in' | 'out') '{' (ExampleRow (';' ExampleRow)*)? '}' ';'? */
function readPatient(reader: Reader): ExamplePatient {
  return reader.in('ExamplePatient', () => {
    const { start } = reader.expect('patient');
    const label = reader.is('TEXT') ? readLabel(reader) : null;
    const verdict = reader.expectAny(VERDICTS).type === 'in' ? 'in' : 'out';
    reader.expect('{');
    const rows = reader.is('NAME') ? reader.list(';', readRow) : [];
    reader.expect('}');
    reader.take(';');
    return { label, verdict, rows, span: reader.spanFrom(start) };
  });
}

/** ExampleRow: Name ':' '{' (ExampleValue (',' ExampleValue)*)? '}' */
function readRow(reader: Reader): ExampleRow {
  return reader.in('ExampleRow', () => {
    const { start } = reader;
    const table = readName(reader);
    reader.expect(':');
    reader.expect('{');
    const values = reader.is('NAME') ? reader.list(',', readValue) : [];
    reader.expect('}');
    return { table, values, span: reader.spanFrom(start) };
  });
}

/** ExampleValue: Name ':' Expression */
function readValue(reader: Reader): ExampleRow['values'][number] {
  return reader.in('ExampleValue', () => {
    const { start } = reader;
    const column = readName(reader);
    reader.expect(':');
    return { column, value: reader.rules.expression(reader), span: reader.spanFrom(start) };
  });
}
