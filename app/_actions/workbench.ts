'use server';

import { keepInput, readKeptInput, withdrawInput } from '@/app/_contract/kept-results';
import { saveInput } from '@/app/_contract/notebook-operations';
import { notebookInput, type RefreshedNotebook } from '@/app/_contract/notebooks';
import { defineAction } from '@/app/_server/action';
import { trueWriters } from '@/app/_server/live/writers';
import { tellKept, tellSaved } from '@/app/_server/live-news';
import { checkWaiting } from '@/app/_server/notebooks/check/check-results';
import { withdrawnKeys } from '@/app/_server/notebooks/kept-reading';
import { keepResults, recordRefused, withdrawResult } from '@/app/_server/notebooks/kept-results';
import { rememberPicture } from '@/app/_server/notebooks/picture';
import { deletedCells, readNotebook } from '@/app/_server/notebooks/read';
import { readKept } from '@/app/_server/notebooks/read-kept';
import { reportFacts } from '@/app/_server/notebooks/report-facts';
import { judgeSent } from '@/app/_server/notebooks/results/judge';
import { resultsOfNotebook } from '@/app/_server/notebooks/results-of';
import { newsBehind, saveOperations } from '@/app/_server/notebooks/save';
import { Refusal } from '@/app/_server/refusal';

export const saveNotebookAction = defineAction({
  name: 'notebook.save',
  input: saveInput,
  right: 'notebook.edit',
  on: 'notebook',
  state: 'unlocked',
  audit: 'refusals',
  details: ({ operations }) => ({ operations: operations.length }),
  run: ({ tx, person, object, input }) => {
    // Signed in anew as someone else, in another tab: what one person wrote is not saved as another's.
    if (person.id !== input.person) throw new Refusal('other-person', {});
    return saveOperations(person.id, object.id, input.operations, tx, trueWriters(object.id, person.id, input.writers));
  },
  after: (answer, { object }) => tellSaved(object.id, newsBehind(answer)),
});

export const readNotebookAction = defineAction({
  name: 'notebook.read',
  input: notebookInput,
  right: 'notebook.read',
  on: 'notebook',
  work: 'reading',
  run: async ({ tx, person, object }): Promise<RefreshedNotebook> => ({
    ...(await readNotebook(tx, person, object)),
    withdrawn: await withdrawnKeys(object.project.id, tx),
  }),
});

export const keepResultsAction = defineAction({
  name: 'results.keep',
  input: keepInput,
  right: 'results.keep',
  on: 'notebook',
  state: 'active',
  prepare: async ({ tx, object, input }) => {
    const of = await resultsOfNotebook(tx, object.id);
    return { of, ...(await judgeSent(input.results, of, tx)) };
  },
  run: async ({ tx, person, object, ready: { of, results, refused } }) => {
    if (refused.length > 0) await recordRefused(person, of, refused, tx);
    const waiting = await keepResults(person, of, results, tx);
    await rememberPicture(
      object.id,
      results.map(({ key, figures }) => [key, { figures }]),
      tx,
    );
    return waiting;
  },
  after: (waiting, { person, object, ready: { results } }) => {
    if (waiting) checkWaiting();
    tellKept(
      object.project.id,
      results.map(({ key }) => key),
      person.legalName,
      false,
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
  run: ({ tx, person, input, object }) => readKept(tx, person, object, input.keys),
});

export const withdrawResultAction = defineAction({
  name: 'results.withdraw',
  input: withdrawInput,
  right: 'results.withdraw',
  on: 'notebook',
  state: 'active',
  details: ({ key }) => ({ key }),
  run: async ({ tx, person, object, input }) => withdrawResult(person.id, await resultsOfNotebook(tx, object.id), input.key, tx),
  after: (_, { person, object, input }) => tellKept(object.project.id, [input.key], person.legalName, true),
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
