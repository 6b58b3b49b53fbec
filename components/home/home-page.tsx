import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { OfferedDatabase } from '@/app/_contract/catalogue';
import type { RecentNotebook } from '@/app/_contract/notebooks';
import type { ProjectSummary } from '@/app/_contract/projects';
import type { PlatformRole } from '@/app/_contract/roles';
import { NewProjectButton } from '@/components/projects/new-project';
import { ProjectCards } from '@/components/projects/project-cards';
import { PageFrame } from '@/components/shell/page-frame';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Moment } from '@/components/ui/moment';
import { NotebookPicture } from './notebook-picture';

interface HomePageProps {
  readonly name: string;
  readonly notebooks: readonly RecentNotebook[];
  readonly projects: readonly ProjectSummary[];
  /** What a first project can be made on; for those who have none. */
  readonly databases: readonly OfferedDatabase[];
  readonly roles: readonly PlatformRole[];
}

/** As many projects as fit a glance; the rest are a click away. */
const MOST_PROJECTS = 6;

/** Where a person continues: her last notebooks, her projects, or the room her role gives her. */
export function HomePage({ name, notebooks, projects, databases, roles }: HomePageProps) {
  const text = useTranslations('home');
  const administers = roles.includes('systemAdministrator') || roles.includes('securityAdministrator');
  const audits = roles.includes('auditor');
  return (
    <PageFrame title={text('hello', { name })}>
      {administers || audits ? (
        <div className="flex flex-wrap gap-2">
          {administers ? (
            <Button asChild look="primary">
              <Link href="/admin">{text('toAdmin')}</Link>
            </Button>
          ) : null}
          {audits ? (
            <Button asChild look="primary">
              <Link href="/audit">{text('toAudit')}</Link>
            </Button>
          ) : null}
        </div>
      ) : null}
      {notebooks.length > 0 ? (
        <section aria-labelledby="continue-heading" className="grid gap-3">
          <h2 id="continue-heading" className="text-xl font-semibold">
            {text('continue')}
          </h2>
          <ul className="grid gap-3 sm:grid-cols-2">
            {notebooks.map((notebook) => (
              <li
                key={notebook.id}
                className="relative grid content-start gap-1 rounded-md border border-line bg-surface p-4 hover:border-line-strong"
              >
                <Link
                  href={`/projects/${notebook.projectId}/notebooks/${notebook.id}`}
                  title={notebook.title}
                  className="line-clamp-2 font-semibold wrap-anywhere after:absolute after:inset-0"
                >
                  {notebook.title}
                </Link>
                <p title={notebook.projectName} className="line-clamp-2 text-sm wrap-anywhere text-ink-soft">
                  {notebook.projectName} · {text('cells', { count: notebook.cells })} · <Moment iso={notebook.updatedAt} />
                </p>
                {notebook.picture ? <NotebookPicture picture={notebook.picture} /> : null}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {projects.length === 0 && (administers || audits) ? null : (
        <section aria-labelledby="projects-heading" className="grid gap-3">
          <div className="flex items-center justify-between gap-3">
            <h2 id="projects-heading" className="text-xl font-semibold">
              {text('projects')}
            </h2>
            <Link href="/projects" className="text-accent underline-offset-2 hover:underline">
              {text('allProjects')}
            </Link>
          </div>
          {projects.length > 0 ? (
            <ProjectCards projects={projects.slice(0, MOST_PROJECTS)} />
          ) : (
            <EmptyState
              title={text('noProjects')}
              action={
                <span className="flex flex-wrap justify-center gap-2">
                  {databases.length > 0 ? <NewProjectButton databases={databases} /> : null}
                  <Button asChild>
                    <Link href="/catalogue">{text('toCatalogue')}</Link>
                  </Button>
                </span>
              }
            >
              {text(databases.length > 0 ? 'noProjectsMayBegin' : 'noProjectsWhat')}
            </EmptyState>
          )}
        </section>
      )}
    </PageFrame>
  );
}
