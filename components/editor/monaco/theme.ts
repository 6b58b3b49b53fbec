import { editor } from 'monaco-editor/editor/editor.api.js';
import { tokenLooks } from '../token-look';

const THEME = 'coho';

/** Parts of the editor and the colour of ours that each takes. */
const parts: Readonly<Record<string, string>> = {
  'editor.background': '--sunken',
  'editor.foreground': '--ink',
  'editorLineNumber.foreground': '--ink-faint',
  'editorLineNumber.activeForeground': '--ink',
  'editorCursor.foreground': '--ink',
  'editor.selectionBackground': '--accent-soft',
  'editor.inactiveSelectionBackground': '--line',
  'editor.findMatchBackground': '--stale-soft',
  'editor.findMatchHighlightBackground': '--stale-soft',
  'editorBracketMatch.background': '--accent-soft',
  'editorBracketMatch.border': '--line-strong',
  'editorError.foreground': '--failed',
  'editorWarning.foreground': '--stale',
  'editorInfo.foreground': '--accent',
  'editorLink.activeForeground': '--accent',
  'editorWidget.background': '--raised',
  'editorWidget.foreground': '--ink',
  'editorWidget.border': '--line-strong',
  'editorHoverWidget.background': '--raised',
  'editorHoverWidget.foreground': '--ink',
  'editorHoverWidget.border': '--line-strong',
  'editorHoverWidget.statusBarBackground': '--sunken',
  'editorSuggestWidget.background': '--raised',
  'editorSuggestWidget.foreground': '--ink',
  'editorSuggestWidget.border': '--line-strong',
  'editorSuggestWidget.highlightForeground': '--accent',
  'editorSuggestWidget.focusHighlightForeground': '--accent-strong',
  'editorSuggestWidget.selectedBackground': '--accent-soft',
  'editorSuggestWidget.selectedForeground': '--ink',
  'editorSuggestWidget.selectedIconForeground': '--ink',
  'editorSuggestWidgetStatus.foreground': '--ink-soft',
  'editorMarkerNavigation.background': '--raised',
  'editorMarkerNavigationError.background': '--failed',
  'editorMarkerNavigationError.headerBackground': '--failed-soft',
  'editorMarkerNavigationWarning.background': '--stale',
  'editorMarkerNavigationWarning.headerBackground': '--stale-soft',
  'editorLightBulb.foreground': '--stale',
  'editorLightBulbAutoFix.foreground': '--accent',
  'input.background': '--surface',
  'input.foreground': '--ink',
  'input.border': '--line-strong',
  'input.placeholderForeground': '--ink-faint',
  'editor.placeholder.foreground': '--ink-faint',
  'list.hoverBackground': '--sunken',
  'list.activeSelectionBackground': '--accent-soft',
  'list.activeSelectionForeground': '--ink',
  'list.focusBackground': '--accent-soft',
  'list.focusForeground': '--ink',
  'quickInputList.focusBackground': '--accent-soft',
  'quickInputList.focusForeground': '--ink',
  'editorActionList.background': '--raised',
  'editorActionList.foreground': '--ink',
  'editorActionList.focusBackground': '--accent-soft',
  'editorActionList.focusForeground': '--ink',
  'menu.background': '--raised',
  'menu.foreground': '--ink',
  focusBorder: '--accent',
  foreground: '--ink',
  descriptionForeground: '--ink-soft',
  'textLink.foreground': '--accent',
  'widget.border': '--line-strong',
};

function define(): void {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  editor.defineTheme(THEME, {
    base: style.colorScheme.includes('dark') ? 'vs-dark' : 'vs',
    inherit: false,
    rules: [
      { token: '', foreground: colour('--ink').slice(1) },
      ...tokenLooks.map(({ token, colour: name, bold }) => ({
        token,
        foreground: colour(name).slice(1),
        ...(bold ? { fontStyle: 'bold' } : {}),
      })),
    ],
    colors: Object.fromEntries(Object.entries(parts).map(([part, name]) => [part, colour(name)])),
  });
  editor.setTheme(THEME);
}

/** Gives every editor the page's colours, now and whenever the page changes between light and dark. */
export function followTheme(): void {
  define();
  new MutationObserver(define).observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', define);
}
