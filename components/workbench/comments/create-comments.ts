import { beginThreadAction, changeCommentAction, readCommentsAction, replyAction, settleThreadAction } from '@/app/_actions/comments';
import type { CommentsDto } from '@/app/_contract/comments';
import type { NotebookDto } from '@/app/_contract/notebooks';
import type { ActionResult, Problem } from '@/app/_contract/problem';
import { browserCommentDrafts } from './comment-drafts';
import { CommentStore } from './comment-store';

/** The problem of an action that was refused; that there was no answer is one too, in words of the page's own. */
async function problemOf(action: Promise<ActionResult<unknown>>, unreachable: string): Promise<Problem | null> {
  const result = await action.catch(() => null);
  if (result === null) return { code: 'unreachable', message: unreachable, fields: [] };
  return result.ok ? null : result.problem;
}

/**
 * The comments of an opened notebook, joined to the server's actions.
 * @param saved resolves when the server has the text a comment is about
 */
export function createComments(
  { id: notebook, reader }: Pick<NotebookDto, 'id' | 'reader'>,
  first: CommentsDto | null,
  unreachable: string,
  saved: () => Promise<unknown>,
): CommentStore {
  return new CommentStore(
    {
      read: async (known) => {
        const result = await readCommentsAction({ notebook, known });
        if (!result.ok) throw new Error(result.problem.message);
        return result.value;
      },
      begin: async ({ id, text }, begin) => {
        if (begin.anchor.on === 'words') await saved();
        return problemOf(beginThreadAction({ notebook, id, text, ...begin }), unreachable);
      },
      reply: ({ id, text }, thread) => problemOf(replyAction({ notebook, id, thread, text }), unreachable),
      change: (id, comment, text) => problemOf(changeCommentAction({ notebook, id, comment, text }), unreachable),
      settle: (id, thread, resolved) => problemOf(settleThreadAction({ notebook, id, thread, resolved }), unreachable),
      drafts: browserCommentDrafts(reader, notebook),
      newId: () => crypto.randomUUID(),
      later: (work, milliseconds) => {
        const timer = setTimeout(work, milliseconds);
        return () => clearTimeout(timer);
      },
    },
    reader,
    first,
  );
}
