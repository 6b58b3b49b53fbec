import type { ReactNode } from 'react';
import { classNames } from './class-names';

const tones = {
  neutral: 'border-line-strong text-ink-soft',
  accent: 'border-accent text-accent',
  fresh: 'border-fresh text-fresh',
  stale: 'border-stale text-stale',
  failed: 'border-failed text-failed',
  suppressed: 'border-suppressed text-suppressed',
} as const;

export function Badge({ tone = 'neutral', children }: { readonly tone?: keyof typeof tones; readonly children: ReactNode }) {
  return (
    <span className={classNames('inline-flex items-center gap-1 rounded-full border px-2 text-xs font-medium', tones[tone])}>
      {children}
    </span>
  );
}
