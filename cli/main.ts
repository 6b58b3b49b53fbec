/** `coho`: finds the command and runs it. Each command's code is loaded when it is called. */
import { CannotStart } from '@/app/_server/cannot-start';
import type { Command, ExitStatus, Terminal } from './command';
import { UsageError } from './options';

interface CommandEntry {
  readonly summary: string;
  load(): Promise<Command>;
}

const commands: Readonly<Record<string, CommandEntry>> = {
  run: {
    summary: 'run a notebook and write its results',
    load: async () => (await import('./run')).run,
  },
  cohort: {
    summary: 'check, format, explain, print or run programs of the cohort language',
    load: async () => (await import('./cohort')).cohort,
  },
  database: {
    summary: 'build a database release from a folder, make an embedded one, list what is there',
    load: async () => (await import('./database')).database,
  },
  user: {
    summary: 'add an account: the first one of a production installation is made here',
    load: async () => (await import('./user')).user,
  },
  audit: {
    summary: 'verify the chain of the audit log',
    load: async () => (await import('./audit')).audit,
  },
};

function overview(): string {
  const width = Math.max(...Object.keys(commands).map((name) => name.length));
  const lines = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`);
  return ['usage: coho COMMAND …', '', ...lines].join('\n');
}

/** Runs one command line; the words are those after the program's name. */
export async function runCommandLine(words: readonly string[], terminal: Terminal): Promise<ExitStatus> {
  const [name, ...rest] = words;
  if (name === undefined) {
    terminal.out(overview());
    return 2;
  }
  if (name === 'help' || name === '--help') {
    terminal.out(overview());
    return 0;
  }
  if (!Object.hasOwn(commands, name)) {
    terminal.out(`There is no command "${name}"; there are ${Object.keys(commands).join(', ')}.`);
    return 2;
  }
  const asksForHelp = rest.some((word) => word === '--help' || word === '-h');
  try {
    const command = await commands[name].load();
    // Without its words a command says how it is used.
    return await command(asksForHelp ? rest.slice(0, 1).filter((word) => /^[a-z]+$/.test(word)) : rest, terminal);
  } catch (error) {
    if (!(error instanceof UsageError) && !(error instanceof CannotStart)) throw error;
    terminal.out(error.message);
    return asksForHelp ? 0 : 2;
  }
}

const terminal: Terminal = {
  out: (line) => process.stdout.write(`${line}\n`),
  progress: (line) => process.stderr.write(`${line}\n`),
};

/** True where this file is the program, not where a test imports it. */
function isProgram(): boolean {
  return /[\\/]cli[\\/]main\.[cm]?[jt]s$/.test(process.argv[1] ?? '');
}

if (isProgram()) process.exitCode = await runCommandLine(process.argv.slice(2), terminal);
