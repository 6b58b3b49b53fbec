'use client';

import { useTranslations } from 'next-intl';
import type { Cell } from '@/analysis-kernel/document/notebook';
import { MarkdownView } from '@/components/content/markdown-view';
import { SourceEditor } from '@/components/editor/source-editor';
import { useLiveText } from '@/components/workbench/live/use-live';
import { useFocus, useWorkbench } from '@/components/workbench/workbench-context';
import { focusCell } from './focus-cell';
import { useFilledText } from './use-filled-text';

/** Words between the cells: set as text, a click or Enter opens the Markdown. */
export function TextCell({ cell, onSlash }: { readonly cell: Cell; readonly onSlash: () => void }) {
  const text = useTranslations('notebook');
  const { controller, setFocus } = useWorkbench();
  const editing = useFocus((focus) => focus.id === cell.id && focus.editing) && controller.mayEdit;
  const live = useLiveText(cell.id, editing);
  const filled = useFilledText(cell.body);
  if (!editing && cell.body.trim() !== '') {
    return (
      // biome-ignore lint/a11y/noStaticElementInteractions: a double click is a shortcut; Enter on the cell does the same
      <div onDoubleClick={() => setFocus(cell.id, true)}>
        <MarkdownView text={filled} />
      </div>
    );
  }
  if (!controller.mayEdit) return null;
  const command = (body: string) => {
    if (body !== '/' || controller.store.snapshot().cells.get(cell.id)?.body !== '') return false;
    onSlash();
    return true;
  };
  return (
    <SourceEditor
      language="markdown"
      value={cell.body}
      label={text('kind.text')}
      placeholder={text('text.placeholder')}
      readOnly={false}
      autoFocus={editing}
      text={live}
      onCommand={command}
      onOpen={() => setFocus(cell.id, true)}
      onChange={(body) => controller.edits.write(cell.id, body)}
      onRun={() => setFocus(cell.id, false)}
      onTurn={controller.mayEdit ? (direction) => controller.edits.turn(direction) : undefined}
      onEscape={() => {
        setFocus(cell.id, false);
        focusCell(cell.id);
      }}
    />
  );
}
