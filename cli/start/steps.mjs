/** What both `npm start` and `npm test` do first; each step is left out when its input has not changed. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bin, CannotGoOn, root, run, say } from './children.mjs';
import { hashOfSources, sha256 } from './source-hash.mjs';

const stamps = join(root, 'node_modules', '.coho');

/** Does the work unless its product is there and the stamp says it was made from this very input. */
async function unlessDone(name, input, product, work) {
  const stamp = join(stamps, name);
  if (existsSync(join(root, product)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === input) return;
  // Work that is broken off leaves no stamp, whatever it left of its product.
  rmSync(stamp, { force: true });
  await work();
  mkdirSync(stamps, { recursive: true });
  writeFileSync(stamp, input);
}

export function demandNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new CannotGoOn(`Coho needs Node 20.19 or newer and this is ${process.versions.node}; install a newer one from nodejs.org.`);
}

/** Is every package of the lock file installed in its version? Binaries of other platforms never are. */
function isInstalled() {
  const installed = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installed)) return false;
  const { packages } = JSON.parse(readFileSync(installed, 'utf8'));
  const { packages: wanted } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return Object.entries(wanted).every(([path, { optional, version }]) => path === '' || optional || packages[path]?.version === version);
}

export async function install() {
  if (isInstalled()) return;
  say('Installing packages: once, about a minute.');
  await run('The install', 'npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
}

export async function generateClient() {
  const schema = sha256(readFileSync(join(root, 'prisma', 'schema.prisma')));
  await unlessDone('client', schema, join('prisma', 'generated', 'client.ts'), () =>
    // The engine named here is never run: generating needs only its address, and this keeps Prisma from downloading one.
    run('Generating the database client', bin('prisma'), ['generate', '--no-hints'], {
      environment: { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath },
    }),
  );
}

/** The sandbox of code cells is bundled apart from the pages: plain scripts, served under a policy of their own. */
export async function bundleSandbox() {
  const from = join('components', 'workbench', 'sandbox');
  await unlessDone('sandbox', hashOfSources(root), join('public', 'sandbox', 'code.worker.js'), () =>
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
    ]),
  );
}

export async function build() {
  await unlessDone('build', hashOfSources(root), join('.next', 'BUILD_ID'), async () => {
    say('Building the product: once for each change of its sources, about a minute.');
    await run('The build', bin('next'), ['build'], { environment: { NEXT_TELEMETRY_DISABLED: '1' } });
  });
}
