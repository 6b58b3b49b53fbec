'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useMemo, useRef } from 'react';
import { turnOf } from '@/components/editor/turn-of';
import { usePlaceCommands } from '@/components/shell/place-commands';
import { useWorkbench } from '@/components/workbench/workbench-context';
import { focusCellName } from './cells/focus-cell';
import { openHistory } from './history/open-history';

/** Fields of text undo what was typed themselves; boxes to tick, lists and sliders have nothing of their own to take back. */
const TEXT_TYPES = new Set([
  'text',
  'search',
  'email',
  'url',
  'tel',
  'password',
  'number',
  'date',
  'datetime-local',
  'month',
  'time',
  'week',
]);

function isText(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return TEXT_TYPES.has(target.type);
  return target instanceof HTMLElement && (target.isContentEditable || target.tagName === 'TEXTAREA');
}

/** Keys of command mode mean something else in every field: letters choose in a list, arrows move a slider. */
function isField(target: EventTarget | null): boolean {
  return isText(target) || (target instanceof HTMLElement && /^(?:INPUT|SELECT)$/u.test(target.tagName));
}

/** Command mode of the notebook: the keys people know from other notebooks, and the same in palette and help. */
export function useKeyboard(): void {
  useCommandKeys();
  useNamedCommands();
}

/** What the keys do where nothing is being typed. */
function useCommandKeys(): void {
  const { controller, setFocus } = useWorkbench();
  const lastD = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { cells } = controller.store.snapshot().notebook;
      const { id: focused } = controller.focus.snapshot();
      const at = cells.findIndex(({ id }) => id === focused);
      const cell = cells[at];
      const add = (place: number) => setFocus(controller.edits.insert('text', cells[place - 1]?.id ?? null, '', ''), true);
      const control = event.ctrlKey || event.metaKey;
      if (isText(event.target)) return;
      const direction = turnOf(event);
      if (direction !== null) {
        event.preventDefault();
        controller.edits.turn(direction);
        return;
      }
      if (isField(event.target)) return;
      if (!(event.target instanceof HTMLElement && (event.target.closest('[data-cell]') || event.target === document.body))) return;
      if (event.key === 'Enter' && (event.shiftKey || control) && cell) {
        event.preventDefault();
        if (cell.kind !== 'text') void controller.run([cell.id]);
        if (event.shiftKey && cells[at + 1]) setFocus(cells[at + 1].id);
        return;
      }
      if (control || event.altKey || event.target.closest('button,a,summary,[role="menu"],[role="listbox"],[role="combobox"]')) return;
      const actions: Record<string, () => void> = {
        enter: () => cell && setFocus(cell.id, true),
        j: () => cells[at + 1] && setFocus(cells[at + 1].id),
        arrowdown: () => cells[at + 1] && setFocus(cells[at + 1].id),
        k: () => cells[at - 1] && setFocus(cells[at - 1].id),
        arrowup: () => cells[at - 1] && setFocus(cells[at - 1].id),
        h: () => openHistory.open({ of: 'notebook' }),
        w: () => cell && openHistory.open({ of: 'cell', cell: cell.id }),
        ...(controller.mayEdit
          ? {
              a: () => add(Math.max(0, at)),
              b: () => add(at + 1),
              z: () => controller.edits.turn('undo'),
              f2: () => cell && focusCellName(cell.id),
              d: () => {
                const again = event.timeStamp - lastD.current < 600;
                lastD.current = event.timeStamp;
                if (!again || !cell) return;
                // A third key begins anew.
                lastD.current = Number.NEGATIVE_INFINITY;
                controller.edits.remove(cell.id);
                setFocus((cells[at + 1] ?? cells[at - 1])?.id ?? null);
              },
            }
          : {}),
      };
      const action = actions[event.key.toLowerCase()];
      // With no cell in focus the arrows scroll the page.
      if (action && (focused !== null || event.key === 'j' || event.key === 'h')) {
        event.preventDefault();
        action();
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [controller, setFocus]);
}

/** The same in the palette and in the list of shortcuts. */
function useNamedCommands(): void {
  const text = useTranslations('notebook');
  const { controller } = useWorkbench();
  const place = useMemo(() => {
    const named = (key: Parameters<typeof text>[0]) => text(key);
    return {
      commands: () => [
        { id: 'notebook.run-all', group: text('shortcuts.place'), label: text('runAll'), run: () => void controller.runAll() },
        ...(controller.mayEdit
          ? [
              {
                id: 'notebook.undo',
                group: text('shortcuts.place'),
                label: text('undo'),
                keys: 'Ctrl Z',
                run: () => controller.edits.turn('undo'),
              },
              {
                id: 'notebook.redo',
                group: text('shortcuts.place'),
                label: text('redo'),
                keys: 'Ctrl Shift Z',
                run: () => controller.edits.turn('redo'),
              },
            ]
          : []),
      ],
      shortcuts: [
        { keys: 'Shift Enter', label: named('shortcuts.run') },
        { keys: 'Ctrl Enter', label: named('shortcuts.runStay') },
        { keys: 'Enter', label: named('shortcuts.edit') },
        { keys: 'Esc', label: named('shortcuts.command') },
        { keys: 'A', label: named('shortcuts.above') },
        { keys: 'B', label: named('shortcuts.below') },
        { keys: 'J', label: named('shortcuts.next') },
        { keys: 'K', label: named('shortcuts.previous') },
        { keys: 'D D', label: named('shortcuts.delete') },
        { keys: 'F2', label: named('shortcuts.rename') },
        { keys: 'Ctrl Z', label: named('shortcuts.undo') },
        { keys: 'Ctrl Shift Z', label: named('shortcuts.redo') },
      ],
    };
  }, [controller, text]);
  usePlaceCommands(place);
}
