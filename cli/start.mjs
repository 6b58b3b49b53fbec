/**
 * `npm start`: installs if needed, prepares, builds, serves. Plain JavaScript without packages, since there are none before the install.
 * `node cli/start.mjs --prepare` stops before serving.
 */
import { spawnSync } from 'node:child_process';
import { layOutEngine } from './start/engine-files.mjs';
import { bin, build, bundleSandbox, demandNode, generateClient, install, root } from './start/steps.mjs';

function prepareData() {
  const child = spawnSync(bin('tsx'), ['--conditions=react-server', 'cli/prepare.ts'], {
    cwd: root,
    stdio: ['inherit', 'pipe', 'inherit'],
  });
  if (child.status !== 0) process.exit(child.status ?? 1);
  return JSON.parse(child.stdout.toString('utf8').trim().split('\n').at(-1));
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

demandNode();
install();
generateClient();
layOutEngine(root);
bundleSandbox();
const prepared = prepareData();
build();
if (process.argv.includes('--prepare')) process.stdout.write(`${JSON.stringify(prepared)}\n`);
else {
  const { serve } = await import('./start/serve.mjs');
  await serve(root, prepared.settings);
  announce(prepared);
}
