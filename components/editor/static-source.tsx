'use client';

import { type DragEvent, type MouseEvent, useEffect, useEffectEvent, useMemo, useRef } from 'react';
import { classNames } from '@/components/ui/class-names';
import { CursorLayer } from './cursor-layer';
import type { LiveCursors } from './live-cursors';
import type { Monaco } from './monaco/setup';
import { tokenClass } from './token-look';
import { useShownCursors } from './use-live-cursors';

interface Piece {
  readonly text: string;
  readonly look: string;
}

/** Lines of a text cut where its colours change; whole lines while the editor's grammars have not arrived. */
function piecesOf(value: string, language: string, monaco: Monaco | null): Piece[][] {
  const lines = value.split('\n');
  if (!monaco) return lines.map((text) => [{ text, look: '' }]);
  const tokens = monaco.editor.tokenize(value, language);
  return lines.map((line, at) =>
    (tokens[at] ?? []).map(({ offset, type }, place, all) => ({
      text: line.slice(offset, all[place + 1]?.offset ?? line.length),
      look: tokenClass(type),
    })),
  );
}

/** The offset in the text that a point of the screen is over; null where it is over none of its lines. */
function offsetAt(root: HTMLElement, value: string, x: number, y: number): number | null {
  const position = document.caretPositionFromPoint?.(x, y);
  const range = position ? null : document.caretRangeFromPoint?.(x, y);
  const node = position?.offsetNode ?? range?.startContainer;
  const at = position?.offset ?? range?.startOffset ?? 0;
  const holder = node instanceof Element ? node : node?.parentElement;
  const line = holder?.closest<HTMLElement>('[data-line]');
  if (!node || !line || !root.contains(line)) return null;
  const before = document.createRange();
  before.selectNodeContents(line);
  before.setEnd(node, at);
  const lines = value.split('\n').slice(0, Number(line.dataset.line));
  return lines.reduce((sum, text) => sum + text.length + 1, 0) + before.toString().length;
}

interface StaticSourceProps {
  readonly value: string;
  readonly language: string;
  readonly monaco: Monaco | null;
  readonly label: string;
  readonly placeholder?: string;
  readonly errorLine?: number | null;
  /** Of others who write in it. */
  readonly cursors?: LiveCursors | null;
  /** A click opens the editor at an offset; without it the text is only shown. */
  readonly onOpen?: (offset: number | null) => void;
  /** Text dropped on it, at an offset. */
  readonly onDropText?: (text: string, offset: number) => void;
  readonly onLines?: (tops: readonly number[]) => void;
}

/** Source text that is only looked at: coloured, numbered, and laid out as the editor lays it out. */
export function StaticSource(props: StaticSourceProps) {
  const { value, language, monaco, label, placeholder, errorLine, onOpen, onDropText } = props;
  const root = useRef<HTMLDivElement>(null);
  const cursors = useShownCursors(props.cursors ?? null);
  const starts = cursors.length > 0 ? lineStarts(value) : [];
  const pieces = useMemo(() => piecesOf(value, language, monaco), [value, language, monaco]);
  const tellLines = useEffectEvent(() => {
    const lines = root.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [];
    props.onLines?.(Array.from(lines, (line) => line.offsetTop));
  });
  useEffect(() => {
    const { current } = root;
    if (!current) return;
    const observer = new ResizeObserver(() => tellLines());
    observer.observe(current);
    return () => observer.disconnect();
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other lines stand in other places
  useEffect(() => tellLines(), [pieces]);
  const open = (event: MouseEvent<HTMLElement>) => {
    if (!onOpen || !root.current || !getSelection()?.isCollapsed) return;
    onOpen(offsetAt(root.current, value, event.clientX, event.clientY));
  };
  const drop = (event: DragEvent<HTMLElement>) => {
    const text = event.dataTransfer.getData('text/plain');
    if (!onDropText || !root.current || text === '') return;
    event.preventDefault();
    onDropText(text, offsetAt(root.current, value, event.clientX, event.clientY) ?? value.length);
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Enter on the cell does the same
    // biome-ignore lint/a11y/useSemanticElements: a group of lines, not of fields
    <div
      ref={root}
      role="group"
      aria-label={label}
      data-source={language}
      onClick={open}
      onDragOver={onDropText ? (event) => event.preventDefault() : undefined}
      onDrop={drop}
      className={classNames('relative py-2 font-mono text-[13px] leading-[20px]', onOpen && 'cursor-text')}
    >
      {pieces.map((line, at) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has no identity beyond its number
          key={at}
          data-row
          className={classNames('relative flex', errorLine === at + 1 && 'bg-failed-soft')}
        >
          <span aria-hidden className="w-[3ch] shrink-0 text-end text-ink-faint select-none">
            {at + 1}
          </span>
          <span data-line={at} className="min-h-[20px] min-w-0 flex-1 ps-2 break-words whitespace-pre-wrap">
            {value === '' && placeholder ? <span className="text-ink-faint">{placeholder}</span> : null}
            {line.map(({ text, look }, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a piece has no identity beyond its place
              <span key={place} className={look || undefined}>
                {text}
              </span>
            ))}
          </span>
          {cursors.length > 0 ? (
            <CursorLayer
              text={value.slice(starts[at], (starts[at + 1] ?? value.length + 1) - 1)}
              from={starts[at]}
              cursors={cursors}
              className="start-[3ch]! ps-2 break-words"
            />
          ) : null}
        </div>
      ))}
    </div>
  );
}

/** The offset that each line begins at. */
function lineStarts(value: string): readonly number[] {
  const starts = [0];
  for (let at = value.indexOf('\n'); at !== -1; at = value.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
