import 'server-only';
import { StoreUnusable } from '@/prisma/migrate';
import { storeFile } from '../store';

/** What is wrong with the application database of a data directory and how it is mended, in one sentence; null for any other error. */
export function storeFault(error: unknown, dataDirectory: string): string | null {
  const file = storeFile(dataDirectory);
  if (error instanceof StoreUnusable) {
    switch (error.fault) {
      case 'lost':
        return `The application database ${file} is gone or empty, though it held data; put back a copy of it, or remove ${error.what} to begin anew without it.`;
      case 'newer':
        return `The application database ${file} was made by a newer version of Coho (${error.what}); use that version, or another COHO_DATA.`;
      case 'changed':
        return `The application database ${file} was made by another version of Coho (${error.what}); use that version, or another COHO_DATA.`;
      case 'damaged':
        return damaged(file);
    }
  }
  const said = error instanceof Error ? `${'code' in error ? error.code : ''} ${error.message}` : '';
  if (/SQLITE_NOTADB|SQLITE_CORRUPT|not a database|malformed/iu.test(said)) return damaged(file);
  if (/SQLITE_FULL|ENOSPC|disk is full/iu.test(said))
    return `The disk that holds the application database ${file} is full; make room, or set COHO_DATA to another folder.`;
  return /EISDIR|EACCES|EPERM|EROFS|SQLITE_CANTOPEN|SQLITE_READONLY|unable to open|readonly/iu.test(said)
    ? `The application database ${file} cannot be opened to read and write; make it a file that the account which runs Coho may change, or set COHO_DATA to another folder.`
    : null;
}

const damaged = (file: string): string =>
  `The application database ${file} is damaged; put back a copy of it, or set COHO_DATA to another folder.`;
