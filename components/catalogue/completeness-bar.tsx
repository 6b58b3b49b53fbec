import { useTranslations } from 'next-intl';
import { countText, percentText } from '@/components/ui/number-text';

/** How much of a column is filled in, as a bar and in figures. */
export function CompletenessBar({ known, rows }: { readonly known: number; readonly rows: number }) {
  const text = useTranslations('catalogue');
  const share = rows === 0 ? 0 : known / rows;
  return (
    <div className="grid content-start gap-1">
      <svg aria-hidden="true" viewBox="0 0 100 4" preserveAspectRatio="none" className="mt-2 h-1.5 w-full">
        <rect width="100" height="4" rx="1" className="fill-line" />
        <rect width={100 * share} height="4" rx="1" className="fill-accent" />
      </svg>
      <p className="text-sm text-ink-soft">{text('complete', { percent: percentText(known, rows), missing: countText(rows - known) })}</p>
    </div>
  );
}
