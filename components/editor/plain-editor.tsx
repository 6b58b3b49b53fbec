'use client';

import { type KeyboardEvent, type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react';
import { AreaSurface } from './area-surface';
import { CursorLayer } from './cursor-layer';
import type { TextBinding } from './text-binding';
import { turnOf } from './turn-of';
import { useShownCursors } from './use-live-cursors';
import { type TextBound, useTextBinding } from './use-text-binding';

interface PlainEditorProps extends TextBound {
  readonly language: string;
  readonly readOnly: boolean;
  readonly label: string;
  readonly placeholder?: string;
  readonly autoFocus?: boolean;
  readonly onFocus?: () => void;
  readonly onRun?: (stay: boolean) => void;
  readonly onEscape?: () => void;
  readonly onTurn?: (direction: 'undo' | 'redo') => void;
  readonly onInsertable?: (insert: (text: string) => boolean) => () => void;
}

/** Of the area and of what is drawn over it: both break their lines alike. */
const BOX = 'rounded-md border px-3 py-2 font-mono text-sm';

/** A text area that grows with its text: for Markdown, for touch, and where the code editor could not be loaded. */
export function PlainEditor(props: PlainEditorProps) {
  const {
    language,
    value,
    readOnly,
    label,
    placeholder,
    autoFocus,
    onFocus,
    onRun,
    onEscape,
    onTurn,
    onInsertable,
    cursors = null,
  } = props;
  const area = useRef<HTMLTextAreaElement>(null);
  const [first] = useState(value);
  const binding = useAreaBinding(area, props);
  const others = useShownCursors(cursors);
  useInsertable(area, readOnly, binding, onInsertable);
  const keys = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // Keys of an input method are its own: Escape and Enter choose among its words.
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') onEscape?.();
    const direction = turnOf(event);
    if (direction !== null && onTurn) {
      event.preventDefault();
      binding.current?.turn(() => onTurn(direction));
    }
    if (event.key === 'Enter' && (event.shiftKey || event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      onRun?.(!event.shiftKey);
    }
  };
  return (
    <div className="relative">
      <textarea
        ref={area}
        aria-label={label}
        data-language={language}
        defaultValue={first}
        placeholder={placeholder}
        readOnly={readOnly}
        // biome-ignore lint/a11y/noAutofocus: the reader has just asked to edit this cell
        autoFocus={autoFocus}
        spellCheck={language === 'markdown'}
        autoCapitalize={language === 'markdown' ? undefined : 'none'}
        autoCorrect={language === 'markdown' ? undefined : 'off'}
        onFocus={onFocus}
        onKeyDown={keys}
        rows={Math.max(2, value.split('\n').length)}
        className={`field-sizing-content block w-full resize-none border-line bg-sunken text-ink ${BOX}`}
      />
      {others.length > 0 ? <CursorLayer text={value} cursors={others} className={`border-transparent wrap-break-word ${BOX}`} /> : null}
    </div>
  );
}

function useAreaBinding(area: RefObject<HTMLTextAreaElement | null>, bound: TextBound): RefObject<TextBinding | null> {
  const { text = null } = bound;
  const surface = useRef<AreaSurface | null>(null);
  const typed = useEffectEvent(() => binding.current?.typed());
  const select = useEffectEvent((...[selection]: Parameters<NonNullable<TextBound['text']>['select']>) => bound.text?.select(selection));
  useEffect(() => {
    if (!area.current) return;
    const opened = new AreaSurface(area.current, { onTyped: () => typed(), onSelect: (selection) => select(selection) });
    surface.current = opened;
    return () => opened.end();
  }, [area]);
  const binding = useTextBinding(surface, bound, area);
  useEffect(() => {
    if (!text) return;
    if (surface.current && document.activeElement === area.current) text.select(surface.current.selection());
    return () => text.select(null);
  }, [text, area]);
  return binding;
}

function useInsertable(
  area: RefObject<HTMLTextAreaElement | null>,
  readOnly: boolean,
  binding: RefObject<TextBinding | null>,
  onInsertable: PlainEditorProps['onInsertable'],
): void {
  useEffect(
    () =>
      onInsertable?.((text) => {
        const element = area.current;
        if (!element || readOnly) return false;
        element.setRangeText(text, element.selectionStart, element.selectionEnd, 'end');
        binding.current?.typed();
        element.focus();
        return true;
      }),
    [area, readOnly, binding, onInsertable],
  );
}
