import type { NotebookDto } from '@/app/_contract/notebooks';
import { Workbench } from './workbench';

interface NotebookPageProps {
  readonly notebook: NotebookDto;
  /** Its kept results, sent after the page. */
  readonly brought: Promise<string | null>;
  readonly hint: boolean;
}

/** The page of one notebook; one that was locked or unlocked since is opened anew. */
export function NotebookPage({ notebook, brought, hint }: NotebookPageProps) {
  return <Workbench key={`${notebook.id} ${notebook.lock?.at ?? ''}`} notebook={notebook} brought={brought} hint={hint} />;
}
