/** Editors that take what is put into their cell from outside, at their cursor. */

type Insert = (text: string) => boolean;

/** The editor that is open, by cell. */
const editors = new Map<string, Insert>();

/** Lets an editor take text at its cursor; gives the function that ends it. */
export function offerInsertion(cell: string, insert: Insert): () => void {
  editors.set(cell, insert);
  return () => {
    if (editors.get(cell) === insert) editors.delete(cell);
  };
}

/** Puts a text at the cursor of the cell's editor; false where none is open, or it may not be written in. */
export function insertInto(cell: string, text: string): boolean {
  return editors.get(cell)?.(text) ?? false;
}
