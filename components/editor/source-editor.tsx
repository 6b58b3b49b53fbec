'use client';

import { type KeyboardEvent, useId } from 'react';

export type SourceLanguage = 'cohort' | 'sql' | 'yaml' | 'javascript' | 'markdown';

export interface SourceEditorProps {
  readonly language: SourceLanguage;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly readOnly: boolean;
  readonly label: string;
  readonly placeholder?: string;
  readonly autoFocus?: boolean;
  /** `Shift+Enter` (stay: false) and `Ctrl+Enter` (stay: true). */
  readonly onRun?: (stay: boolean) => void;
  readonly onEscape?: () => void;
  /** Line ends of an error, 1-based. */
  readonly errorLine?: number | null;
}

/** A plain text editor that grows with its text. */
export function SourceEditor({ value, onChange, readOnly, label, placeholder, autoFocus, onRun, onEscape, language }: SourceEditorProps) {
  const id = useId();
  const keys = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === 'Escape') onEscape?.();
    if (event.key === 'Enter' && (event.shiftKey || event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      onRun?.(!event.shiftKey);
    }
  };
  return (
    <textarea
      id={id}
      aria-label={label}
      data-language={language}
      value={value}
      placeholder={placeholder}
      readOnly={readOnly}
      // biome-ignore lint/a11y/noAutofocus: the reader has just asked to edit this cell
      autoFocus={autoFocus}
      spellCheck={language === 'markdown'}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={keys}
      rows={Math.max(2, value.split('\n').length)}
      className="field-sizing-content w-full resize-none rounded-md border border-line bg-sunken px-3 py-2 font-mono text-sm text-ink"
    />
  );
}
