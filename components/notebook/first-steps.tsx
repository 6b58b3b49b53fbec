'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { dismissHintAction } from '@/app/_actions/account';
import { Button } from '@/components/ui/button';

const steps = ['one', 'two', 'three'] as const;

/** Three things to try, until they are dismissed for good. */
export function FirstSteps() {
  const text = useTranslations('notebook.hint');
  const [gone, setGone] = useState(false);
  if (gone) return null;
  const dismiss = () => {
    setGone(true);
    // One that was not recorded is shown again next time.
    dismissHintAction({ hint: 'first-steps' }).catch(() => undefined);
  };
  return (
    <aside aria-label={text('title')} className="mb-3 grid gap-1 rounded-md border border-accent bg-accent-soft px-4 py-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="font-semibold">{text('title')}</p>
        <Button size="small" look="quiet" onClick={dismiss}>
          {text('dismiss')}
        </Button>
      </div>
      <ol className="grid list-inside list-decimal gap-x-4 gap-y-0.5 sm:grid-cols-3">
        {steps.map((step) => (
          <li key={step}>{text(step)}</li>
        ))}
      </ol>
    </aside>
  );
}
