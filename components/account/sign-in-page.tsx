import { useTranslations } from 'next-intl';
import type { DemoAccountDto } from '@/app/_contract/account';
import { PageFrame } from '@/components/shell/page-frame';
import { DemoButtons } from './demo-buttons';
import { SignInForm } from './sign-in-form';

export function SignInPage({ next, demo }: { readonly next: string; readonly demo: readonly DemoAccountDto[] }) {
  const text = useTranslations('account');
  return (
    <PageFrame title={text('signInTitle')}>
      <div className="grid items-start gap-8 md:grid-cols-2">
        <SignInForm next={next} />
        {demo.length > 0 ? (
          <section aria-labelledby="demo-heading" className="grid gap-3">
            <h2 id="demo-heading" className="text-lg font-semibold">
              {text('demoTitle')}
            </h2>
            <p className="text-ink-soft">{text('demoLead')}</p>
            <DemoButtons accounts={demo} />
          </section>
        ) : null}
      </div>
    </PageFrame>
  );
}
