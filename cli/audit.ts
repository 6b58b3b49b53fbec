/** `coho audit verify`: walks the audit log's chain and names every entry that was altered, removed or inserted. */
import { verifyAudit } from '@/app/_server/audit/verify';
import { settings } from '@/app/_server/settings/environment';
import { readingStore } from '@/app/_server/start/migrated-store';
import type { Command } from './command';
import { parseArguments, UsageError } from './options';

export const audit: Command = async ([action, ...words], terminal) => {
  const { positions } = parseArguments(words, {});
  if (action !== 'verify' || positions.length > 0) throw new UsageError('usage: coho audit verify');
  const { dataDirectory } = settings();
  const { entries, head, faults } = await readingStore(dataDirectory, verifyAudit);
  if (faults.length === 0) {
    terminal.out(`intact: ${entries} entries, head ${head}`);
    return 0;
  }
  for (const { fault, from, to } of faults) {
    terminal.out(from === to ? `entry ${from} ${one[fault]}` : `entries ${from} to ${to} ${several[fault]}`);
  }
  return 1;
};

const after = 'put in after the last one written';
const one = { missing: 'is missing', altered: 'was altered', inserted: `was ${after}` };
const several = { missing: 'are missing', altered: 'were altered', inserted: `were ${after}` };
