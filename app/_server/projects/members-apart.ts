import 'server-only';
import { separatedRoles } from '@/app/_contract/roles';
import type { Store } from '../store';

/**
 * Members of projects who run the platform or watch over it, from before that was refused: they can open their projects no more. One
 * sentence each, for whoever runs the installation.
 */
export async function membersApart(database: Store): Promise<readonly string[]> {
  const members = await database.member.findMany({
    where: { user: { roles: { some: { role: { in: [...separatedRoles] } } } } },
    select: { user: { select: { name: true } }, project: { select: { name: true } } },
    orderBy: [{ userId: 'asc' }, { addedAt: 'asc' }],
  });
  return members.map(
    ({ user, project }) =>
      `${user.name} administers or audits this installation, so the project "${project.name}" no longer opens for that account; its owner removes the member, or a security administrator takes the role away.`,
  );
}
