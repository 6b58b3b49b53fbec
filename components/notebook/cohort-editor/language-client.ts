import { type Connection, connect } from '@/components/workbench/engine/rpc';
import { readReleaseDocument } from '@/components/workbench/use-release-document';
import type { LanguageCalls } from './language-calls';

type Ask = Connection<LanguageCalls>['call'];

interface Client {
  readonly release: string;
  readonly worker: Worker;
  readonly end: (reason: Error) => void;
  readonly ask: Ask;
}

let client: Client | null = null;

/**
 * Asks the language's worker about programs over a release. One worker a tab: it starts with the first question, and again when
 * another release is asked about.
 */
export function askLanguage(release: string): Ask {
  if (client?.release === release) return client.ask;
  if (client) {
    client.end(new DOMException('another release was opened', 'AbortError'));
    client.worker.terminate();
  }
  const worker = new Worker(new URL('./language.worker.ts', import.meta.url), { type: 'module', name: 'coho-language' });
  const connection = connect<LanguageCalls, never>(worker, () => undefined);
  const opening = readReleaseDocument(release).then((document) => {
    if (!document) throw new Error(`the dictionary of ${release} could not be read`);
    return connection.call('open', document);
  });
  opening.catch(() => {
    // Asked for again by the next question.
    if (client?.worker === worker) client = null;
    worker.terminate();
  });
  const ask: Ask = (call, argument) => opening.then(() => connection.call(call, argument));
  client = { release, worker, end: connection.end, ask };
  return ask;
}
