import { useTranslations } from 'next-intl';
import type { DemoAccountDto } from '@/app/_contract/account';
import { DemoButtons } from '@/components/account/demo-buttons';
import { PageFrame } from '@/components/shell/page-frame';

export function WelcomePage({ demo }: { readonly demo: readonly DemoAccountDto[] }) {
  const text = useTranslations('home');
  return (
    <PageFrame title={text('title')} lead={text('lead')}>
      <DemoButtons accounts={demo} />
    </PageFrame>
  );
}
