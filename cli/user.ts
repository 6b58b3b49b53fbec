/** `coho user …`: accounts, for whoever runs the machine; the first account of a production installation is made here. */

import { newAccountInput } from '@/app/_contract/account';
import { platformRoles } from '@/app/_contract/roles';
import { createAccount, hashOfFirstPassword } from '@/app/_server/accounts/administer';
import { appendAudit } from '@/app/_server/audit/append';
import { randomToken } from '@/app/_server/random';
import { isRefusal } from '@/app/_server/refusal';
import { settings } from '@/app/_server/settings/environment';
import { openMigratedStore } from '@/app/_server/start/migrated-store';
import type { Command } from './command';
import { parseArguments, UsageError } from './options';

const USAGE = `usage: coho user add NAME --legal-name TEXT --institution TEXT --role ROLE; ROLE is one of ${platformRoles.join(', ')}`;

const add: Command = async (words, terminal) => {
  const { positions, options } = parseArguments(words, { 'legal-name': 'text', institution: 'text', role: 'text' });
  // Nobody should have to type a password into a shell's history: one is made, shown once, and changed by its owner.
  const password = randomToken(12);
  const input = newAccountInput.safeParse({
    name: positions[0],
    legalName: options['legal-name'],
    institution: options.institution,
    role: options.role,
    password,
  });
  if (positions.length !== 1 || !input.success) throw new UsageError(USAGE);
  const database = await openMigratedStore(settings().dataDirectory);
  const passwordHash = await hashOfFirstPassword(input.data);
  try {
    await database.$transaction(async (tx) => {
      await createAccount(tx, input.data, passwordHash);
      await appendAudit(tx, {
        userId: null,
        userName: 'command line',
        action: 'admin.create-account',
        outcome: 'done',
        reason: null,
        objectKind: null,
        objectId: null,
        projectId: null,
        release: null,
        details: { account: input.data.name, role: input.data.role },
      });
    });
  } catch (error) {
    if (!isRefusal(error) || error.code !== 'name-taken') throw error;
    terminal.out(`An account called "${input.data.name}" exists already; choose another sign-in name.`);
    return 1;
  }
  terminal.out(`${input.data.name} ${password}`);
  terminal.progress('The password is shown once; it is changed under Account after signing in.');
  return 0;
};

const actions: Readonly<Record<string, Command>> = { add };

export const user: Command = async ([action = '', ...words], terminal) => {
  if (!Object.hasOwn(actions, action)) throw new UsageError(USAGE);
  return actions[action](words, terminal);
};
