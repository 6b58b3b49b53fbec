import type { Language, Localised } from '@/cohort-dsl/source/localised';
import type { PersonDto } from './account';
import type { Theme } from './roles';

export const destinations = ['home', 'catalogue', 'projects', 'admin', 'audit', 'account'] as const;
export type Destination = (typeof destinations)[number];

export interface ShellState {
  readonly language: Language;
  readonly theme: Theme;
  readonly person: PersonDto | null;
  /** Where this person may go. */
  readonly destinations: readonly Destination[];
}

export const destinationPaths: Readonly<Record<Destination, string>> = {
  home: '/',
  catalogue: '/catalogue',
  projects: '/projects',
  admin: '/admin',
  audit: '/audit',
  account: '/account',
};

/** What a person can go to by name. */
export interface KnownPlaces {
  readonly projects: readonly { readonly id: string; readonly name: string }[];
  readonly notebooks: readonly { readonly id: string; readonly title: string; readonly projectId: string; readonly projectName: string }[];
  readonly databases: readonly { readonly name: string; readonly title: Localised }[];
}
