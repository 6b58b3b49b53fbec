import type { CommentsDto } from '@/app/_contract/comments';
import type { NotebookDto } from '@/app/_contract/notebooks';
import { Workbench } from './workbench';

interface NotebookPageProps {
  readonly notebook: NotebookDto;
  /** Its kept results, sent after the page. */
  readonly brought: Promise<string | null>;
  /** What was said about it; null where that could not be read. */
  readonly comments: CommentsDto | null;
  readonly hint: boolean;
}

/** The page of one notebook; one that was locked or unlocked since is opened anew. */
export function NotebookPage({ notebook, brought, comments, hint }: NotebookPageProps) {
  return (
    <Workbench key={`${notebook.id} ${notebook.lock?.at ?? ''}`} notebook={notebook} brought={brought} comments={comments} hint={hint} />
  );
}
