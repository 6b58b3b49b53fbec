import type { Notebook } from '@/analysis-kernel/document/notebook';
import type { CellState } from '@/analysis-kernel/session/state';
import { DUCKDB_VERSION } from '@/analysis-kernel/version';
import type { Language, Localised } from '@/cohort-dsl/source/localised';
import { fileNameOf } from '../file-name';
import { safeDrawing } from '../results/safe-drawing';

/** Width at which a report's figures are drawn, in pixels. */
const FIGURE_WIDTH = 760;

/** The report of a notebook with its results, drawn on white in the reader's language. The parts are loaded when first asked for. */
export async function buildReport({
  notebook,
  states,
  lang,
  release,
  title,
}: {
  readonly notebook: Notebook;
  readonly states: readonly CellState[];
  readonly lang: Language;
  readonly release: string;
  readonly title: Localised | null;
}): Promise<string> {
  const [{ reportHtml }, { drawFigure }] = await Promise.all([
    import('@/analysis-kernel/report/report'),
    import('@/analysis-kernel/figures/draw'),
  ]);
  return reportHtml({
    notebook,
    file: `${fileNameOf(notebook.settings.title)}.md`,
    states: states.map(withSafeDrawing),
    lang,
    database: { label: release, title },
    engine: `duckdb-wasm ${DUCKDB_VERSION}`,
    draw: (figure, outcome, language) =>
      drawFigure(figure, outcome.tables, outcome.labels, { document, lang: language, theme: 'print', width: FIGURE_WIDTH }),
  });
}

function withSafeDrawing(state: CellState): CellState {
  const { outcome } = state;
  if (outcome?.svg === undefined) return state;
  return { ...state, outcome: { ...outcome, svg: safeDrawing(outcome.svg)?.outerHTML } };
}
