import 'server-only';
import { partWithLabels } from '@/analysis-kernel/cells/label-marks';
import type { NotebookPicture, RecentNotebook } from '@/app/_contract/notebooks';
import type { Person } from '../access/person';
import { permittedNotebooks } from '../access/scope';
import { after, MINUTE, now } from '../clock';
import type { Store } from '../store';
import { columnLabels } from './brought/brought-results';
import { readPicture } from './picture';
import { summaryOfNotebook } from './summary';

const OPENED = 'opened.';
/** Of those opened before, this many are looked at: some may have been deleted, or be another project's now. */
const REMEMBERED = 40;

/** Notes that a person has a notebook open, to the minute. */
export async function rememberOpened(database: Store, { id: userId }: Person, notebookId: string): Promise<void> {
  const key = `${OPENED}${notebookId}`;
  const at = now();
  const known = await database.preference.findUnique({ where: { userId_key: { userId, key } } });
  if (known && known.value > after(at, -MINUTE).toISOString()) return;
  const value = at.toISOString();
  await database.preference.upsert({ where: { userId_key: { userId, key } }, create: { userId, key, value }, update: { value } });
}

/** Where a person was: the notebooks opened last, then those of her projects that changed last. */
export async function recentNotebooks(database: Store, person: Person, most: number): Promise<readonly RecentNotebook[]> {
  const opened = await database.preference.findMany({
    where: { userId: person.id, key: { startsWith: OPENED } },
    orderBy: { value: 'desc' },
    take: REMEMBERED,
  });
  const ids = opened.map(({ key }) => key.slice(OPENED.length));
  const permitted = { ...permittedNotebooks(person), project: { status: 'active' as const, members: { some: { userId: person.id } } } };
  const include = {
    project: { select: { name: true, release: true } },
    _count: { select: { cells: { where: { deletedAt: null } } } },
  } as const;
  const [been, others] = await Promise.all([
    database.notebook.findMany({ where: { ...permitted, id: { in: ids } }, include }),
    database.notebook.findMany({ where: { ...permitted, id: { notIn: ids } }, include, orderBy: { updatedAt: 'desc' }, take: most }),
  ]);
  const shown = [...been.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id)), ...others].slice(0, most);
  return Promise.all(
    shown.map(async (row) => ({
      ...summaryOfNotebook(row, row.project.name),
      picture: await labelledPicture(database, { ...row, release: row.project.release }),
    })),
  );
}

interface PicturedNotebook {
  readonly id: string;
  readonly version: number;
  readonly release: string;
  readonly projectId: string;
  readonly figureKey: string | null;
}

/** A notebook's picture in the words of its cells; columns have their names where it cannot be read. */
async function labelledPicture(database: Store, notebook: PicturedNotebook): Promise<NotebookPicture | null> {
  const picture = await readPicture(notebook, database);
  if (picture === null) return null;
  const labels = await columnLabels(database, notebook);
  return partWithLabels(picture, (column) => labels?.get(column) ?? null);
}
