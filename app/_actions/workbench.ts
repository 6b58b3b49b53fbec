'use server';

import { keepInput, readKeptInput } from '@/app/_contract/kept-results';
import { saveInput } from '@/app/_contract/notebook-operations';
import { notebookInput } from '@/app/_contract/notebooks';
import { can } from '@/app/_server/access/can';
import { defineAction } from '@/app/_server/action';
import { keepResults, keptResults } from '@/app/_server/notebooks/kept-results';
import { rememberPicture } from '@/app/_server/notebooks/picture';
import { deletedCells, readNotebook } from '@/app/_server/notebooks/read';
import { reportFacts } from '@/app/_server/notebooks/report-facts';
import { resultsOfNotebook } from '@/app/_server/notebooks/results-of';
import { saveOperations } from '@/app/_server/notebooks/save';
import { Refusal } from '@/app/_server/refusal';

export const saveNotebookAction = defineAction({
  name: 'notebook.save',
  input: saveInput,
  right: 'notebook.edit',
  on: 'notebook',
  state: 'active',
  audit: 'refusals',
  details: ({ operations }) => ({ operations: operations.length }),
  run: ({ tx, person, object, input }) => {
    // Signed in anew as someone else, in another tab: what one person wrote is not saved as another's.
    if (person.id !== input.person) throw new Refusal('other-person', {});
    return saveOperations(person.id, object.id, input.operations, tx);
  },
});

export const readNotebookAction = defineAction({
  name: 'notebook.read',
  input: notebookInput,
  right: 'notebook.read',
  on: 'notebook',
  work: 'reading',
  run: ({ tx, person, object }) => readNotebook(tx, person, object),
});

export const keepResultsAction = defineAction({
  name: 'results.keep',
  input: keepInput,
  right: 'results.keep',
  on: 'notebook',
  state: 'active',
  details: ({ results }) => ({ results: results.length }),
  run: async ({ tx, person, object, input }) => {
    await keepResults(person.id, await resultsOfNotebook(tx, object.id), input.results, tx);
    await rememberPicture(
      object.id,
      input.results.map(({ key, outcome }) => [key, outcome]),
      tx,
    );
  },
});

export const readKeptAction = defineAction({
  name: 'results.read',
  input: readKeptInput,
  right: 'notebook.read',
  on: 'notebook',
  work: 'reading',
  details: ({ keys }) => ({ keys: keys.length }),
  run: async ({ tx, person, input, object }) => {
    const results = await keptResults(await resultsOfNotebook(tx, object.id), input.keys, tx);
    if (can(person, 'results.keep', object).ok) {
      const inOrder = results.toSorted(([a], [b]) => input.keys.indexOf(a) - input.keys.indexOf(b));
      await rememberPicture(object.id, inOrder, tx);
    }
    return results;
  },
});

export const deletedCellsAction = defineAction({
  name: 'notebook.deleted-cells',
  input: notebookInput,
  right: 'notebook.edit',
  on: 'notebook',
  state: 'active',
  work: 'reading',
  run: ({ tx, object }) => deletedCells(tx, object.id),
});

/** The report is written in the reader's browser; that it was made is on record. */
export const recordReportAction = defineAction({
  name: 'report.make',
  input: notebookInput,
  right: 'notebook.read',
  on: 'notebook',
  run: ({ tx, person, object }) => reportFacts(tx, person, object.id),
});
