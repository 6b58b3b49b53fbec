/**
 * Runs a program, and ends it with all it began when the start that asked for it is gone, however that went:
 * the start holds the other end of our standard input, and the system closes it even where the start is killed.
 */
import { spawn } from 'node:child_process';

const onWindows = process.platform === 'win32';
const [command, ...args] = process.argv.slice(2);
const program = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], shell: onWindows });

process.stdin.resume().once('close', () => {
  if (onWindows) program.kill();
  else process.kill(-process.pid, 'SIGKILL');
});
// The signal reaches the program too; we go when it has gone.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
program.once('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(127);
});
program.once('close', (status) => process.exit(status ?? 1));
