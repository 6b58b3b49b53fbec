import { type RefObject, useEffect, useEffectEvent, useRef } from 'react';
import type { LiveCursors } from './live-cursors';
import { SavedText } from './saved-text';
import type { SharedText } from './shared-text';
import { type Surface, TextBinding } from './text-binding';

/** What an editor is bound to. */
export interface TextBound {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** The text that several people write in, once it has its document; until then, and where nobody else can be, `value` and `onChange`. */
  readonly text?: SharedText | null;
  readonly cursors?: LiveCursors | null;
  /** Whether what the editor now holds is a command and no text. */
  readonly onCommand?: (text: string) => boolean;
}

/**
 * Binds an editor to its text, and to its document when that comes.
 * @param surface the editor, made by an effect that stands before this hook
 * @param opening another value where the editor is another one
 */
export function useTextBinding(surface: RefObject<Surface | null>, bound: TextBound, opening: unknown): RefObject<TextBinding | null> {
  const { value, text = null } = bound;
  const binding = useRef<TextBinding | null>(null);
  const saved = useRef<SavedText | null>(null);
  const latest = useEffectEvent(() => bound);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another opening has another surface in the same place
  useEffect(() => {
    const { current } = surface;
    if (!current) return;
    saved.current = text ? null : new SavedText(latest().value, (typed) => latest().onChange(typed));
    const shared = text ?? saved.current;
    if (!shared) return;
    const opened = new TextBinding(shared, current, {
      edit: (changes) => {
        const { cursors } = latest();
        if (cursors) cursors.still(() => shared.edit(changes));
        else shared.edit(changes);
      },
      takes: (typed) => latest().onCommand?.(typed) ?? false,
    });
    binding.current = opened;
    return () => {
      opened.end();
      binding.current = null;
    };
  }, [surface, text, opening]);

  useEffect(() => {
    saved.current?.given(value);
    binding.current?.mend();
  }, [value]);
  return binding;
}
