import { useTranslations } from 'next-intl';
import type { NotebookDto } from '@/app/_contract/notebooks';
import { PageFrame } from '@/components/shell/page-frame';

/** The notebook's cells in reading order. */
export function NotebookPage({ notebook }: { readonly notebook: NotebookDto }) {
  const text = useTranslations('projects');
  const crumbs = [
    { href: '/projects', label: text('title') },
    { href: `/projects/${notebook.projectId}`, label: notebook.projectName },
  ];
  return (
    <PageFrame title={notebook.title} crumbs={crumbs}>
      <ol className="grid gap-4">
        {notebook.cells.map((cell) => (
          <li key={cell.id} className="border-l-2 border-line-strong pl-3">
            <p className="text-sm text-ink-soft">{[text(`cellKind.${cell.kind}`), cell.name].filter(Boolean).join(' · ')}</p>
            <pre className="overflow-x-auto font-mono text-sm whitespace-pre-wrap">{cell.body}</pre>
          </li>
        ))}
      </ol>
    </PageFrame>
  );
}
