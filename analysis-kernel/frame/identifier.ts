/** Columns that number rows or people, as files have them without a word about it. */
import type { Column } from './column';

/** What people are numbered by. */
const OF_PEOPLE =
  /^(id|pid|mrn|u?subj(ect)?[ _.-]?id|(patient|person|participant|record|case|study|subject)[ _.-]?(id|no|nr|num(ber)?)|(患者|病人|受试者|研究|病例|登记)?(编号|序号|号码|id)|(病历|病案|住院|门诊|登记)号)$/iu;
/** What any row is numbered by; `column1` is a first column without a name, as R writes the names of rows. */
const OF_ROWS = /^(.+[ _.-](id|no|nr)|no|nr|row([ _.-]?(names?|id|num(ber)?))?|index|column1|unnamed: ?0)$/iu;
const CAMEL = /^[a-z]+I[dD]$/u;
const NEARLY_ALL = 0.9;
/** More different values than a category has. */
const MANY = 30;

/** Whether a name says that its column numbers people. */
export function namesPeople(name: string): boolean {
  return OF_PEOPLE.test(name.trim());
}

/**
 * Whether a column numbers rows or people: named so, whole numbers or texts, and a different value in nearly every row; of people many different values are
 * enough, for they may have several rows each.
 */
export function isIdentifier(column: Column): boolean {
  const ofPeople = namesPeople(column.name);
  if (!ofPeople && !OF_ROWS.test(column.name.trim()) && !CAMEL.test(column.name)) return false;
  if (column.kind === 'numeric' && column.type !== 'integer' && column.type !== 'number') return false;
  const different = new Set<unknown>();
  let known = 0;
  for (let row = 0; row < column.valid.length; row++) {
    if (column.valid[row] === 0) continue;
    const value = column.kind === 'text' ? column.codes[row] : column.values[row];
    if (typeof value === 'number' && !Number.isInteger(value)) return false;
    known += 1;
    different.add(value);
  }
  return known > 1 && (different.size >= NEARLY_ALL * known || (ofPeople && different.size > MANY));
}
