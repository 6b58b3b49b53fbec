import { cellOfId, type Notebook, newCell } from '@/analysis-kernel/document/notebook';
import type { Operation } from '@/analysis-kernel/document/operations';
import { type Choice, type Conflict, type OwnText, stepsBack, type TitleConflict } from './conflicts';

/** What a choice between texts comes to. */
export interface Settled {
  /** The notebook with the other side's text in the place of what was in conflict. */
  readonly notebook: Notebook;
  /** Steps to be taken back later, the first first: what was not chosen. */
  readonly unchosen: readonly (readonly Operation[])[];
  /** Says the chosen text on top of the other side's; null where that one was chosen. */
  readonly chosen: readonly Operation[] | null;
}

/** Settles a conflict over a cell; null where the cell is not shown. */
export function settledCell(notebook: Notebook, { id, theirs, removed, others }: Conflict, choice: Choice): Settled | null {
  const shown = cellOfId(notebook, id);
  if (!shown) return null;
  const at = notebook.cells.indexOf(shown);
  const after = notebook.cells[at - 1]?.id ?? null;
  const say = (text: OwnText | null, isThere: boolean): readonly Operation[] => {
    if (text === null) return [{ kind: 'remove', id, base: 0 }];
    const { name, body } = text;
    if (!isThere) return [{ kind: 'insert', id, base: 0, cell: { kind: shown.kind, name, body }, after }];
    const rename = name === null ? [] : [{ kind: 'rename' as const, id, base: 0, name }];
    return [{ kind: 'text', id, base: 0, change: { as: 'whole', body } }, ...rename];
  };
  const mine: OwnText | null = removed ? null : { name: shown.name, body: shown.body };
  const text = typeof choice === 'number' ? others[choice] : mine;
  const unchosen = [mine, ...others.toReversed()].filter((own) => choice === 'theirs' || own !== text);
  const cells = theirs ? notebook.cells.with(at, newCell(id, theirs, theirs.version)) : notebook.cells.toSpliced(at, 1);
  return {
    notebook: { ...notebook, cells },
    unchosen: stepsBack(unchosen, theirs !== null, say).toReversed(),
    chosen: choice === 'theirs' ? null : say(text, theirs !== null),
  };
}

/** Settles a conflict over the title, in the same way. */
export function settledTitle(notebook: Notebook, { theirs, others }: TitleConflict, choice: Choice): Settled {
  const mine = notebook.settings.title;
  const titled = (title: string | null): readonly Operation[] => [{ kind: 'title', from: theirs, title }];
  const chosen = typeof choice === 'number' ? others[choice] : mine;
  const unchosen = [...others, mine].filter((title) => choice === 'theirs' || title !== chosen);
  return {
    notebook: { ...notebook, settings: { ...notebook.settings, title: theirs } },
    unchosen: unchosen.map(titled),
    chosen: choice === 'theirs' ? null : titled(chosen),
  };
}
