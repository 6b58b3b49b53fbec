import type { editor as Editor, IDisposable } from 'monaco-editor';
import type { TextChange } from '@/analysis-kernel/document/text-change';
import type { Surface } from '../text-binding';
import type { TextSelection } from '../text-change';
import { rangeOf } from './markers';
import type { Monaco } from './setup';

interface SurfaceEvents {
  /** The person changed the text, or has composed a word. */
  readonly onTyped: (changes?: readonly TextChange[]) => void;
  readonly onSelect: (selection: TextSelection) => void;
}

/** A Monaco editor as its text sees it. Every selection keeps its words, and the window its place, whatever is changed elsewhere. */
export class MonacoSurface implements Surface {
  private isApplying = false;
  private composing = false;
  private readonly listening: readonly IDisposable[];

  constructor(
    private readonly monaco: Monaco,
    private readonly live: Editor.IStandaloneCodeEditor,
    private readonly model: Editor.ITextModel,
    events: () => SurfaceEvents,
  ) {
    this.listening = [
      live.onDidChangeModelContent(({ changes }) => {
        if (!this.isApplying) events().onTyped(changesOf(changes));
      }),
      live.onDidCompositionStart(() => {
        this.composing = true;
      }),
      live.onDidCompositionEnd(() => {
        this.composing = false;
        events().onTyped();
      }),
      live.onDidChangeCursorSelection(() => {
        if (!this.isApplying) events().onSelect(this.selection());
      }),
    ];
  }

  readonly value = (): string => this.model.getValue();

  readonly isComposing = (): boolean => this.composing;

  /** Where the first cursor is. */
  selection(): TextSelection {
    const selection = this.live.getSelection();
    return selection ? this.offsetsOf(selection) : { anchor: 0, head: 0 };
  }

  readonly apply: Surface['apply'] = (changes, moved, isNext) => {
    const { live, model, monaco } = this;
    const wanted = (live.getSelections() ?? []).map((selection) => moved(this.offsetsOf(selection)));
    this.isApplying = true;
    for (const change of changes) model.applyEdits([{ range: rangeOf(model, change), text: change.text }]);
    const selections = wanted.map(({ anchor, head }) => {
      const [from, to] = [model.getPositionAt(anchor), model.getPositionAt(head)];
      return new monaco.Selection(from.lineNumber, from.column, to.lineNumber, to.column);
    });
    const isElsewhere = live.getSelections()?.some((selection, at) => !selection.equalsSelection(selections[at]));
    if (isElsewhere && (!isNext || live.hasTextFocus())) live.setSelections(selections);
    this.isApplying = false;
    if (isNext && live.hasTextFocus()) live.revealPositionInCenterIfOutsideViewport(live.getPosition() ?? { lineNumber: 1, column: 1 });
  };

  end(): void {
    for (const disposable of this.listening) disposable.dispose();
  }

  private offsetsOf(selection: { getSelectionStart(): Place; getPosition(): Place }): TextSelection {
    return { anchor: this.model.getOffsetAt(selection.getSelectionStart()), head: this.model.getOffsetAt(selection.getPosition()) };
  }
}

type Place = Parameters<Editor.ITextModel['getOffsetAt']>[0];

/** Monaco tells the changes of one key as they stood in the text before it: from behind, each keeps its offsets. */
function changesOf(changes: readonly Editor.IModelContentChange[]): readonly TextChange[] {
  return changes
    .map(({ rangeOffset, rangeLength, text }) => ({ start: rangeOffset, end: rangeOffset + rangeLength, text }))
    .toSorted((a, b) => b.start - a.start);
}
