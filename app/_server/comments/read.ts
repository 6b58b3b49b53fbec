import 'server-only';
import { type CommentDto, type CommentPerson, type CommentsDto, storedAnchor, type ThreadDto } from '@/app/_contract/comments';
import type { CommentEvent } from '@/prisma/generated/client';
import { can } from '../access/can';
import type { AccessObjects } from '../access/objects';
import type { Person } from '../access/person';
import type { Store } from '../store';

/**
 * What was said about a notebook, as one of its project's members sees it.
 * @param known so many events were read before
 * @returns null where there is nothing more than what is known
 */
export async function readComments(
  database: Store,
  person: Person,
  object: AccessObjects['notebook'],
  known: number,
): Promise<CommentsDto | null> {
  const notebookId = object.id;
  if (known > 0 && (await lastNumber(database, notebookId)) === known) return null;
  const events = await database.commentEvent.findMany({ where: { notebookId }, orderBy: { number: 'asc' } });
  const threads = threadsOf(events);
  return {
    known: events.at(-1)?.number ?? 0,
    people: await peopleOf(database, object.project.id, events),
    threads,
    mayComment: object.project.state === 'active' && can(person, 'comments.write', object).ok,
  };
}

export async function lastNumber(database: Store, notebookId: string): Promise<number> {
  const { _max: last } = await database.commentEvent.aggregate({ where: { notebookId }, _max: { number: true } });
  return last.number ?? 0;
}

/** Threads as the events in their order made them. A comment that was deleted keeps its place and loses its words. */
function threadsOf(events: readonly CommentEvent[]): readonly ThreadDto[] {
  const threads = new Map<string, ThreadDto>();
  for (const event of events) {
    const thread = event.kind === 'begin' ? begun(event) : threads.get(event.thread);
    if (thread) threads.set(event.thread, after(thread, event));
  }
  return [...threads.values()];
}

function begun({ id, cellId, anchor }: CommentEvent): ThreadDto {
  return { id, cell: cellId ?? '', anchor: storedAnchor.parse(anchor), resolved: null, comments: [] };
}

function after(thread: ThreadDto, event: CommentEvent): ThreadDto {
  const at = event.at.toISOString();
  const changed = (change: Partial<CommentDto>): ThreadDto => ({
    ...thread,
    comments: thread.comments.map((comment) => (comment.id === event.comment ? { ...comment, ...change } : comment)),
  });
  switch (event.kind) {
    case 'begin':
    case 'reply':
      return { ...thread, comments: [...thread.comments, { id: event.id, by: event.userId, at, edited: null, ...wordsOf(event) }] };
    case 'edit':
      return changed({ edited: at, ...wordsOf(event) });
    case 'delete':
      return changed({ text: null, mentions: [] });
    case 'resolve':
      return { ...thread, resolved: { by: event.userId, at } };
    default:
      return { ...thread, resolved: null };
  }
}

function wordsOf({ text, mentions }: CommentEvent): Pick<CommentDto, 'text' | 'mentions'> {
  return { text: text ?? '', mentions: Array.isArray(mentions) ? mentions.map(String) : [] };
}

/** Members of the project, then those who said something, or are mentioned, and are members no more. */
async function peopleOf(database: Store, projectId: string, events: readonly CommentEvent[]): Promise<readonly CommentPerson[]> {
  const members = await membersOf(database, projectId);
  const known = new Set(members.map(({ account }) => account));
  const involved = new Set(events.flatMap((event) => [event.userId, ...wordsOf(event).mentions]));
  const left = [...involved].filter((account) => !known.has(account));
  if (left.length === 0) return members;
  const users = await database.user.findMany({ where: { id: { in: left } }, select: { id: true, name: true, legalName: true } });
  return [...members, ...users.map(({ id, name, legalName }) => ({ account: id, name, legalName, isMember: false }))];
}

export async function membersOf(database: Store, projectId: string): Promise<readonly CommentPerson[]> {
  const rows = await database.member.findMany({
    where: { projectId },
    select: { user: { select: { id: true, name: true, legalName: true } } },
    orderBy: { addedAt: 'asc' },
  });
  return rows.map(({ user: { id, name, legalName } }) => ({ account: id, name, legalName, isMember: true }));
}
