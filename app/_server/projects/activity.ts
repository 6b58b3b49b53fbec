import 'server-only';
import type { ActivityDto } from '@/app/_contract/projects';
import { type ActivityKind, activities } from '@/app/_contract/projects';
import type { Store } from '../store';

const MOST = 50;

/** What members did last in a project, newest first: decisions from the audit log, and one line a person and notebook for edits. */
export async function projectActivity(database: Store, projectId: string): Promise<readonly ActivityDto[]> {
  const [decisions, edits] = await Promise.all([
    database.auditEntry.findMany({
      where: { projectId, outcome: 'done', action: { in: [...activities] } },
      orderBy: { sequence: 'desc' },
      take: MOST,
    }),
    database.notebookOperation.groupBy({
      by: ['notebookId', 'userId'],
      where: { notebook: { projectId } },
      _max: { at: true },
      orderBy: { _max: { at: 'desc' } },
      take: MOST,
    }),
  ]);
  const details = decisions.map(({ details: said, objectKind, objectId }) => {
    const { notebook, account } = said as { readonly notebook?: string; readonly account?: string };
    return { notebook: objectKind === 'notebook' ? (objectId ?? '') : (notebook ?? ''), account: account ?? '' };
  });
  const [people, notebooks] = await Promise.all([
    namesOfPeople(database, [
      ...decisions.map(({ userId }) => userId ?? ''),
      ...edits.map(({ userId }) => userId),
      ...details.map(({ account }) => account),
    ]),
    titlesOf(database, [...edits.map(({ notebookId }) => notebookId), ...details.map(({ notebook }) => notebook)]),
  ]);
  const lines = decisions.map(
    (entry, place): ActivityDto => ({
      kind: entry.action as ActivityKind,
      at: entry.at.toISOString(),
      person: people.get(entry.userId ?? '') ?? entry.userName,
      about: notebooks.get(details[place].notebook) ?? people.get(details[place].account) ?? '',
    }),
  );
  for (const { notebookId, userId, _max } of edits) {
    if (!_max.at) continue;
    lines.push({
      kind: 'notebook.edit',
      at: _max.at.toISOString(),
      person: people.get(userId) ?? '',
      about: notebooks.get(notebookId) ?? '',
    });
  }
  return lines.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0)).slice(0, MOST);
}

/** Legal names by account id and by sign-in name: the log has a member by the one or the other. */
async function namesOfPeople(database: Store, wanted: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const given = [...new Set(wanted)];
  const users = await database.user.findMany({
    where: { OR: [{ id: { in: given } }, { name: { in: given } }] },
    select: { id: true, name: true, legalName: true },
  });
  return new Map(users.flatMap(({ id, name, legalName }) => [[id, legalName] as const, [name, legalName] as const]));
}

async function titlesOf(database: Store, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const notebooks = await database.notebook.findMany({ where: { id: { in: [...new Set(ids)] } }, select: { id: true, title: true } });
  return new Map(notebooks.map(({ id, title }) => [id, title]));
}
