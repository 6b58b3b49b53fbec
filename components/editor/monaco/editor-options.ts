import type { editor } from 'monaco-editor';

/** Size of source text in px, the same where it is only shown. */
const SOURCE_FONT_PX = 13;
export const SOURCE_LINE_PX = 20;
const SOURCE_PADDING_PX = 8;

/** How every editor of the product looks and behaves. */
export function editorOptions(element: HTMLElement): editor.IStandaloneEditorConstructionOptions {
  return {
    fontFamily: getComputedStyle(element).fontFamily,
    fontSize: SOURCE_FONT_PX,
    lineHeight: SOURCE_LINE_PX,
    fontLigatures: false,
    padding: { top: SOURCE_PADDING_PX, bottom: SOURCE_PADDING_PX },
    lineNumbersMinChars: 3,
    lineDecorationsWidth: 8,
    glyphMargin: false,
    folding: false,
    minimap: { enabled: false },
    overviewRulerLanes: 0,
    overviewRulerBorder: false,
    hideCursorInOverviewRuler: true,
    renderLineHighlight: 'none',
    renderFinalNewline: 'on',
    scrollBeyondLastLine: false,
    scrollBeyondLastColumn: 0,
    scrollbar: { vertical: 'auto', horizontal: 'hidden', alwaysConsumeMouseWheel: false, verticalScrollbarSize: 8 },
    wordWrap: 'on',
    wrappingIndent: 'none',
    guides: { indentation: false, bracketPairs: false },
    bracketPairColorization: { enabled: false },
    matchBrackets: 'near',
    occurrencesHighlight: 'off',
    selectionHighlight: false,
    links: false,
    stickyScroll: { enabled: false },
    unicodeHighlight: { ambiguousCharacters: false, invisibleCharacters: false, nonBasicASCII: false },
    wordBasedSuggestions: 'off',
    quickSuggestions: { other: true, strings: true, comments: false },
    quickSuggestionsDelay: 60,
    // Enter ends the line where the word is already whole.
    acceptSuggestionOnEnter: 'smart',
    suggest: { showWords: false, showStatusBar: false, preview: false },
    suggestFontSize: SOURCE_FONT_PX,
    suggestLineHeight: 24,
    hover: { delay: 300, above: true },
    tabSize: 2,
    insertSpaces: true,
    detectIndentation: false,
    dragAndDrop: true,
    dropIntoEditor: { enabled: true, showDropSelector: 'never' },
    fixedOverflowWidgets: true,
    // The page tells typing from commands by the element that has the focus, and tests and screen readers know a text area.
    editContext: false,
    automaticLayout: false,
  };
}
