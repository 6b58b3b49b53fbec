'use client';

import { useTranslations } from 'next-intl';
import { bringBackNotebookAction } from '@/app/_actions/notebooks';
import type { ProjectDto } from '@/app/_contract/projects';
import { Button } from '@/components/ui/button';
import { Moment } from '@/components/ui/moment';
import { useToast } from '@/components/ui/toast';
import { useAction } from '@/components/ui/use-action';

/** Deleted notebooks of a project, each with the way back. */
export function DeletedNotebooks({ project }: { readonly project: ProjectDto }) {
  const text = useTranslations('projects');
  const announce = useToast();
  const { busy, run } = useAction(bringBackNotebookAction, undefined, ({ message }) => announce(message));
  if (project.deleted.length === 0) return null;
  return (
    <details>
      <summary className="cursor-default text-sm text-ink-soft select-none">
        {text('deletedNotebooks', { count: project.deleted.length })}
      </summary>
      <ul className="grid gap-1 pt-2">
        {project.deleted.map(({ id, title, deletedAt }) => (
          <li key={id} className="flex flex-wrap items-center gap-3">
            <span title={title} className="max-w-md truncate">
              {title}
            </span>
            <span className="text-sm text-ink-soft">
              <Moment iso={deletedAt} />
            </span>
            <Button
              size="small"
              busy={busy}
              onClick={() => run({ project: project.id, notebook: id })}
              aria-label={text('bringBackNotebook', { title })}
            >
              {text('bringBack')}
            </Button>
          </li>
        ))}
      </ul>
    </details>
  );
}
