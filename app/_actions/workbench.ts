'use server';

import { keepInput, readKeptInput } from '@/app/_contract/kept-results';
import { saveInput } from '@/app/_contract/notebook-operations';
import { notebookInput } from '@/app/_contract/notebooks';
import { can } from '@/app/_server/access/can';
import { policy } from '@/app/_server/access/policy';
import { notebookObject } from '@/app/_server/access/scope';
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
  object: (person, { notebook }) => notebookObject(person, notebook),
  policy: policy.projectActive,
  audit: 'refusals',
  details: ({ notebook, operations }) => ({ notebook, operations: operations.length }),
  run: ({ person, input }) => {
    // Signed in anew as someone else, in another tab: what one person wrote is not saved as another's.
    if (person?.id !== input.person) throw new Refusal('other-person', {});
    return saveOperations(input.person, input.notebook, input.operations);
  },
});

export const readNotebookAction = defineAction({
  name: 'notebook.read',
  input: notebookInput,
  right: 'notebook.read',
  object: (person, { notebook }) => notebookObject(person, notebook),
  audit: 'refusals',
  details: ({ notebook }) => ({ notebook }),
  run: ({ person, input }) => {
    if (!person) throw new Refusal('signed-out', {});
    return readNotebook(person, input.notebook);
  },
});

export const keepResultsAction = defineAction({
  name: 'results.keep',
  input: keepInput,
  right: 'results.keep',
  object: (person, { notebook }) => notebookObject(person, notebook),
  policy: policy.projectActive,
  details: ({ notebook, results }) => ({ notebook, results: results.length }),
  run: async ({ person, input }) => {
    await keepResults(person?.id ?? '', await resultsOfNotebook(input.notebook), input.results);
    await rememberPicture(
      input.notebook,
      input.results.map(({ key, outcome }) => [key, outcome]),
    );
  },
});

export const readKeptAction = defineAction({
  name: 'results.read',
  input: readKeptInput,
  right: 'notebook.read',
  object: (person, { notebook }) => notebookObject(person, notebook),
  audit: 'refusals',
  details: ({ notebook, keys }) => ({ notebook, keys: keys.length }),
  run: async ({ person, input, object }) => {
    const results = await keptResults(await resultsOfNotebook(input.notebook), input.keys);
    if (can(person, 'results.keep', object).ok) {
      const inOrder = results.toSorted(([a], [b]) => input.keys.indexOf(a) - input.keys.indexOf(b));
      await rememberPicture(input.notebook, inOrder);
    }
    return results;
  },
});

export const deletedCellsAction = defineAction({
  name: 'notebook.deleted-cells',
  input: notebookInput,
  right: 'notebook.edit',
  object: (person, { notebook }) => notebookObject(person, notebook),
  policy: policy.projectActive,
  audit: 'refusals',
  details: ({ notebook }) => ({ notebook }),
  run: ({ input }) => deletedCells(input.notebook),
});

/** The report is written in the reader's browser; that it was made is on record. */
export const recordReportAction = defineAction({
  name: 'report.make',
  input: notebookInput,
  right: 'notebook.read',
  object: (person, { notebook }) => notebookObject(person, notebook),
  details: ({ notebook }) => ({ notebook }),
  run: ({ person, input }) => {
    if (!person) throw new Refusal('signed-out', {});
    return reportFacts(person, input.notebook);
  },
});
