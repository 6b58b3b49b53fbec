import 'server-only';
import type { PlatformRole, Theme } from '@/app/_contract/roles';
import type { Language } from '@/cohort-dsl/source/localised';

/** Who is asking, as the database knows it at this moment; nothing here comes from the token but the session's id. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly legalName: string;
  readonly roles: readonly PlatformRole[];
  readonly language: Language;
  readonly theme: Theme;
  readonly sessionId: string;
}
