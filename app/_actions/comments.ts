'use server';

import { beginThreadInput, changeCommentInput, readCommentsInput, replyInput, settleThreadInput } from '@/app/_contract/comments';
import { defineAction } from '@/app/_server/action';
import { anchorOnServer } from '@/app/_server/comments/anchors';
import { readComments } from '@/app/_server/comments/read';
import { beginThread, changeComment, replyTo, settleThread } from '@/app/_server/comments/write';
import { tellWindows } from '@/app/_server/live-news';

export const readCommentsAction = defineAction({
  name: 'comments.read',
  input: readCommentsInput,
  right: 'comments.read',
  on: 'notebook',
  work: 'reading',
  run: ({ tx, person, object, input }) => readComments(tx, person, object, input.known),
});

/** A kept result is read before the transaction begins; that a cell was removed meanwhile takes nothing from the comment. */
export const beginThreadAction = defineAction({
  name: 'comment.begin',
  input: beginThreadInput,
  right: 'comments.write',
  on: 'notebook',
  state: 'active',
  details: ({ id }) => ({ thread: id }),
  prepare: ({ tx, object, input }) => anchorOnServer(tx, { projectId: object.project.id, notebookId: object.id, ...input }),
  run: ({ tx, person, object, input, ready }) => beginThread(tx, { person, object }, input, ready),
  after: (_, { object }) => tellWindows(object.id, 'comments'),
});

export const replyAction = defineAction({
  name: 'comment.reply',
  input: replyInput,
  right: 'comments.write',
  on: 'notebook',
  state: 'active',
  details: ({ thread }) => ({ thread }),
  run: ({ tx, person, object, input }) => replyTo(tx, { person, object }, input),
  after: (_, { object }) => tellWindows(object.id, 'comments'),
});

export const changeCommentAction = defineAction({
  name: 'comment.change',
  input: changeCommentInput,
  right: 'comments.write',
  on: 'notebook',
  state: 'active',
  details: ({ comment, text }) => ({ comment, deleted: text === null }),
  run: ({ tx, person, object, input }) => changeComment(tx, { person, object }, input),
  after: (_, { object }) => tellWindows(object.id, 'comments'),
});

export const settleThreadAction = defineAction({
  name: 'comment.settle',
  input: settleThreadInput,
  right: 'comments.write',
  on: 'notebook',
  state: 'active',
  details: ({ thread, resolved }) => ({ thread, resolved }),
  run: ({ tx, person, object, input }) => settleThread(tx, { person, object }, input),
  after: (_, { object }) => tellWindows(object.id, 'comments'),
});
