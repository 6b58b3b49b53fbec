import 'server-only';
import { cellOfId, type Notebook } from '@/analysis-kernel/document/notebook';
import type { Effect } from '@/analysis-kernel/document/operations';
import type { CellNews, NotebookNews } from '@/app/_contract/live';
import { dtoOf } from '../cells/cell-rows';
import type { CellTexts } from './texts/cell-texts';

/** What windows that show a notebook have to be told of a save: shared texts by what changed of them, other cells whole. */
export function newsFrom(from: number, to: number, notebook: Notebook, effects: readonly Effect[], texts: CellTexts): NotebookNews {
  const [changed, made, removed] = [new Set<string>(), new Set<string>(), new Set<string>()];
  let [title, placed]: [string | null, boolean] = [null, false];
  for (const effect of effects) {
    if (effect.kind === 'titled') title = effect.title;
    else if (effect.kind === 'placed') placed = true;
    else if (effect.kind === 'changed') changed.add(effect.id);
    else if (effect.kind === 'removed') removed.add(effect.id);
    else made.add(effect.cell.id);
  }
  const cells = [...new Set([...made, ...changed])].flatMap((id): readonly CellNews[] => {
    const cell = cellOfId(notebook, id);
    if (!cell) return [];
    if (made.has(id) || !texts.row(id)) return [{ whole: dtoOf(cell) }];
    const news = texts.news(id);
    return [
      {
        id,
        version: cell.version,
        name: cell.name,
        splices: news?.splices ?? [],
        update: news ? Buffer.from(news.update).toString('base64') : null,
      },
    ];
  });
  return {
    from,
    to,
    cells,
    removed: [...removed].filter((id) => !cellOfId(notebook, id)),
    order: placed ? notebook.cells.map(({ id }) => id) : null,
    title,
  };
}
