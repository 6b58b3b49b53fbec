'use client';

import { type KeyboardEvent, type RefObject, useEffect, useRef } from 'react';
import { turnOf } from './turn-of';

interface PlainEditorProps {
  readonly language: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
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

/** A text area that grows with its text: for Markdown, for touch, and where the code editor could not be loaded. */
export function PlainEditor(props: PlainEditorProps) {
  const { language, value, onChange, readOnly, label, placeholder, autoFocus, onFocus, onRun, onEscape, onTurn, onInsertable } = props;
  const area = useRef<HTMLTextAreaElement>(null);
  useInsertable(area, readOnly, onChange, onInsertable);
  const keys = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === 'Escape') onEscape?.();
    const direction = turnOf(event);
    if (direction !== null && onTurn) {
      event.preventDefault();
      onTurn(direction);
    }
    if (event.key === 'Enter' && (event.shiftKey || event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      onRun?.(!event.shiftKey);
    }
  };
  return (
    <textarea
      ref={area}
      aria-label={label}
      data-language={language}
      value={value}
      placeholder={placeholder}
      readOnly={readOnly}
      // biome-ignore lint/a11y/noAutofocus: the reader has just asked to edit this cell
      autoFocus={autoFocus}
      spellCheck={language === 'markdown'}
      autoCapitalize={language === 'markdown' ? undefined : 'none'}
      autoCorrect={language === 'markdown' ? undefined : 'off'}
      onFocus={onFocus}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={keys}
      rows={Math.max(2, value.split('\n').length)}
      className="field-sizing-content w-full resize-none rounded-md border border-line bg-sunken px-3 py-2 font-mono text-sm text-ink"
    />
  );
}

function useInsertable(
  area: RefObject<HTMLTextAreaElement | null>,
  readOnly: boolean,
  onChange: (value: string) => void,
  onInsertable: PlainEditorProps['onInsertable'],
): void {
  useEffect(
    () =>
      onInsertable?.((text) => {
        const element = area.current;
        if (!element || readOnly) return false;
        element.setRangeText(text, element.selectionStart, element.selectionEnd, 'end');
        onChange(element.value);
        element.focus();
        return true;
      }),
    [area, readOnly, onChange, onInsertable],
  );
}
