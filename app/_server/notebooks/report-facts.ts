import 'server-only';
import type { ReportFacts } from '@/app/_contract/notebooks';
import type { Person } from '../access/person';
import { now } from '../clock';
import type { Store } from '../store';

/** What a report of a notebook opens with; the reader has been asked for the right before. */
export async function reportFacts(database: Store, person: Person, notebookId: string): Promise<ReportFacts> {
  const { project } = await database.notebook.findUniqueOrThrow({
    where: { id: notebookId },
    select: { project: { select: { question: true } } },
  });
  return { question: project.question || null, author: person.legalName || person.name, date: now().toISOString() };
}
