import type { LanguageAssist, Problem } from '../language-assist';

/** What stands behind the text of one open editor: its language's help, and what that last found wrong. */
interface EditorSession {
  assist: LanguageAssist;
  problems: readonly Problem[];
  /** The model's version the problems were found in. */
  version: number;
}

/** By the model's address: the providers are registered once a language and serve every editor of it. */
export const sessions = new Map<string, EditorSession>();
