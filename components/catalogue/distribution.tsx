import { useTranslations } from 'next-intl';
import type { CategoryValue } from '@/cohort-dsl/schema/dictionary';
import type { Summary } from '@/cohort-dsl/schema/profile';
import { usualSpelling } from '@/cohort-dsl/schema/unit-spellings';
import { useLocalised } from '@/components/ui/localised';
import { countText, estimateText, percentText } from '@/components/ui/number-text';
import { Bars } from './bars';

interface DistributionProps {
  readonly summary: Summary;
  readonly values: readonly CategoryValue[] | null;
  readonly unit: string | null;
}

/** A column's values at a glance: a small picture and the figures behind it. */
export function Distribution({ summary, values, unit }: DistributionProps) {
  const text = useTranslations('catalogue');
  switch (summary.kind) {
    case 'number': {
      const { histogram } = summary;
      const bars = histogram
        ? histogram.counts.map((count, at) => ({
            from: histogram.edges[at],
            to: histogram.edges[at + 1],
            height: count / (histogram.edges[at + 1] - histogram.edges[at]),
          }))
        : [];
      return (
        <div className="grid content-start gap-1">
          <Bars bars={bars} />
          <p className="text-sm text-ink-soft">
            {text('median', {
              median: estimateText(summary.median),
              q1: estimateText(summary.q1),
              q3: estimateText(summary.q3),
              unit: unit ? usualSpelling(unit) : '',
            })}
            {summary.implausible > 0 ? ` · ${text('implausible', { count: countText(summary.implausible) })}` : null}
          </p>
        </div>
      );
    }
    case 'date':
      return (
        <div className="grid content-start gap-1">
          <Bars bars={summary.years.map(({ year, rows }) => ({ from: year, to: year + 1, height: rows }))} />
          <p className="text-sm text-ink-soft">
            {summary.from && summary.through ? `${summary.from} – ${summary.through}` : text('noDates')}
          </p>
        </div>
      );
    case 'values':
      return <ValueShares summary={summary} values={values} />;
    case 'text':
      return <p className="text-sm text-ink-soft">{text('distinct', { count: summary.distinct, shown: countText(summary.distinct) })}</p>;
  }
}

const SHOWN = 6;

function ValueShares({
  summary,
  values,
}: {
  readonly summary: Extract<Summary, { kind: 'values' }>;
  readonly values: readonly CategoryValue[] | null;
}) {
  const text = useTranslations('catalogue');
  const localised = useLocalised();
  const total = summary.values.reduce((sum, value) => sum + value.rows, 0);
  const shown = summary.values.slice(0, SHOWN);
  const hidden = summary.distinct - shown.length;
  const labelOf = (key: string) => {
    const known = values?.find((value) => value.key === key);
    return known ? localised(known.label) : key;
  };
  return (
    <div className="grid content-start gap-1 text-sm text-ink-soft">
      <ul className="grid gap-0.5">
        {shown.map((value) => (
          <li key={value.value} className="grid grid-cols-[minmax(0,1fr)_3.5rem_7.5rem] items-center gap-2">
            <span className="truncate" title={labelOf(value.value)}>
              {labelOf(value.value)}
            </span>
            <svg aria-hidden="true" viewBox="0 0 100 8" preserveAspectRatio="none" className="h-2 w-full">
              <rect width={total === 0 ? 0 : (100 * value.rows) / total} height="8" className="fill-accent" />
            </svg>
            <span className="text-end tabular-nums">
              {countText(value.rows)} ({percentText(value.rows, total)})
            </span>
          </li>
        ))}
      </ul>
      {hidden > 0 ? <p>{text('moreValues', { count: countText(hidden) })}</p> : null}
    </div>
  );
}
