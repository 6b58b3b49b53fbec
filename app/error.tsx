'use client';

import { useTranslations } from 'next-intl';
import { PageFrame } from '@/components/shell/page-frame';
import { Button } from '@/components/ui/button';

export default function PageFailed({ reset }: { readonly reset: () => void }) {
  const text = useTranslations('shell');
  return (
    <PageFrame title={text('errorTitle')} lead={text('errorLead')}>
      <div>
        <Button onClick={reset}>{text('retry')}</Button>
      </div>
    </PageFrame>
  );
}
