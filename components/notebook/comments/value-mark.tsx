import { useTranslations } from 'next-intl';
import type { ThreadDto } from '@/app/_contract/comments';

/** Says beside a value that it is spoken about, to those who do not see the corner of its cell. */
export function ValueMark({ threads }: { readonly threads: readonly ThreadDto[] }) {
  return threads.length > 0 ? <Said count={threads.length} /> : null;
}

function Said({ count }: { readonly count: number }) {
  const text = useTranslations('comments');
  return <span className="sr-only">{text('onValue', { count })}</span>;
}
