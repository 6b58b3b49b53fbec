import { ChartSpline, Code, Database, type LucideIcon, SlidersHorizontal, Table2, TextAlignStart, Users } from 'lucide-react';
import type { CellKind } from '@/analysis-kernel/document/notebook';
import type { SourceLanguage } from '@/components/editor/source-editor';

interface KindLook {
  readonly icon: LucideIcon;
  /** Of its source. */
  readonly language: SourceLanguage;
  /** Whether the source is folded away once there is a result. */
  readonly foldable: boolean;
  /** The name a new one asks for. */
  readonly wish: string;
}

/** How each kind of cell looks and begins, in the order in which the list at the plus offers them; analyses are offered by their methods. */
export const kindLooks: Readonly<Record<CellKind, KindLook>> = {
  cohort: { icon: Users, language: 'cohort', foldable: false, wish: 'cohort1' },
  analysis: { icon: Table2, language: 'yaml', foldable: true, wish: 'analysis1' },
  sql: { icon: Database, language: 'sql', foldable: false, wish: 'query1' },
  chart: { icon: ChartSpline, language: 'javascript', foldable: true, wish: 'chart1' },
  code: { icon: Code, language: 'javascript', foldable: false, wish: 'code1' },
  input: { icon: SlidersHorizontal, language: 'yaml', foldable: true, wish: 'input1' },
  text: { icon: TextAlignStart, language: 'markdown', foldable: false, wish: '' },
};
