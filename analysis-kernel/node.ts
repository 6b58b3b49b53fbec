/** The kernel in Node: native DuckDB, and the reading of files. */
export { csvFault } from './engines/node/csv/csv-fault';
export { openCsv } from './engines/node/csv/csv-file';
export { dateCodeNotes } from './engines/node/csv/date-codes';
export { compactMoment, spelledMoment } from './engines/node/csv/date-forms';
export { pointNotes } from './engines/node/csv/infer-columns';
export { itemCodeNotes, numberNotes } from './engines/node/csv/missing-codes';
export { isMissingWord } from './engines/node/csv/missing-words';
export { ofColumn } from './engines/node/csv/note-words';
export { type FileNote, FileTableError } from './engines/node/load-table';
export { openNodeEngine } from './engines/node/node-engine';
