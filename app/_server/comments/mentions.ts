import 'server-only';
import { mentionsIn } from '@/app/_contract/mentions';
import type { Store } from '../store';
import { membersOf } from './read';

/** Accounts of the members of a project whom a text mentions: nobody else can be. */
export async function mentionedIn(database: Store, projectId: string, text: string): Promise<readonly string[]> {
  if (!text.includes('@')) return [];
  const accounts = mentionsIn(text, await membersOf(database, projectId)).flatMap(({ person }) => person?.account ?? []);
  return [...new Set(accounts)];
}
