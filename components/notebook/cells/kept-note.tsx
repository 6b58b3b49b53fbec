'use client';

import { useFormatter, useTranslations } from 'next-intl';
import type { ResultOrigin } from '@/app/_contract/kept-results';

/** Whose run a kept result is, when, on which versions, and whether the server got the same; or that it was withdrawn. */
export function KeptNote({ origin, shown }: { readonly origin: ResultOrigin | null; readonly shown: boolean }) {
  const text = useTranslations('notebook.kept');
  const format = useFormatter();
  if (origin?.withdrawn) {
    return <span className="text-xs text-failed">{text(origin.check === 'differs' ? 'refuted' : 'withdrawn')}</span>;
  }
  if (!shown) return null;
  if (origin === null) return <span className="text-xs whitespace-nowrap text-ink-faint">{text('result')}</span>;
  const at = format.dateTime(new Date(origin.at), { dateStyle: 'medium', timeStyle: 'short' });
  const by = origin.by ?? text('server');
  const checked = origin.check === 'agrees' ? text('checked') : text('unchecked');
  return (
    <span className="text-xs text-ink-faint" title={text('full', { by, at, versions: origin.versions, checked })}>
      {text('short', { by, checked })}
    </span>
  );
}
