'use server';

import {
  blameInput,
  historyInput,
  lockInput,
  nameVersionInput,
  restoredInput,
  resultsThenInput,
  versionInput,
} from '@/app/_contract/history';
import { notebookInput } from '@/app/_contract/notebooks';
import { readRunInput, recordRunInput } from '@/app/_contract/runs';
import { defineAction } from '@/app/_server/action';
import { endTyping, tellWindows } from '@/app/_server/live-news';
import { lockNotebook, nameVersion, noteRestored, unlockNotebook } from '@/app/_server/notebooks/history/marks';
import { readBlame } from '@/app/_server/notebooks/history/read-blame';
import { readHistory } from '@/app/_server/notebooks/history/read-history';
import { readRun } from '@/app/_server/notebooks/history/read-run';
import { readVersion } from '@/app/_server/notebooks/history/read-version';
import { recordRun, runToRecord } from '@/app/_server/notebooks/history/record-run';
import { readKeptThen } from '@/app/_server/notebooks/read-kept';

export const readHistoryAction = defineAction({
  name: 'notebook.history',
  input: historyInput,
  right: 'notebook.read',
  on: 'notebook',
  work: 'reading',
  prepare: ({ object }) => endTyping(object.id),
  run: ({ tx, object, input }) => readHistory(tx, object.id, input.before),
});

export const readVersionAction = defineAction({
  name: 'notebook.version',
  input: versionInput,
  right: 'notebook.read',
  on: 'notebook',
  work: 'reading',
  run: ({ tx, object, input }) => readVersion(tx, object.id, input.version),
});

export const readBlameAction = defineAction({
  name: 'notebook.blame',
  input: blameInput,
  right: 'notebook.read',
  on: 'notebook',
  work: 'reading',
  prepare: ({ object }) => endTyping(object.id),
  run: ({ tx, object, input }) => readBlame(tx, object.id, input.cell),
});

export const nameVersionAction = defineAction({
  name: 'notebook.name-version',
  input: nameVersionInput,
  right: 'notebook.edit',
  on: 'notebook',
  state: 'active',
  details: ({ version }) => ({ version }),
  run: ({ tx, person, input }) => nameVersion(tx, person.id, input),
});

/** What restores a version are operations, saved as others are; this says in history and log that they did. */
export const noteRestoredAction = defineAction({
  name: 'notebook.restore',
  input: restoredInput,
  right: 'notebook.edit',
  on: 'notebook',
  state: 'unlocked',
  details: ({ version }) => ({ version }),
  run: ({ tx, person, input }) => noteRestored(tx, person.id, input),
});

export const lockNotebookAction = defineAction({
  name: 'notebook.lock',
  input: lockInput,
  right: 'notebook.lock',
  on: 'notebook',
  state: 'unlocked',
  run: ({ tx, person, object, input }) => lockNotebook(tx, person.id, object.id, input.reason),
  after: (_, { object }) => tellWindows(object.id, 'again'),
});

export const unlockNotebookAction = defineAction({
  name: 'notebook.unlock',
  input: notebookInput,
  right: 'notebook.lock',
  on: 'notebook',
  state: 'active',
  run: ({ tx, person, object }) => unlockNotebook(tx, person.id, object.id),
  after: (_, { object }) => tellWindows(object.id, 'again'),
});

/** The version that a run is of: what is being typed comes to the history first, so that it can be rebuilt for ever. */
export const beginRunAction = defineAction({
  name: 'run.begin',
  input: notebookInput,
  right: 'run.record',
  on: 'notebook',
  state: 'active',
  work: 'reading',
  prepare: ({ object }) => endTyping(object.id),
  run: async ({ tx, object }) => (await tx.notebook.findUniqueOrThrow({ where: { id: object.id }, select: { version: true } })).version,
});

/** The record is what stays of a run: the log has an entry only where one was refused. */
export const recordRunAction = defineAction({
  name: 'run.record',
  input: recordRunInput,
  right: 'run.record',
  on: 'notebook',
  state: 'active',
  audit: 'refusals',
  details: ({ cells }) => ({ cells: cells.length }),
  prepare: ({ tx, input }) => runToRecord(tx, input),
  run: ({ tx, person, input, ready }) => recordRun(tx, person.id, input, ready),
});

export const readRunAction = defineAction({
  name: 'run.read',
  input: readRunInput,
  right: 'notebook.read',
  on: 'notebook',
  work: 'reading',
  run: ({ tx, object, input }) => readRun(tx, object.id, input.run),
});

/** Results kept of an earlier version or a run: JSON of `ResultsThen`. */
export const readKeptThenAction = defineAction({
  name: 'results.read-then',
  input: resultsThenInput,
  right: 'notebook.read',
  on: 'notebook',
  work: 'reading',
  details: ({ keys }) => ({ keys: keys.length }),
  run: ({ tx, person, input }) => readKeptThen(tx, person, input),
});
