/** `coho cohort …`: what the editor does with a program, on the command line. */
import type { Command } from './command';
import { UsageError } from './options';

const actions: Readonly<Record<string, () => Promise<Command>>> = {
  check: async () => (await import('./cohort-check')).checkCohorts,
  format: async () => (await import('./cohort-format')).formatCohorts,
  explain: async () => (await import('./cohort-check')).explainCohorts,
  sql: async () => (await import('./cohort-check')).printCohorts,
  run: async () => (await import('./cohort-run')).runCohorts,
};

export const cohort: Command = async (words, terminal) => {
  const [action, ...rest] = words;
  if (action === 'test') throw new UsageError('coho cohort test does not exist yet: the clause `examples` is not compiled.');
  if (action === undefined || !Object.hasOwn(actions, action)) {
    throw new UsageError(`coho cohort needs one of: ${Object.keys(actions).join(', ')}.`);
  }
  return (await actions[action]())(rest, terminal);
};
