import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { CentreChoice } from '@/app/_contract/catalogue';
import type { ActivityDto, ProjectDto } from '@/app/_contract/projects';
import { PageFrame } from '@/components/shell/page-frame';
import { Badge } from '@/components/ui/badge';
import { Moment } from '@/components/ui/moment';
import { Tabs } from '@/components/ui/tabs';
import { Activity } from './activity';
import { ArchiveButton } from './archive-project';
import { EditProjectButton } from './edit-project';
import { Members } from './members';
import { Notebooks } from './notebooks';

interface ProjectPageProps {
  readonly project: ProjectDto;
  readonly centres: readonly CentreChoice[];
  readonly activity: readonly ActivityDto[];
}

export function ProjectPage({ project, centres, activity }: ProjectPageProps) {
  const text = useTranslations('projects');
  const actions = (
    <>
      {project.may.rename ? <EditProjectButton project={project} /> : null}
      {project.may.archive ? <ArchiveButton project={project.id} archived={project.archived} /> : null}
    </>
  );
  const tabs = [
    { value: 'overview', label: text('overview'), content: <Overview project={project} /> },
    {
      value: 'members',
      label: text('members', { count: project.people.length }),
      content: <Members project={project} centres={centres} />,
    },
    { value: 'activity', label: text('activity'), content: <Activity activity={activity} /> },
  ];
  return (
    <PageFrame title={project.name} crumbs={[{ href: '/projects', label: text('title') }]} actions={actions} lead={project.question}>
      {project.archived ? <p className="rounded-md border border-stale bg-stale-soft px-3 py-2">{text('archivedNote')}</p> : null}
      <Notebooks project={project} />
      <Tabs tabs={tabs} label={text('parts')} />
    </PageFrame>
  );
}

function Overview({ project }: { readonly project: ProjectDto }) {
  const text = useTranslations('projects');
  const roles = useTranslations('roles');
  const database = project.release.split('@')[0];
  return (
    <dl className="grid max-w-xl grid-cols-[max-content_1fr] gap-x-6 gap-y-2">
      <dt className="text-ink-soft">{text('database')}</dt>
      <dd>
        <Link href={`/catalogue/${database}`} className="text-accent underline underline-offset-2">
          {project.release}
        </Link>
      </dd>
      <dt className="text-ink-soft">{text('tier')}</dt>
      <dd>
        <Badge tone="accent">{text('openData')}</Badge> <span className="text-ink-soft">{text('openDataNote')}</span>
      </dd>
      <dt className="text-ink-soft">{text('status')}</dt>
      <dd>{project.archived ? text('archived') : text('active')}</dd>
      <dt className="text-ink-soft">{text('yourPlace')}</dt>
      <dd>{roles(project.role)}</dd>
      <dt className="text-ink-soft">{text('created')}</dt>
      <dd>
        <Moment iso={project.createdAt} />
      </dd>
    </dl>
  );
}
