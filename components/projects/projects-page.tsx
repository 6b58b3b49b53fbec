import { useTranslations } from 'next-intl';
import type { OfferedDatabase } from '@/app/_contract/catalogue';
import type { ProjectSummary } from '@/app/_contract/projects';
import { PageFrame } from '@/components/shell/page-frame';
import { EmptyState } from '@/components/ui/empty-state';
import { NewProjectButton } from './new-project';
import { ProjectList } from './project-list';

interface ProjectsPageProps {
  readonly projects: readonly ProjectSummary[];
  /** Null for those who may not create a project. */
  readonly databases: readonly OfferedDatabase[] | null;
}

export function ProjectsPage({ projects, databases }: ProjectsPageProps) {
  const text = useTranslations('projects');
  const active = projects.filter((project) => !project.archived);
  const archived = projects.filter((project) => project.archived);
  const create = databases ? <NewProjectButton databases={databases} /> : null;
  return (
    <PageFrame title={text('title')} actions={active.length > 0 ? create : null}>
      {active.length > 0 ? (
        <ProjectList projects={active} />
      ) : (
        <EmptyState title={text('none')} action={create}>
          {databases ? text('noneResearcher') : text('noneOther')}
        </EmptyState>
      )}
      {archived.length > 0 ? (
        <section aria-labelledby="archived-heading" className="grid gap-3">
          <h2 id="archived-heading" className="text-xl font-semibold">
            {text('archivedTitle')}
          </h2>
          <ProjectList projects={archived} />
        </section>
      ) : null}
    </PageFrame>
  );
}
