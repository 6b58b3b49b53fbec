import 'server-only';
import type * as z from 'zod';
import type { beginThreadInput, CommentAnchor, changeCommentInput, replyInput, settleThreadInput } from '@/app/_contract/comments';
import { type CommentEvent, Prisma } from '@/prisma/generated/client';
import type { AccessObjects } from '../access/objects';
import type { Person } from '../access/person';
import { now } from '../clock';
import { Refusal } from '../refusal';
import type { Store } from '../store';
import { mentionedIn } from './mentions';
import { lastNumber } from './read';

/** Everybody who opens a notebook is sent what is said about it. */
const MOST_EVENTS = 10_000;

/** Who does it, and about which notebook. */
interface By {
  readonly person: Pick<Person, 'id'>;
  readonly object: AccessObjects['notebook'];
}

/** @param anchor as the server itself found it */
export function beginThread(tx: Store, by: By, input: z.output<typeof beginThreadInput>, anchor: CommentAnchor): Promise<void> {
  const { id, cell, text } = input;
  return once(tx, by, { id, kind: 'begin', thread: id, comment: id, cellId: cell, anchor, text });
}

export async function replyTo(tx: Store, by: By, { id, thread, text }: z.output<typeof replyInput>): Promise<void> {
  await findThread(tx, by, thread);
  await once(tx, by, { id, kind: 'reply', thread, comment: id, text });
}

/** Edits or deletes a comment of one's own; what it said stands in the history. */
export async function changeComment(tx: Store, by: By, { id, comment, text }: z.output<typeof changeCommentInput>): Promise<void> {
  const notebookId = by.object.id;
  const said = await tx.commentEvent.findFirst({ where: { notebookId, id: comment, kind: { in: ['begin', 'reply'] } } });
  if (!said) throw new Refusal('not-found', {});
  if (said.userId !== by.person.id) throw new Refusal('not-your-comment', {});
  const known = await tx.commentEvent.findFirst({ where: { notebookId, id }, select: { number: true } });
  const isGone = await tx.commentEvent.findFirst({ where: { notebookId, comment, kind: 'delete' }, select: { number: true } });
  if (isGone && !known) throw new Refusal('not-found', {});
  await once(tx, by, { id, kind: text === null ? 'delete' : 'edit', thread: said.thread, comment, text });
}

/** Resolves or reopens a thread; one that is so already stays as it is. */
export async function settleThread(tx: Store, by: By, { id, thread, resolved }: z.output<typeof settleThreadInput>): Promise<void> {
  await findThread(tx, by, thread);
  const kind = resolved ? 'resolve' : 'reopen';
  const last = await tx.commentEvent.findFirst({
    where: { notebookId: by.object.id, thread, kind: { in: ['resolve', 'reopen'] } },
    orderBy: { number: 'desc' },
    select: { kind: true },
  });
  if ((last?.kind ?? 'reopen') !== kind) await once(tx, by, { id, kind, thread, comment: thread });
}

async function findThread(tx: Store, { object }: By, thread: string): Promise<void> {
  const found = await tx.commentEvent.findFirst({
    where: { notebookId: object.id, id: thread, kind: 'begin' },
    select: { number: true },
  });
  if (!found) throw new Refusal('not-found', {});
}

type Said = Pick<CommentEvent, 'id' | 'kind' | 'thread' | 'comment'> & {
  readonly cellId?: string;
  readonly anchor?: CommentAnchor;
  readonly text?: string | null;
};

/** Writes an event behind the others; one that was written before, by the same person, is done. */
async function once(tx: Store, { person, object }: By, { anchor, text = null, ...event }: Said): Promise<void> {
  const notebookId = object.id;
  const known = await tx.commentEvent.findFirst({
    where: { notebookId, id: event.id },
    select: { userId: true, kind: true, thread: true },
  });
  if (known) {
    if (known.userId === person.id && known.kind === event.kind && known.thread === event.thread) return;
    throw new Refusal('invalid-input', { fields: ['id'] });
  }
  const last = await lastNumber(tx, notebookId);
  if (last >= MOST_EVENTS) throw new Refusal('comments-full', {});
  const mentions = text === null ? Prisma.DbNull : [...(await mentionedIn(tx, object.project.id, text))];
  await tx.commentEvent.create({
    data: {
      ...event,
      notebookId,
      number: last + 1,
      userId: person.id,
      at: now(),
      anchor: anchor === undefined ? Prisma.DbNull : JSON.parse(JSON.stringify(anchor)),
      text,
      mentions,
    },
    select: { number: true },
  });
}
