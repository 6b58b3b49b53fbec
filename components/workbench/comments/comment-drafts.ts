import type { CommentAnchor } from '@/app/_contract/comments';
import { browserStore } from '../browser-store';

/** A comment that is being written and was not sent. */
export interface CommentDraft {
  /** Of the event it becomes: sent twice, it stands once. */
  readonly id: string;
  readonly text: string;
  /** Of a new thread: what it is about. */
  readonly begin?: BegunThread;
}

export interface BegunThread {
  readonly cell: string;
  readonly anchor: CommentAnchor;
  /** Of a value: key of the kept result that shows it. */
  readonly result: string | null;
}

/** Where drafts rest, each under its person, notebook and place: `new ID`, `reply THREAD` or `edit COMMENT`. */
export interface CommentDraftPlace {
  readonly all: () => Promise<readonly (readonly [place: string, CommentDraft])[]>;
  /** Stores a draft; null takes it out. */
  readonly write: (place: string, draft: CommentDraft | null) => Promise<void>;
}

const { run } = browserStore('coho-comment-drafts', 1);

/** Drafts in the browser's IndexedDB. */
export function browserCommentDrafts(person: string, notebook: string): CommentDraftPlace {
  const own = () => IDBKeyRange.bound([person, notebook], [person, notebook, []]);
  return {
    all: async () => {
      const keys = await run('readonly', (store) => store.getAllKeys(own()));
      const drafts: unknown[] = await run('readonly', (store) => store.getAll(own()));
      return keys.map((key, at) => [String((key as readonly IDBValidKey[])[2]), drafts[at] as CommentDraft]);
    },
    write: async (place, draft) => {
      if (draft === null) await run('readwrite', (store) => store.delete([person, notebook, place]));
      else await run('readwrite', (store) => store.put(draft, [person, notebook, place]));
    },
  };
}
