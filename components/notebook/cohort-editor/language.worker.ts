/// <reference lib="webworker" />

import type { ReleaseDocument } from '@/app/_contract/release-document';
import { serve } from '@/components/workbench/engine/rpc';
import type { LanguageCalls } from './language-calls';
import { languageHandlers } from './language-handlers';

/** The language's worker: reads, checks and explains programs off the page's thread. */
declare const self: DedicatedWorkerGlobalScope;

let handlers: Omit<LanguageCalls, 'open'> | null = null;

function opened(): Omit<LanguageCalls, 'open'> {
  if (!handlers) throw new Error('the language was asked before a release was opened');
  return handlers;
}

serve(self, {
  open: (document: ReleaseDocument) => {
    handlers = languageHandlers(document);
  },
  check: (question) => opened().check(question),
  complete: (question) => opened().complete(question),
  hover: (question) => opened().hover(question),
  definition: (question) => opened().definition(question),
  nameAt: (question) => opened().nameAt(question),
  rename: (question) => opened().rename(question),
  format: (question) => opened().format(question),
  explain: (question) => opened().explain(question),
} satisfies LanguageCalls);
