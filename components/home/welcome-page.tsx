import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { DemoAccountDto } from '@/app/_contract/account';
import type { DatabaseCard } from '@/app/_contract/catalogue';
import { DemoButtons } from '@/components/account/demo-buttons';
import { DatabaseCards } from '@/components/catalogue/database-cards';
import { PageFrame } from '@/components/shell/page-frame';
import { Button } from '@/components/ui/button';

interface WelcomePageProps {
  readonly demo: readonly DemoAccountDto[];
  readonly databases: readonly DatabaseCard[];
}

const steps = ['cohort', 'analysis', 'report'] as const;

/** What Coho is, for whom, and the way in. */
export function WelcomePage({ demo, databases }: WelcomePageProps) {
  const text = useTranslations('home');
  const account = useTranslations('account');
  return (
    <PageFrame title={text('title')} lead={text('lead')}>
      {demo.length > 0 ? (
        <section aria-labelledby="demo-heading" className="grid gap-3 rounded-md border border-line bg-surface p-5">
          <h2 id="demo-heading" className="text-xl font-semibold">
            {account('demoTitle')}
          </h2>
          <p className="max-w-prose text-ink-soft">{account('demoLead')}</p>
          <DemoButtons accounts={demo} />
        </section>
      ) : (
        <div>
          <Button asChild look="primary">
            <Link href="/signin">{account('signIn')}</Link>
          </Button>
        </div>
      )}
      <ol className="grid gap-6 sm:grid-cols-3">
        {steps.map((step) => (
          <li key={step} className="border-t border-ink pt-3">
            <h2 className="text-lg font-semibold">{text(`steps.${step}.title`)}</h2>
            <p className="text-ink-soft">{text(`steps.${step}.text`)}</p>
          </li>
        ))}
      </ol>
      {databases.length > 0 ? (
        <section aria-labelledby="catalogue-heading" className="grid gap-3">
          <h2 id="catalogue-heading" className="text-xl font-semibold">
            {text('databases')}
          </h2>
          <DatabaseCards databases={databases} />
        </section>
      ) : null}
    </PageFrame>
  );
}
