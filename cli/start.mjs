/**
 * `npm start`: installs if needed, prepares, builds, serves. Plain JavaScript without packages, since there are none before the install.
 * `node cli/start.mjs --prepare` stops before serving; tests use it.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { layOutEngine } from './start/engine-files.mjs';
import { hashOfSources, sha256 } from './start/source-hash.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const bin = (name) => join(root, 'node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name);
const stamps = join(root, 'node_modules', '.coho');

function stop(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(2);
}

function run(what, command, args, environment = {}) {
  const child = spawnSync(command, args, { cwd: root, stdio: ['inherit', 'inherit', 'inherit'], env: { ...process.env, ...environment } });
  if (child.status !== 0) stop(`${what} did not work (see above); mend that and run npm start again.`);
}

/** Does the work unless its product is there and the stamp says it was made from this very input. */
function unlessDone(name, input, product, work) {
  const stamp = join(stamps, name);
  if (existsSync(join(root, product)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === input) return;
  work();
  mkdirSync(stamps, { recursive: true });
  writeFileSync(stamp, input);
}

function demandNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  stop(`Coho needs Node 20.19 or newer and this is ${process.versions.node}; install a newer one from nodejs.org.`);
}

function install() {
  const lock = sha256(readFileSync(join(root, 'package-lock.json')));
  const marker = join('node_modules', '.package-lock.json');
  if (existsSync(join(root, marker)) && !existsSync(join(stamps, 'install'))) {
    // Installed by npm itself: take it as of this lock file.
    mkdirSync(stamps, { recursive: true });
    writeFileSync(join(stamps, 'install'), lock);
  }
  unlessDone('install', lock, marker, () => {
    process.stderr.write('Installing packages (once, a minute or two)\n');
    run('The install', 'npm', ['ci', '--no-audit', '--no-fund']);
  });
}

function generateClient() {
  const schema = sha256(readFileSync(join(root, 'prisma', 'schema.prisma')));
  unlessDone('client', schema, join('prisma', 'generated', 'client.ts'), () => {
    // The engine named here is never run: generating needs only its address, and this keeps Prisma from downloading one.
    run('Generating the database client', bin('prisma'), ['generate', '--no-hints'], { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath });
  });
}

function prepareData() {
  const child = spawnSync(bin('tsx'), ['--conditions=react-server', 'cli/prepare.ts'], {
    cwd: root,
    stdio: ['inherit', 'pipe', 'inherit'],
  });
  if (child.status !== 0) process.exit(child.status ?? 1);
  return JSON.parse(child.stdout.toString('utf8').trim().split('\n').at(-1));
}

function build() {
  unlessDone('build', hashOfSources(root), join('.next', 'BUILD_ID'), () => {
    process.stderr.write('Building (once for each change of the sources, under a minute)\n');
    run('The build', bin('next'), ['build'], { NEXT_TELEMETRY_DISABLED: '1' });
  });
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
const prepared = prepareData();
build();
if (process.argv.includes('--prepare')) process.stdout.write(`${JSON.stringify(prepared)}\n`);
else {
  const { serve } = await import('./start/serve.mjs');
  await serve(root, prepared.settings);
  announce(prepared);
}
