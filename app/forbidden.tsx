import { requestedPageVerdict } from '@/app/_server/pages';
import { problemMessage } from '@/app/_server/problems';
import { readPreferences } from '@/app/_server/session/preferences';
import { ForbiddenPage } from '@/components/shell/refused-page';

export default async function Forbidden() {
  const verdict = await requestedPageVerdict();
  const { language } = await readPreferences();
  return <ForbiddenPage reason={verdict.ok ? '' : problemMessage(verdict.code, verdict.parameters, language)} />;
}
