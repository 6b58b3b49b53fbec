import type { NotebookDto } from '@/app/_contract/notebooks';
import { Workbench } from './workbench';

interface NotebookPageProps {
  readonly notebook: NotebookDto;
  /** Its kept results, sent after the page. */
  readonly brought: Promise<string | null>;
  readonly hint: boolean;
}

/** The page of one notebook. */
export function NotebookPage({ notebook, brought, hint }: NotebookPageProps) {
  return <Workbench key={notebook.id} notebook={notebook} brought={brought} hint={hint} />;
}
