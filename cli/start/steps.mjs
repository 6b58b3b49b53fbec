/** What both `npm start` and `npm test` do first; each step is left out when its input has not changed. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hashOfSources, sha256 } from './source-hash.mjs';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const bin = (name) => join(root, 'node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name);
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

export function demandNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  stop(`Coho needs Node 20.19 or newer and this is ${process.versions.node}; install a newer one from nodejs.org.`);
}

/** Is every package of the lock file installed in its version? Binaries of other platforms never are. */
function isInstalled() {
  const installed = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installed)) return false;
  const { packages } = JSON.parse(readFileSync(installed, 'utf8'));
  const { packages: wanted } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return Object.entries(wanted).every(([path, { optional, version }]) => path === '' || optional || packages[path]?.version === version);
}

export function install() {
  if (isInstalled()) return;
  process.stderr.write('Installing packages (once, a few minutes)\n');
  run('The install', 'npm', ['ci', '--no-audit', '--no-fund']);
}

export function generateClient() {
  const schema = sha256(readFileSync(join(root, 'prisma', 'schema.prisma')));
  unlessDone('client', schema, join('prisma', 'generated', 'client.ts'), () => {
    // The engine named here is never run: generating needs only its address, and this keeps Prisma from downloading one.
    run('Generating the database client', bin('prisma'), ['generate', '--no-hints'], { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath });
  });
}

/** The sandbox of code cells is bundled apart from the pages: plain scripts, served under a policy of their own. */
export function bundleSandbox() {
  const from = join('components', 'notebook', 'sandbox');
  unlessDone('sandbox', hashOfSources(root), join('public', 'sandbox', 'code.worker.js'), () => {
    run('Bundling the sandbox', bin('esbuild'), [
      join(from, 'code.worker.ts'),
      join(from, 'ml.ts'),
      '--bundle',
      '--minify',
      '--format=iife',
      '--target=chrome111,firefox128,safari16.4',
      // Asked for in Node only.
      '--external:crypto',
      '--legal-comments=eof',
      '--log-level=warning',
      `--outdir=${join('public', 'sandbox')}`,
    ]);
  });
}

export function build() {
  unlessDone('build', hashOfSources(root), join('.next', 'BUILD_ID'), () => {
    process.stderr.write('Building (once for each change of the sources, under a minute)\n');
    run('The build', bin('next'), ['build'], { NEXT_TELEMETRY_DISABLED: '1' });
  });
}
