/**
 * `npm start`: installs if needed, prepares, builds, serves. Plain JavaScript without packages, since there are none before the install.
 * Progress goes to standard error, the address and the accounts to standard output. Broken off at any point, the next start goes on from there.
 */
import { resolve } from 'node:path';
import { bin, CannotGoOn, endChildren, root, run, say } from './start/children.mjs';
import { layOutEngine } from './start/engine-files.mjs';
import { stopWhenNpmIsGone } from './start/npm-gone.mjs';
import { keepForOneServer } from './start/one-server.mjs';
import { build, bundleSandbox, demandNode, generateClient, install } from './start/steps.mjs';
import { takeTurn } from './start/turn.mjs';

async function prepareData() {
  const out = await run('Preparing the data', bin('tsx'), ['--conditions=react-server', 'cli/prepare.ts'], { onLine: say });
  const { refused, ...prepared } = JSON.parse(out.trim().split('\n').at(-1));
  if (refused) throw new CannotGoOn(refused);
  return prepared;
}

async function prepareAll() {
  const endTurn = await takeTurn();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => breakOff(endTurn));
  try {
    await install();
    await generateClient();
    // Side by side: building the databases keeps one core busy, the product's build the others.
    const [prepared] = await Promise.all([prepareData(), layOutEngine(root), bundleSandbox(), build()]);
    return prepared;
  } finally {
    await endChildren();
    endTurn();
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(signal);
  }
}

let stopping = false;

async function breakOff(endTurn) {
  stopping = true;
  await endChildren();
  endTurn();
  say('\nStopped. The next npm start goes on from here.');
  process.exit(130);
}

function announce({ settings, accounts }) {
  const shown = settings.host === '0.0.0.0' || settings.host === '::' ? 'localhost' : settings.host;
  process.stdout.write(`\nCoho is at http://${shown}:${settings.port}\n`);
  if (accounts.length > 0) {
    process.stdout.write(
      '\nDemo mode: these accounts exist, on public data. Production (COHO_MODE=production) refuses to start with them.\n\n',
    );
    const width = Math.max(...accounts.map((account) => account.name.length));
    for (const account of accounts) process.stdout.write(`  ${account.name.padEnd(width)}  ${account.password}  ${account.roles}\n`);
  }
  process.stdout.write('\nStop with Ctrl C.\n');
}

try {
  demandNode();
  stopWhenNpmIsGone();
  const letGo = await keepForOneServer(resolve(root, process.env.COHO_DATA || '.coho'));
  const prepared = await prepareAll();
  const { serve } = await import('./start/serve.mjs');
  await serve(root, prepared.settings, letGo);
  announce(prepared);
} catch (error) {
  // Broken off, the programs we ended fail too; that is no news.
  if (stopping) await new Promise(() => {});
  if (!(error instanceof CannotGoOn)) throw error;
  if (error.said) say(error.said.trimEnd());
  say(error.message);
  process.exit(2);
}
