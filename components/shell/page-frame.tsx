import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';

interface Crumb {
  readonly href: string;
  readonly label: string;
}

interface PageFrameProps {
  readonly title: string;
  readonly crumbs?: readonly Crumb[];
  /** Beside the heading: what one can do here. */
  readonly actions?: ReactNode;
  readonly lead?: ReactNode;
  readonly children: ReactNode;
}

/** A page of text width: breadcrumbs, its one heading, its actions. */
export function PageFrame({ title, crumbs = [], actions, lead, children }: PageFrameProps) {
  const text = useTranslations('shell');
  return (
    <div className="mx-auto grid max-w-5xl grid-cols-[minmax(0,1fr)] gap-6 px-4 py-6 sm:px-6">
      <div className="grid gap-2">
        {crumbs.length > 0 ? (
          <nav aria-label={text('breadcrumbs')}>
            <ol className="flex flex-wrap gap-1 text-sm text-ink-soft">
              {crumbs.map((crumb) => (
                <li key={crumb.href} className="flex max-w-72 min-w-0 gap-1">
                  <Link href={crumb.href} title={crumb.label} className="truncate underline-offset-2 hover:underline">
                    {crumb.label}
                  </Link>
                  <span aria-hidden>/</span>
                </li>
              ))}
              <li aria-current="page" title={title} className="max-w-96 min-w-0 truncate">
                {title}
              </li>
            </ol>
          </nav>
        ) : null}
        <div className="flex flex-wrap items-start justify-between gap-3">
          <h1 className="min-w-0 text-2xl font-semibold wrap-anywhere">{title}</h1>
          {actions ? <div className="flex flex-wrap gap-2">{actions}</div> : null}
        </div>
        {lead ? <div className="max-w-prose text-lg text-ink-soft">{lead}</div> : null}
      </div>
      {children}
    </div>
  );
}
