import 'monaco-editor/features/codeEditor/register.js';
import 'monaco-editor/features/codicon/register.js';
// The package's own entry for suggestions leaves out the controller that shows them.
import 'monaco-editor/editor/contrib/suggest/browser/suggestController.js';
import 'monaco-editor/features/hover/register.js';
import 'monaco-editor/features/find/register.js';
import 'monaco-editor/features/bracketMatching/register.js';
import 'monaco-editor/features/comment/register.js';
import 'monaco-editor/features/codeAction/register.js';
import 'monaco-editor/features/gotoError/register.js';
import 'monaco-editor/features/gotoSymbol/register.js';
import 'monaco-editor/features/format/register.js';
import 'monaco-editor/features/rename/register.js';
import 'monaco-editor/features/indentation/register.js';
import 'monaco-editor/features/linesOperations/register.js';
import 'monaco-editor/features/wordOperations/register.js';
import 'monaco-editor/features/clipboard/register.js';
import 'monaco-editor/features/dnd/register.js';
import 'monaco-editor/features/dropOrPasteInto/register.js';
import 'monaco-editor/features/placeholderText/register.js';
import 'monaco-editor/features/toggleTabFocusMode/register.js';
import { editor, KeyCode, KeyMod, languages, MarkerSeverity, Range, Selection, Uri } from 'monaco-editor/editor/editor.api.js';
import { language as javascript, conf as javascriptConfiguration } from 'monaco-editor/languages/definitions/javascript/javascript.js';
import { language as sql, conf as sqlConfiguration } from 'monaco-editor/languages/definitions/sql/sql.js';
import { language as yaml, conf as yamlConfiguration } from 'monaco-editor/languages/definitions/yaml/yaml.js';
import { COHORT_LANGUAGE, cohortLanguageConfiguration, cohortMonarch } from './cohort-monarch';
import { registerProviders } from './providers';
import { followTheme } from './theme';

/** The parts of Monaco that the product uses, set up once: its worker, the four languages, their providers, the theme. */
export const monaco = { editor, languages, KeyCode, KeyMod, MarkerSeverity, Range, Selection, Uri };
export type Monaco = typeof monaco;

globalThis.MonacoEnvironment = {
  getWorker: () => new Worker(new URL('monaco-editor/editor/editor.worker.js', import.meta.url), { type: 'module', name: 'coho-editor' }),
};

const grammars = [
  { id: COHORT_LANGUAGE, grammar: cohortMonarch, configuration: cohortLanguageConfiguration },
  { id: 'sql', grammar: sql, configuration: sqlConfiguration },
  { id: 'yaml', grammar: yaml, configuration: yamlConfiguration },
  { id: 'javascript', grammar: javascript, configuration: javascriptConfiguration },
];
for (const { id, grammar, configuration } of grammars) {
  languages.register({ id });
  languages.setMonarchTokensProvider(id, grammar);
  // Colours of source say what a word is, not how deep it stands. Words are no brackets: `end` also begins `end of observation`.
  const brackets = configuration.brackets?.filter(([opening]) => !/^\w/u.test(opening));
  languages.setLanguageConfiguration(id, { ...configuration, brackets, colorizedBracketPairs: [] });
  registerProviders(id);
}
followTheme();
