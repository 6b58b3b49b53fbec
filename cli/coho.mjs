/**
 * `npm run coho`: the command line. On a fresh clone it first installs the packages and makes the client of the application database;
 * what it says of that goes to standard error, so that standard output holds the command's words alone.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { CannotGoOn, root, say } from './start/children.mjs';
import { demandNode, generateClient, install } from './start/steps.mjs';

try {
  demandNode();
  await install();
  await generateClient();
} catch (error) {
  if (!(error instanceof CannotGoOn)) throw error;
  if (error.said) say(error.said);
  say(error.message);
  process.exit(2);
}

const program = ['--conditions=react-server', '--import', import.meta.resolve('tsx'), join(root, 'cli', 'main.ts')];
const child = spawn(process.execPath, [...program, ...process.argv.slice(2)], { stdio: 'inherit' });
// Whatever ends us ends the command, and its end is ours.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.once('close', (status) => {
  process.exitCode = status ?? 1;
});
