import type { NotebookDto } from '@/app/_contract/notebooks';
import { Workbench } from './workbench';

/** The page of one notebook. */
export function NotebookPage({ notebook, hint }: { readonly notebook: NotebookDto; readonly hint: boolean }) {
  return <Workbench key={notebook.id} notebook={notebook} hint={hint} />;
}
