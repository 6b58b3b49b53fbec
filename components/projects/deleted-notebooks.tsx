'use client';

import { useTranslations } from 'next-intl';
import { useTransition } from 'react';
import { bringBackNotebookAction } from '@/app/_actions/notebooks';
import type { ProjectDto } from '@/app/_contract/projects';
import { Button } from '@/components/ui/button';
import { Moment } from '@/components/ui/moment';
import { useToast } from '@/components/ui/toast';

/** Deleted notebooks of a project, each with the way back. */
export function DeletedNotebooks({ project }: { readonly project: ProjectDto }) {
  const text = useTranslations('projects');
  const announce = useToast();
  const [busy, start] = useTransition();
  if (project.deleted.length === 0) return null;
  const bringBack = (notebook: string) =>
    start(async () => {
      const result = await bringBackNotebookAction({ project: project.id, notebook });
      if (!result.ok) announce(result.problem.message);
    });
  return (
    <details>
      <summary className="cursor-default text-sm text-ink-soft select-none">
        {text('deletedNotebooks', { count: project.deleted.length })}
      </summary>
      <ul className="grid gap-1 pt-2">
        {project.deleted.map(({ id, title, deletedAt }) => (
          <li key={id} className="flex flex-wrap items-center gap-3">
            <span>{title}</span>
            <span className="text-sm text-ink-soft">
              <Moment iso={deletedAt} />
            </span>
            <Button size="small" busy={busy} onClick={() => bringBack(id)} aria-label={text('bringBackNotebook', { title })}>
              {text('bringBack')}
            </Button>
          </li>
        ))}
      </ul>
    </details>
  );
}
