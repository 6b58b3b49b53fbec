import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ProjectDto } from '@/app/_contract/projects';
import { EmptyState } from '@/components/ui/empty-state';
import { Moment } from '@/components/ui/moment';
import { Table } from '@/components/ui/table';
import { DeletedNotebooks } from './deleted-notebooks';
import { NewNotebookButton } from './new-notebook';

export function Notebooks({ project }: { readonly project: ProjectDto }) {
  const text = useTranslations('projects');
  const create = project.may.createNotebook ? <NewNotebookButton project={project.id} /> : null;
  const columns = [
    { key: 'title', header: text('notebook') },
    { key: 'cells', header: text('cells'), numeric: true },
    { key: 'changed', header: text('changed'), numeric: true },
  ];
  const rows = project.documents.map((notebook) => ({
    key: notebook.id,
    cells: {
      title: (
        <Link
          href={`/projects/${project.id}/notebooks/${notebook.id}`}
          title={notebook.title}
          className="line-clamp-2 font-medium wrap-anywhere text-accent underline-offset-2 hover:underline"
        >
          {notebook.title}
        </Link>
      ),
      cells: notebook.cells,
      changed: <Moment iso={notebook.updatedAt} />,
    },
  }));
  return (
    <section aria-labelledby="notebooks-heading" className="grid gap-3">
      <div className="flex items-center justify-between gap-3">
        <h2 id="notebooks-heading" className="text-xl font-semibold">
          {text('notebooks')}
        </h2>
        {rows.length > 0 ? create : null}
      </div>
      {rows.length > 0 ? (
        <Table caption={text('notebooks')} columns={columns} rows={rows} />
      ) : (
        <EmptyState title={text('noNotebooks')} action={create}>
          {create ? text('noNotebooksMayCreate') : text('noNotebooksMayNot')}
        </EmptyState>
      )}
      <DeletedNotebooks project={project} />
    </section>
  );
}
