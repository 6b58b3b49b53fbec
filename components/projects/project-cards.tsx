import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ProjectSummary } from '@/app/_contract/projects';
import { Moment } from '@/components/ui/moment';

export function ProjectCards({ projects }: { readonly projects: readonly ProjectSummary[] }) {
  const text = useTranslations('projects');
  const roles = useTranslations('roles');
  return (
    <ul className="grid gap-3 sm:grid-cols-2">
      {projects.map((project) => (
        <li
          key={project.id}
          className="relative grid content-start gap-1 rounded-md border border-line bg-surface p-4 hover:border-line-strong"
        >
          <Link
            href={`/projects/${project.id}`}
            title={project.name}
            className="line-clamp-2 text-lg font-semibold wrap-anywhere after:absolute after:inset-0"
          >
            {project.name}
          </Link>
          <p title={project.question} className="line-clamp-2 text-ink-soft">
            {project.question}
          </p>
          <p className="text-sm text-ink-soft">
            {text('cardFacts', { release: project.release, notebooks: project.notebooks, members: project.members })}
          </p>
          <p className="text-sm text-ink-soft">
            {text('yourRole', { role: roles(project.role) })} · <Moment iso={project.updatedAt} />
          </p>
        </li>
      ))}
    </ul>
  );
}
