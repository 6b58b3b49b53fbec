import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { PageFrame } from './page-frame';

export function NotFoundPage() {
  const text = useTranslations('shell');
  return (
    <PageFrame title={text('notFoundTitle')} lead={`${text('notFoundLead')} ${text('notFoundProject')}`}>
      <WaysOn />
    </PageFrame>
  );
}

export function ForbiddenPage({ reason }: { readonly reason: string }) {
  const text = useTranslations('shell');
  return (
    <PageFrame title={text('forbiddenTitle')} lead={reason}>
      <WaysOn />
    </PageFrame>
  );
}

function WaysOn() {
  const text = useTranslations('shell');
  return (
    <div className="flex flex-wrap gap-2">
      <Button asChild look="primary">
        <Link href="/">{text('toHome')}</Link>
      </Button>
      <Button asChild>
        <Link href="/projects">{text('toProjects')}</Link>
      </Button>
    </div>
  );
}
