'use client';

import { FileText } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';

export function ReportButton() {
  const text = useTranslations('notebook');
  return (
    <Button look="primary" disabled>
      <FileText aria-hidden className="size-3.5" />
      {text('report')}
    </Button>
  );
}
