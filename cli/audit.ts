/** `coho audit verify`: walks the audit log's chain and names the first entry that was altered, removed or inserted. */
import { verifyAudit } from '@/app/_server/audit/verify';
import { settings } from '@/app/_server/settings/environment';
import { readingStore } from '@/app/_server/start/migrated-store';
import type { Command } from './command';
import { parseArguments, UsageError } from './options';

export const audit: Command = async ([action, ...words], terminal) => {
  const { positions } = parseArguments(words, {});
  if (action !== 'verify' || positions.length > 0) throw new UsageError('usage: coho audit verify');
  const { dataDirectory } = settings();
  const found = await readingStore(dataDirectory, verifyAudit);
  if (found.intact) {
    terminal.out(`intact: ${found.entries} entries, head ${found.head}`);
    return 0;
  }
  const what = { missing: 'is missing', altered: 'was altered', inserted: 'was put in after the last one written' };
  terminal.out(`entry ${found.sequence} ${what[found.fault]}`);
  return 1;
};
