import { openPublicPage } from '@/app/_server/access/pages';
import { offeredDemoAccounts } from '@/app/_server/demo/open';
import { WelcomePage } from '@/components/home/welcome-page';

export default async function Page() {
  await openPublicPage('/');
  return <WelcomePage demo={await offeredDemoAccounts()} />;
}
