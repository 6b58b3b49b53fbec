import 'server-only';
import type { NotebookSummary } from '@/app/_contract/notebooks';

interface CountedNotebook {
  readonly id: string;
  readonly projectId: string;
  readonly title: string;
  readonly updatedAt: Date;
  readonly _count: { readonly cells: number };
}

export function summaryOfNotebook(notebook: CountedNotebook, projectName: string): NotebookSummary {
  return {
    id: notebook.id,
    projectId: notebook.projectId,
    projectName,
    title: notebook.title,
    updatedAt: notebook.updatedAt.toISOString(),
    cells: notebook._count.cells,
  };
}
