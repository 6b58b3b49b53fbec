import { beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '@/app/_server/access/person';
import { setDisabled } from '@/app/_server/accounts/administer';
import { changePassword, hashOfNextPassword } from '@/app/_server/accounts/own';
import { now } from '@/app/_server/clock';
import { inTurn } from '@/app/_server/session/hashing';
import { localPath } from '@/app/_server/session/local-path';
import { hashPassword } from '@/app/_server/session/password';
import { IDLE_TIMEOUT, personOf, revokeSessions } from '@/app/_server/session/sessions';
import { signIn } from '@/app/_server/session/sign-in';
import { delayAfter } from '@/app/_server/session/throttle';
import type { Store } from '@/app/_server/store';
import { addPerson, freshStore } from './world';

const device = { device: 'test', address: '127.0.0.1', token: 'the token of a device' };
const at = (address: string, token: string) => ({ device: '', address, token });
const PASSWORD = 'correct horse battery';
let database: Store;
let user: string;

beforeEach(async () => {
  database ??= await freshStore();
  await database.signInCount.deleteMany();
  await database.refusalCount.deleteMany();
  await database.user.deleteMany();
  user = (await addPerson(database, 'clinician', ['researcher'])).id;
  await database.user.update({ where: { id: user }, data: { passwordHash: await hashPassword(PASSWORD) } });
});

const attemptWith = (name: string, password: string, from = device) => signIn(database, name, password, from);

async function changeFor(person: Person | null, present: string, next: string): Promise<void> {
  if (!person) throw new Error('nobody is signed in');
  await changePassword(database, person, await hashOfNextPassword(database, person, present, next));
}

describe('signing in', () => {
  it('begins a session whose token holds no rights', async () => {
    const token = await attemptWith(' Clinician ', PASSWORD);
    expect(Object.keys(token).sort()).toEqual(['sid', 'sub', 'sv']);
    expect(await personOf(database, token)).toMatchObject({ id: user, roles: ['researcher'] });
  });

  it('says the same for a wrong password and a name that does not exist', async () => {
    await expect(attemptWith('clinician', 'wrong')).rejects.toMatchObject({ code: 'signin-wrong' });
    await expect(attemptWith('nobody', 'wrong')).rejects.toMatchObject({ code: 'signin-wrong' });
  });

  const lock = (name: string, from: typeof device) =>
    Promise.all([1, 2, 3, 4, 5].map(() => expect(attemptWith(name, 'wrong', from)).rejects.toMatchObject({ code: 'signin-wrong' })));
  const waitOver = () => database.signInCount.deleteMany({ where: { key: { startsWith: 'CLOSED' } } });

  it('closes a name from one address after five wrong passwords, existing or not, and lets no right one in from there meanwhile', async () => {
    for (const name of ['clinician', 'nobody']) {
      await lock(name, device);
      await expect(attemptWith(name, PASSWORD)).rejects.toMatchObject({ code: 'signin-locked' });
    }
    await waitOver();
    await expect(attemptWith('clinician', PASSWORD)).resolves.toMatchObject({ sub: user });
    expect(await database.signInCount.count({ where: { key: { startsWith: 'NAME clinician' } } })).toBe(0);
  });

  it('is no weapon: the name opens from elsewhere, and from the same address on a device it has signed in on', async () => {
    const own = at('192.0.2.7', 'her own device, known');
    await attemptWith('clinician', PASSWORD, own);
    await lock('clinician', at('192.0.2.7', 'the attacker'));
    await expect(attemptWith('clinician', PASSWORD, at('192.0.2.7', 'a new device'))).rejects.toMatchObject({ code: 'signin-locked' });
    await expect(attemptWith('clinician', PASSWORD, at('192.0.2.8', 'a new device'))).resolves.toMatchObject({ sub: user });
    await expect(attemptWith('clinician', PASSWORD, own)).resolves.toMatchObject({ sub: user });
    await lock('clinician', own);
    await expect(attemptWith('clinician', PASSWORD, own)).rejects.toMatchObject({ code: 'signin-locked' });
  });

  it('forgets the devices of an account whose password is changed', async () => {
    const own = at('192.0.2.7', 'her own device, known');
    const person = await personOf(database, await attemptWith('clinician', PASSWORD, own));
    await changeFor(person, PASSWORD, 'four unrelated wooden windmills');
    expect(await database.knownDevice.count({ where: { userId: user } })).toBe(0);
  });

  it('tries no more than five of many at once', async () => {
    const answers = await Promise.allSettled(Array.from({ length: 20 }, () => attemptWith('clinician', 'wrong')));
    const codes = answers.map((answer) => (answer.status === 'rejected' ? answer.reason.code : 'in'));
    expect(codes.filter((code) => code === 'signin-wrong')).toHaveLength(5);
    expect(codes.filter((code) => code === 'signin-locked')).toHaveLength(15);
  });

  it('lets thirty with the right password in at once, from one address', async () => {
    const names = Array.from({ length: 15 }, (_, place) => `colleague${place}`);
    const passwordHash = await hashPassword(PASSWORD);
    for (const name of names) {
      const { id } = await addPerson(database, name);
      await database.user.update({ where: { id }, data: { passwordHash } });
    }
    const each = [...names, ...names.map(() => 'clinician')];
    const tokens = await Promise.all(each.map((name, place) => attemptWith(name, PASSWORD, at('192.0.2.9', `device ${place}`))));
    expect(new Set(tokens.map(({ sid }) => sid)).size).toBe(30);
    expect(await database.signInCount.count()).toBe(0);
  });

  describe('at an address where somebody tries name after name', () => {
    beforeEach(() => database.signInCount.create({ data: { key: 'ADDRESS 192.0.2.7', points: 100, expire: new Date('2999-01-01') } }));

    it('a right password gets in at once on a device nobody knows, and each wrong one costs its name', async () => {
      await expect(attemptWith('somebody', PASSWORD, at('192.0.2.7', ''))).rejects.toMatchObject({ code: 'signin-wrong' });
      await expect(attemptWith('somebody', PASSWORD, at('192.0.2.7', ''))).rejects.toMatchObject({ code: 'signin-locked' });
      await expect(attemptWith('clinician', PASSWORD, at('192.0.2.7', 'a new device'))).resolves.toMatchObject({ sub: user });
      const own = { key: 'ADDRESS 192.0.2.7', points: 101 };
      expect(await database.signInCount.findMany({ where: { key: own.key }, select: { key: true, points: true } })).toEqual([own]);
    });

    it('so many wait and no more, and those of another address or a known device do not wait with them', async () => {
      const known = at('192.0.2.7', 'her own device, known');
      await attemptWith('clinician', PASSWORD, known);
      const answers = Array.from({ length: 60 }, (_, place) =>
        attemptWith(`name ${place}`, 'wrong', at('192.0.2.7', '')).catch(({ code }) => code),
      );
      const [own, elsewhere] = await Promise.all([
        attemptWith('clinician', PASSWORD, known),
        attemptWith('clinician', PASSWORD, at('192.0.2.8', 'a third')),
      ]);
      expect([own.sub, elsewhere.sub]).toEqual([user, user]);
      const codes = await Promise.all(answers);
      expect(codes.filter((code) => code === 'signin-wrong')).toHaveLength(40);
      expect(codes.filter((code) => code === 'server-full')).toHaveLength(20);
    });
  });

  it('waits 30 seconds, then twice as long each time, a quarter of an hour at most', () => {
    expect([4, 5, 6, 7].map((failures) => delayAfter(failures) / 1000)).toEqual([0, 30, 60, 120]);
    expect(delayAfter(50)).toBe(900_000);
  });

  it('says at once that too many wait, and takes the next when there is room', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const waiting = Array.from({ length: 202 }, (_, place) => inTurn(() => held.then(() => place)));
    await expect(inTurn(async () => 0)).rejects.toMatchObject({ code: 'server-full', parameters: { seconds: 10 } });
    release();
    expect(await Promise.all(waiting)).toHaveLength(202);
    await expect(inTurn(async () => 'in')).resolves.toBe('in');
  });

  it('leaves an audit entry either way', async () => {
    const before = await database.auditEntry.count();
    await expect(attemptWith('clinician', 'wrong')).rejects.toThrow();
    await attemptWith('clinician', PASSWORD);
    await database.signInCount.create({ data: { key: 'CLOSED NAME nobody 127.0.0.1', points: 1, expire: new Date('2999-01-01') } });
    await expect(attemptWith('nobody', 'wrong')).rejects.toThrow();
    const entries = await database.auditEntry.findMany({ orderBy: { sequence: 'asc' }, skip: before });
    expect(entries.map((entry) => [entry.action, entry.outcome, entry.reason])).toEqual([
      ['session.sign-in', 'denied', 'signin-wrong'],
      ['session.sign-in', 'done', null],
      ['session.sign-in', 'denied', 'signin-locked'],
    ]);
  });
});

describe('a session', () => {
  it('shows a right that was taken away at once', async () => {
    const token = await attemptWith('clinician', PASSWORD);
    await database.userRole.deleteMany({ where: { userId: user } });
    expect(await personOf(database, token)).toMatchObject({ roles: [] });
  });

  it('ends when revoked, idle, expired, or the account is disabled', async () => {
    const token = await attemptWith('clinician', PASSWORD);
    await revokeSessions(database, user, { only: token.sid });
    expect(await personOf(database, token)).toBeNull();

    const idle = await attemptWith('clinician', PASSWORD);
    await database.session.update({ where: { id: idle.sid }, data: { lastSeenAt: new Date(now().getTime() - IDLE_TIMEOUT) } });
    expect(await personOf(database, idle)).toBeNull();

    const expired = await attemptWith('clinician', PASSWORD);
    await database.session.update({ where: { id: expired.sid }, data: { expiresAt: now() } });
    expect(await personOf(database, expired)).toBeNull();

    const disabled = await attemptWith('clinician', PASSWORD);
    const administrator = await addPerson(database, 'security', ['securityAdministrator']);
    await setDisabled(database, administrator, user, true);
    expect(await personOf(database, disabled)).toBeNull();
    await setDisabled(database, administrator, user, false);
    expect(await personOf(database, disabled)).toBeNull();
  });

  it('is not another person’s, whatever the token says', async () => {
    const other = await addPerson(database, 'other');
    const token = await attemptWith('clinician', PASSWORD);
    expect(await personOf(database, { ...token, sub: other.id })).toBeNull();
    expect(await personOf(database, { ...token, sv: token.sv + 1 })).toBeNull();
  });

  it('outlives a change of password only where the change was made', async () => {
    const here = await attemptWith('clinician', PASSWORD);
    const elsewhere = await attemptWith('clinician', PASSWORD);
    const person = await personOf(database, here);
    await expect(changeFor(person, 'wrong', 'four wooden windmills turning')).rejects.toMatchObject({ code: 'password-wrong' });
    await expect(changeFor(person, PASSWORD, 'short')).rejects.toMatchObject({ code: 'password-weak' });
    await changeFor(person, PASSWORD, 'four wooden windmills turning');
    expect(await personOf(database, here)).not.toBeNull();
    expect(await personOf(database, elsewhere)).toBeNull();
    await expect(attemptWith('clinician', 'four wooden windmills turning')).resolves.toMatchObject({ sub: user });
  });
});

describe('where sign-in leads', () => {
  it('is always an address of ours', () => {
    expect(localPath('/projects?a=1')).toBe('/projects?a=1');
    for (const foreign of [
      'https://elsewhere.example',
      '//elsewhere.example',
      '/\\elsewhere.example',
      '/.//elsewhere.example',
      '',
      'projects',
      '/a\nb',
    ]) {
      expect(localPath(foreign)).toBe('/');
    }
  });
});
