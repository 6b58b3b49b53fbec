/** The report of a run: the kernel's page, with figures drawn on a DOM of Node. */
import { parseHTML } from 'linkedom';
import { answerContent } from '@/analysis-kernel/content/content';
import { textSetting } from '@/analysis-kernel/document/front-matter';
import type { Notebook } from '@/analysis-kernel/document/notebook';
import { drawFigure } from '@/analysis-kernel/figures/draw';
import { reportHtml } from '@/analysis-kernel/report/report';
import type { CellState } from '@/analysis-kernel/session/state';
import { now } from '@/app/_server/clock';
import { notesSaid, type Workspace } from './run-workspace';

const WIDTH = 772;

export interface RunReport {
  readonly notebook: Notebook;
  readonly file: string;
  readonly states: readonly CellState[];
  readonly workspace: Workspace;
}

/** The report, in the language the notebook names (`language: zh`), else in English. */
export function runReport({ notebook, file, states, workspace }: RunReport): Promise<string> {
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const lang = notebook.settings.language ?? 'en';
  const setting = (key: string) => textSetting(notebook.frontMatter, key);
  const keys = (workspace.dictionary?.tables ?? []).map(({ key }) => key);
  const database = workspace.database === null ? null : { label: workspace.database, title: workspace.title, keys };
  return reportHtml({
    notebook,
    file,
    states,
    lang,
    database,
    engine: workspace.engine,
    notes: notesSaid(workspace, lang),
    facts: { question: setting('question'), author: setting('author'), date: setting('date') ?? now().toISOString() },
    content: answerContent,
    draw: (figure, outcome) => drawFigure(figure, outcome.tables, outcome.labels, { document, lang, theme: 'print', width: WIDTH }).svg,
  });
}
