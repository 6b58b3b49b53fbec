'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { dismissHintAction } from '@/app/_actions/account';
import { Button } from '@/components/ui/button';

/** Three things to try, until they are dismissed for good. */
export function FirstSteps() {
  const text = useTranslations('notebook.hint');
  const [gone, setGone] = useState(false);
  if (gone) return null;
  const dismiss = () => {
    setGone(true);
    void dismissHintAction({ hint: 'first-steps' });
  };
  return (
    <aside aria-label={text('title')} className="mb-3 grid gap-2 rounded-md border border-accent bg-accent-soft px-4 py-3">
      <p className="font-semibold">{text('title')}</p>
      <ol className="grid list-decimal gap-0.5 ps-5">
        <li>{text('one')}</li>
        <li>{text('two')}</li>
        <li>{text('three')}</li>
      </ol>
      <Button size="small" className="justify-self-start" onClick={dismiss}>
        {text('dismiss')}
      </Button>
    </aside>
  );
}
