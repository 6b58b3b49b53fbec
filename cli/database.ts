/** `coho database …`: releases of databases. */
import type { Command } from './command';
import { UsageError } from './options';

const actions: Readonly<Record<string, Command>> = {};

export const database: Command = async (words, terminal) => {
  const [action, ...rest] = words;
  if (action === undefined || !Object.hasOwn(actions, action)) {
    throw new UsageError(`coho database needs one of: ${Object.keys(actions).join(', ')}.`);
  }
  return actions[action](rest, terminal);
};
