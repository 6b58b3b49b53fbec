'use client';

import { useFormatter, useTranslations } from 'next-intl';
import type { ResultOrigin } from '@/app/_contract/kept-results';
import type { Origin } from '@/components/workbench/kept-origins';

interface KeptNoteProps {
  readonly origin: Origin;
  /** The result shown is of this window's own run. */
  readonly isOwnRun: boolean;
  /** There is a result, and it is up to date. */
  readonly shown: boolean;
}

/**
 * A line below a cell's head: whose run a kept result is, when, with which version, and whether the server got the same; that it was
 * withdrawn, by whom; that this window's run gave another one.
 */
export function KeptNote({ origin: { kept, differsFrom }, isOwnRun, shown }: KeptNoteProps) {
  const text = useTranslations('notebook.kept');
  const format = useFormatter();
  const moment = (iso: string) => format.dateTime(new Date(iso), { dateStyle: 'medium', timeStyle: 'short' });
  const nameOf = (by: string | null) => by ?? text('server');
  if (kept?.withdrawn) {
    const refuted = kept.check === 'differs';
    const facts = { by: nameOf(kept.by), who: nameOf(kept.withdrawn.by), at: moment(kept.withdrawn.at) };
    return <Note tone={refuted ? 'text-failed' : 'text-stale'}>{text(refuted ? 'refuted' : 'withdrawn', facts)}</Note>;
  }
  if (!shown) return null;
  if (isOwnRun) {
    return differsFrom === null ? null : (
      <Note tone="text-stale">{text('differs', { by: nameOf(differsFrom.by), at: moment(differsFrom.at) })}</Note>
    );
  }
  if (kept === null) return <Note tone="text-ink-faint">{text('result')}</Note>;
  const { by, at, version } = kept;
  if (by === null) return <Note tone="text-ink-faint">{text('ofServer', { at: moment(at), version })}</Note>;
  return <Note tone="text-ink-faint">{text('full', { by, at: moment(at), version, checked: text(checkOf(kept)) })}</Note>;
}

function Note({ tone, children }: { readonly tone: string; readonly children: string }) {
  return (
    <p data-kept className={`-mt-1 basis-full text-xs ${tone}`}>
      {children}
    </p>
  );
}

function checkOf({ check }: ResultOrigin): 'checked' | 'checking' | 'unchecked' {
  if (check === 'agrees') return 'checked';
  return check === 'pending' ? 'checking' : 'unchecked';
}
