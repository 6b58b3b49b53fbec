import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { cache } from 'react';
import { readRun } from '@/app/_server/notebooks/history/read-run';
import { readKeptThen } from '@/app/_server/notebooks/read-kept';
import { orNotFound } from '@/app/_server/or-not-found';
import { openPage } from '@/app/_server/pages';
import { RunPage } from '@/components/notebook/history/run-page';

interface Properties {
  readonly params: Promise<{ project: string; notebook: string; run: string }>;
}

const open = cache(async (project: string, notebook: string, run: string) => {
  const page = await openPage('/projects/[project]/notebooks/[notebook]/runs/[run]', { project, notebook, run });
  return { ...page, record: await orNotFound(readRun(page.database, page.object.id, run)) };
});

export async function generateMetadata({ params }: Properties): Promise<Metadata> {
  const { project, notebook, run } = await params;
  const { record } = await open(project, notebook, run);
  return { title: (await getTranslations('history.record'))('title', { at: `${record.at.slice(0, 16).replace('T', ' ')} UTC` }) };
}

export default async function Page({ params }: Properties) {
  const { project, notebook, run } = await params;
  const { database, person, object, record } = await open(project, notebook, run);
  const keys = [...new Set(record.cells.flatMap(({ key }) => key ?? []))];
  const kept = await readKeptThen(database, person, { notebook: object.id, version: record.version, keys });
  return <RunPage project={project} notebook={notebook} record={record} kept={kept} />;
}
