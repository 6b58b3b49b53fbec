import { classNames } from '@/components/ui/class-names';
import { type CursorFlag, flagsOf, flagText, type ShownCursor } from './live-cursors';
import { personClass } from './person-colour';

interface Mark {
  readonly text: string;
  /** Who has selected it first. */
  readonly selected: number | null;
  readonly carets: readonly ShownCursor[];
  readonly flag: CursorFlag | undefined;
}

/** A stretch of text cut where somebody stands or a selection begins or ends; carets and flags stand before their piece. */
function marksOf(text: string, from: number, cursors: readonly ShownCursor[]): readonly Mark[] {
  const here = cursors.map((cursor) => ({ ...cursor, anchor: cursor.anchor - from, head: cursor.head - from }));
  const places = here.flatMap(({ anchor, head }) => [anchor, head]).filter((at) => at > 0 && at < text.length);
  const cuts = [...new Set([0, ...places, text.length])].toSorted((a, b) => a - b);
  const flags = new Map(flagsOf(here).map((flag) => [flag.at, flag]));
  return cuts.map((at, place) => {
    const end = cuts[place + 1] ?? at;
    const selecting = here.find(({ anchor, head }) => Math.min(anchor, head) <= at && end <= Math.max(anchor, head) && at < end);
    return {
      text: text.slice(at, end),
      selected: selecting?.colour ?? null,
      carets: here.filter(({ head }) => head === at),
      flag: flags.get(at),
    };
  });
}

interface CursorLayerProps {
  /** What lies below, word for word. */
  readonly text: string;
  /** Where it begins in the text that the cursors are in. */
  readonly from?: number;
  readonly cursors: readonly ShownCursor[];
  /** The text's own box: fonts, paddings and breaks are those of what lies below. */
  readonly className: string;
}

/**
 * Others' cursors and selections over a text that is laid out alike: the same words, unseen, with marks between them. It takes no pointer, and
 * says nothing to a screen reader, which hears who is here from the notebook.
 */
export function CursorLayer({ text, from = 0, cursors, className }: CursorLayerProps) {
  if (!cursors.some(({ anchor, head }) => Math.max(anchor, head) >= from && Math.min(anchor, head) <= from + text.length)) return null;
  return (
    <span
      aria-hidden
      className={classNames('pointer-events-none absolute inset-0 block text-transparent select-none whitespace-pre-wrap', className)}
    >
      {marksOf(text, from, cursors).map(({ text: words, selected, carets, flag }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a piece has no identity beyond its place
        <span key={at}>
          {carets.map(({ person, colour }) => (
            <span key={person} data-caret={person} className={classNames('live-caret', personClass(colour))} />
          ))}
          {flag ? (
            <span className={classNames('live-flag-place', personClass(flag.colour))}>
              <span className="live-flag">{flagText(flag)}</span>
            </span>
          ) : null}
          {words === '' ? null : (
            <span className={selected === null ? undefined : classNames('live-selection', personClass(selected))}>{words}</span>
          )}
        </span>
      ))}
    </span>
  );
}
