import { useFormatter, useLocale, useNow, useTranslations } from 'next-intl';

/** A time: “just now” in its first minute, relative under a day, a date after; the whole of it on hover. */
export function Moment({ iso }: { readonly iso: string }) {
  const format = useFormatter();
  const locale = useLocale();
  const at = new Date(iso);
  const current = useNow();
  const text = useTranslations('shell');
  const age = current.getTime() - at.getTime();
  const day = locale === 'zh' ? `${at.getUTCFullYear()}年${at.getUTCMonth() + 1}月${at.getUTCDate()}日` : iso.slice(0, 10);
  return (
    <time dateTime={iso} title={`${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`}>
      {age < 60_000 ? text('justNow') : age < 86_400_000 ? format.relativeTime(at, current) : day}
    </time>
  );
}
