'use client';

import type { ProjectSummary } from '@/app/_contract/projects';
import { useFind } from '@/components/ui/use-find';
import { ProjectCards } from './project-cards';

/** Projects as cards, with a field to find one by where there are many. */
export function ProjectList({ projects }: { readonly projects: readonly ProjectSummary[] }) {
  const { shown, field } = useFind(projects, ({ name, question, release }) => `${name} ${question} ${release}`);
  return (
    <div className="grid gap-3">
      {field}
      <ProjectCards projects={shown} />
    </div>
  );
}
