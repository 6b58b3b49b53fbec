import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './sources';

interface Locked {
  readonly version?: string;
  readonly integrity?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, Locked> };

/** The package a name leads to from where another lies: the nearest `node_modules` that holds it. */
function found(from: string, name: string): Locked | null {
  for (let folder = from; ; folder = folder.slice(0, Math.max(folder.lastIndexOf('/node_modules/'), 0))) {
    const candidate = packages[folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`];
    if (candidate) return candidate;
    if (folder === '') return null;
  }
}

/** The registry this file was made from does not hold these, so it could not give their hashes. */
const unknown = ['darwin-arm64', 'darwin-x64', 'linux-arm64', 'win32-x64'].map(
  (platform) => `node_modules/@duckdb/node-bindings-${platform}`,
);

describe('the lock file', () => {
  it('holds the hash of every package, whatever platform it is for', () => {
    const without = Object.entries(packages).filter(
      ([path, { integrity }]) => path !== '' && !/^sha512-[\w+/]{86}==$/u.test(integrity ?? ''),
    );
    expect(without.map(([path]) => path)).toEqual(unknown);
  });

  it('names the binaries of every platform, or `npm ci` refuses it where the registry lacks one', () => {
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.entries(optionalDependencies)
        .filter(([name, wanted]) => {
          const locked = found(path, name);
          return !locked || (/^\d+\.\d+\.\d+/u.test(wanted) && locked.version !== wanted);
        })
        .map(([name, wanted]) => `${path} wants ${name}@${wanted}`),
    );
    expect(missing).toEqual([]);
  });
});
