import type { Notebook } from '@/analysis-kernel/document/notebook';
import { databaseNotes } from '@/analysis-kernel/session/results-document';
import type { CellState } from '@/analysis-kernel/session/state';
import { DUCKDB_VERSION } from '@/analysis-kernel/version';
import type { ReportFacts } from '@/app/_contract/notebooks';
import type { Dictionary } from '@/cohort-dsl/schema/dictionary';
import type { Language } from '@/cohort-dsl/source/localised';
import { pageDesk } from '@/components/content/page-desk';
import { fileNameOf } from '../file-name';

/** Width at which a report's figures are drawn, in pixels. */
const FIGURE_WIDTH = 760;

/** The report of a notebook with its results, drawn on white in the reader's language. The parts are loaded when first asked for. */
export async function buildReport({
  notebook,
  states,
  lang,
  release,
  dictionary,
  facts,
}: {
  readonly notebook: Notebook;
  readonly states: readonly CellState[];
  readonly lang: Language;
  readonly release: string;
  readonly dictionary: Dictionary | null;
  readonly facts: ReportFacts;
}): Promise<string> {
  const [{ reportHtml }, { drawFigure }] = await Promise.all([
    import('@/analysis-kernel/report/report'),
    import('@/analysis-kernel/figures/draw'),
  ]);
  return reportHtml({
    notebook,
    file: `${fileNameOf(notebook.settings.title)}.md`,
    states,
    lang,
    database: { label: release, title: dictionary?.title ?? null, keys: (dictionary?.tables ?? []).map(({ key }) => key) },
    engine: `duckdb-wasm ${DUCKDB_VERSION}`,
    notes: databaseNotes(dictionary, lang),
    facts,
    content: (question) => pageDesk().ask(question),
    draw: (figure, outcome, language) =>
      drawFigure(figure, outcome.tables, outcome.labels, { document, lang: language, theme: 'print', width: FIGURE_WIDTH }).svg,
  });
}
