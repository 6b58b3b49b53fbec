'use client';

import { createContext, useContext } from 'react';
import type { ThreadDto } from '@/app/_contract/comments';
import { useSelected } from '../use-selected';
import { type CommentState, CommentStore } from './comment-store';

/** Null where a notebook is shown without comments. */
export const CommentsContext = createContext<CommentStore | null>(null);

const never = () => new Promise<never>(() => undefined);
/** Nothing was said, and nothing can be. */
const SILENT = new CommentStore(
  {
    read: never,
    begin: never,
    reply: never,
    change: never,
    settle: never,
    drafts: { all: never, write: never },
    newId: () => '',
    later: () => () => undefined,
  },
  '',
  null,
);

export function useCommentStore(): CommentStore {
  return useContext(CommentsContext) ?? SILENT;
}

/** A part of what was said and of how the panel stands. */
export function useComments<Part>(select: (state: CommentState) => Part, same?: (a: Part, b: Part) => boolean): Part {
  return useSelected(useCommentStore(), select, same);
}

/** The threads about a cell, in the order they were begun. */
export function useThreadsOf(cell: string): readonly ThreadDto[] {
  const store = useCommentStore();
  return useSelected(store, () => store.threadsOf(cell));
}

export function useMayComment(): boolean {
  return useComments(({ comments }) => comments.mayComment);
}
