/// <reference lib="webworker" />

import type { ReleaseDocument } from '@/app/_contract/release-document';
import { serve } from '@/components/workbench/engine/rpc';
import type { LanguageCalls } from './language-calls';
import { languageDesk } from './language-desk';

/** The language's worker: reads, checks and explains programs off the page's thread. */
declare const self: DedicatedWorkerGlobalScope;

let desk: Omit<LanguageCalls, 'open'> | null = null;

function opened(): Omit<LanguageCalls, 'open'> {
  if (!desk) throw new Error('the language was asked before a release was opened');
  return desk;
}

serve(self, {
  open: (document: ReleaseDocument) => {
    desk = languageDesk(document);
  },
  check: (question) => opened().check(question),
  complete: (question) => opened().complete(question),
  hover: (question) => opened().hover(question),
  definition: (question) => opened().definition(question),
  nameAt: (question) => opened().nameAt(question),
  rename: (question) => opened().rename(question),
  format: (question) => opened().format(question),
  explain: (question) => opened().explain(question),
  lines: (question) => opened().lines(question),
} satisfies LanguageCalls);
