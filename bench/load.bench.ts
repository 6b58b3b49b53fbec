/**
 * 50, then 200 people at work on the product as it is built, each with a study of her own and about three seconds of thought between two
 * things: per minute 12 saves, 4 ranges of 256 kB, 2 pages and 1 kept result; all sign in within the first minute. A person is an HTTP
 * client, so that two cores are the server's. Aim on two idle cores with 200: no errors, p95 of saves ≤ 300 ms, of pages ≤ 600 ms.
 * `npm run bench -- load`.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEMO_PASSWORD, demoAccounts, demoSignInName } from '@/app/_server/demo/accounts';
import { type Account, type Kind, kinds, Person } from './load/person';
import { actionIds, Visitor } from './load/visitor';
import { type Measurement, percentile, type Tally } from './measure';
import { startProduct } from './server';

const CROWDS = [50, 200];
const SIGN_IN_WITHIN = 60_000;
/** At work after the last has signed in. */
const WORK = 120_000;
const RELEASE = 'breast_cancer@2026.1';

export async function run(): Promise<readonly (Measurement | Tally)[]> {
  const directory = mkdtempSync(join(tmpdir(), 'coho-load-'));
  const folder = join(import.meta.dirname, '..');
  const product = await startProduct(folder, directory);
  try {
    const actions = actionIds(folder);
    const accounts = await createAccounts(new Visitor(product.address, actions), Math.max(...CROWDS));
    const results: (Measurement | Tally)[] = [];
    for (const size of CROWDS) {
      const people = accounts.slice(0, size).map((account, at) => new Person(product.address, actions, account, RELEASE, at + 1));
      const begun = performance.now();
      const end = begun + SIGN_IN_WITHIN + WORK;
      const [server, own] = [product.cpu(), process.cpuUsage()];
      await Promise.all(people.map((person, at) => person.work((at / size) * SIGN_IN_WITHIN, () => performance.now() > end)));
      results.push(...toldOf(size, people), ...coresOf(size, performance.now() - begun, server, product.cpu(), process.cpuUsage(own)));
    }
    return results;
  } finally {
    await product.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Accounts as an administrator of the product makes them. */
async function createAccounts(visitor: Visitor, count: number): Promise<readonly Account[]> {
  const administrator = demoAccounts.find(({ platformRoles }) => platformRoles.includes('securityAdministrator'));
  if (!administrator) throw new Error('There is no demo account that may create others.');
  await visitor.act('signInAction', '/signin', { name: demoSignInName(administrator), password: DEMO_PASSWORD, next: '/' });
  const accounts: Account[] = [];
  for (let at = 0; at < count; at += 1) {
    const account = { name: `researcher-${at}`, password: randomBytes(18).toString('base64url') };
    await visitor.act('createAccountAction', '/admin', { ...account, legalName: `R ${at}`, institution: 'Load', role: 'researcher' });
    accounts.push(account);
  }
  visitor.close();
  return accounts;
}

/** How much of the machine the two sides took, in cores, and how crowded it was beside them. */
function coresOf(size: number, elapsed: number, before: number | null, after: number | null, own: NodeJS.CpuUsage): readonly Tally[] {
  const cores = (milliseconds: number) => (milliseconds / elapsed).toFixed(2);
  const server = before === null || after === null ? '?' : cores(after - before);
  return [
    { name: `${size} people, cores: server, these clients`, tally: `${server}, ${cores((own.user + own.system) / 1000)}` },
    {
      name: `${size} people, load average at the end: 1, 5 min`,
      tally: loadavg()
        .slice(0, 2)
        .map((load) => load.toFixed(1))
        .join(', '),
    },
  ];
}

function toldOf(size: number, people: readonly Person[]): readonly (Measurement | Tally)[] {
  const all = (kind: Kind) => people.flatMap(({ seen }) => seen.times.get(kind) ?? []);
  const errors = people.flatMap(({ seen }) => seen.errors);
  const own = people.flatMap(({ seen }) => {
    const times = seen.times.get('save') ?? [];
    return times.length === 0 ? [] : [percentile(times, 0.95)];
  });
  const fairness = `${Math.min(...own).toFixed(0)} / ${percentile(own, 0.5).toFixed(0)} / ${Math.max(...own).toFixed(0)} ms`;
  return [
    ...kinds.map((kind) => ({ name: `${size} people, ${kind}`, size: all(kind).length, milliseconds: all(kind) })),
    { name: `${size} people, own p95 of saves: best, median, worst`, tally: fairness },
    { name: `${size} people, errors`, tally: errors.length === 0 ? '0' : `${errors.length}, such as: ${errors[0]}` },
  ];
}
