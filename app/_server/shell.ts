import 'server-only';
import { type Destination, destinations, type ShellState } from '@/app/_contract/shell';
import { can } from './access/can';
import { nothing } from './access/objects';
import type { Right } from './access/rights';
import { auth } from './session/current';
import { readPreferences } from './session/preferences';

const rightFor: Readonly<Record<Destination, Right>> = {
  home: 'home.read',
  catalogue: 'catalogue.read',
  projects: 'project.list',
  admin: 'admin.read',
  audit: 'audit.read',
  account: 'account.own',
};

/** What the frame around every page shows: who is here, in which language and light, and where she may go. */
export async function shellState(): Promise<ShellState> {
  const [person, preferences] = [await auth(), await readPreferences()];
  return {
    ...preferences,
    person: person && {
      name: person.name,
      legalName: person.legalName,
      roles: person.roles,
      language: person.language,
      theme: person.theme,
    },
    destinations: destinations.filter((destination) => can(person, rightFor[destination], nothing).ok),
  };
}
