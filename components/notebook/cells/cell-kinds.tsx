import { ChartSpline, Code, Database, type LucideIcon, SlidersHorizontal, Table2, TextAlignStart, Users } from 'lucide-react';
import type { CellKind } from '@/analysis-kernel/document/notebook';
import { methodEntry } from '@/analysis-kernel/registry/registry';
import type { SourceLanguage } from '@/components/editor/source-editor';

interface CellKindLook {
  readonly icon: LucideIcon;
  readonly language: SourceLanguage;
  /** Its source is folded once it has a result. */
  readonly folds: boolean;
}

/** How cells of each kind look, in the order in which they are offered; analyses stand there method by method. */
export const cellKinds: Readonly<Record<CellKind, CellKindLook>> = {
  cohort: { icon: Users, language: 'cohort', folds: false },
  analysis: { icon: Table2, language: 'yaml', folds: true },
  sql: { icon: Database, language: 'sql', folds: false },
  chart: { icon: ChartSpline, language: 'javascript', folds: true },
  code: { icon: Code, language: 'javascript', folds: false },
  input: { icon: SlidersHorizontal, language: 'yaml', folds: true },
  text: { icon: TextAlignStart, language: 'markdown', folds: false },
};

const look = 'size-4 shrink-0 text-ink-soft';

/** The picture of a kind of cell; an analysis has that of its method. */
export function KindIcon({ kind, method = '' }: { readonly kind: CellKind; readonly method?: string }) {
  const path = kind === 'analysis' ? methodEntry(method)?.icon : undefined;
  if (path === undefined) {
    const Icon = cellKinds[kind].icon;
    return <Icon aria-hidden className={look} />;
  }
  return (
    <svg
      aria-hidden="true"
      data-method={method}
      viewBox="0 0 24 24"
      className={look}
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={path} />
    </svg>
  );
}
