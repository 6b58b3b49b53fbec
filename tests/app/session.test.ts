import { beforeEach, describe, expect, it } from 'vitest';
import { setDisabled } from '@/app/_server/accounts/administer';
import { changePassword } from '@/app/_server/accounts/own';
import { now } from '@/app/_server/clock';
import { localPath } from '@/app/_server/session/local-path';
import { hashPassword } from '@/app/_server/session/password';
import { IDLE_TIMEOUT, personOf, revokeSessions } from '@/app/_server/session/sessions';
import { signIn } from '@/app/_server/session/sign-in';
import { delayAfter } from '@/app/_server/session/throttle';
import type { Store } from '@/app/_server/store';
import { addPerson, freshStore } from './world';

const device = { device: 'test', address: '127.0.0.1' };
const PASSWORD = 'correct horse battery';
let database: Store;
let user: string;

beforeEach(async () => {
  database ??= await freshStore();
  await database.signInThrottle.deleteMany();
  await database.user.deleteMany();
  user = (await addPerson(database, 'clinician', ['researcher'])).id;
  await database.user.update({ where: { id: user }, data: { passwordHash: await hashPassword(PASSWORD) } });
});

const attemptWith = (name: string, password: string) => signIn(name, password, device);

describe('signing in', () => {
  it('begins a session whose token holds no rights', async () => {
    const token = await attemptWith(' Clinician ', PASSWORD);
    expect(Object.keys(token).sort()).toEqual(['sid', 'sub', 'sv']);
    expect(await personOf(token)).toMatchObject({ id: user, roles: ['researcher'] });
  });

  it('says the same for a wrong password and a name that does not exist', async () => {
    await expect(attemptWith('clinician', 'wrong')).rejects.toMatchObject({ code: 'signin-wrong' });
    await expect(attemptWith('nobody', 'wrong')).rejects.toMatchObject({ code: 'signin-wrong' });
  });

  it('locks a name after five wrong passwords, existing or not, and lets no right one in meanwhile', async () => {
    for (const name of ['clinician', 'nobody']) {
      for (let time = 1; time <= 5; time += 1) await expect(attemptWith(name, 'wrong')).rejects.toMatchObject({ code: 'signin-wrong' });
      await expect(attemptWith(name, PASSWORD)).rejects.toMatchObject({ code: 'signin-locked' });
    }
    await database.signInThrottle.updateMany({ data: { lockedUntil: new Date(0) } });
    await expect(attemptWith('clinician', PASSWORD)).resolves.toMatchObject({ sub: user });
    expect(await database.signInThrottle.count({ where: { name: 'clinician' } })).toBe(0);
  });

  it('tries no more than five of many at once', async () => {
    const answers = await Promise.allSettled(Array.from({ length: 20 }, () => attemptWith('clinician', 'wrong')));
    const codes = answers.map((answer) => (answer.status === 'rejected' ? answer.reason.code : 'in'));
    expect(codes.filter((code) => code === 'signin-wrong')).toHaveLength(5);
    expect(codes.filter((code) => code === 'signin-locked')).toHaveLength(15);
  });

  it('slows an address that tries name after name, and counts no right password against it', async () => {
    const from = (name: string, address: string) => signIn(name, PASSWORD, { device: '', address });
    await from('clinician', '192.0.2.7');
    await database.signInThrottle.updateMany({ where: { name: 'ADDRESS 192.0.2.7' }, data: { failures: 99 } });
    await from('clinician', '192.0.2.7');
    await expect(from('somebody', '192.0.2.7')).rejects.toMatchObject({ code: 'signin-wrong' });
    await expect(from('clinician', '192.0.2.7')).rejects.toMatchObject({ code: 'signin-locked' });
    await expect(from('clinician', '192.0.2.8')).resolves.toMatchObject({ sub: user });
    const longAgo = { lastFailure: new Date(now().getTime() - 16 * 60_000), lockedUntil: null };
    await database.signInThrottle.updateMany({ where: { name: 'ADDRESS 192.0.2.7' }, data: longAgo });
    await expect(from('somebody', '192.0.2.7')).rejects.toMatchObject({ code: 'signin-wrong' });
    await expect(from('clinician', '192.0.2.7')).resolves.toMatchObject({ sub: user });
  });

  it('waits 30 seconds, then twice as long each time, an hour at most', () => {
    expect([4, 5, 6, 7].map((failures) => delayAfter(failures) / 1000)).toEqual([0, 30, 60, 120]);
    expect(delayAfter(50)).toBe(3_600_000);
  });

  it('leaves an audit entry either way', async () => {
    const before = await database.auditEntry.count();
    await expect(attemptWith('clinician', 'wrong')).rejects.toThrow();
    await attemptWith('clinician', PASSWORD);
    await database.signInThrottle.create({
      data: { name: 'nobody', failures: 5, lastFailure: now(), lockedUntil: new Date('2999-01-01') },
    });
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
    expect(await personOf(token)).toMatchObject({ roles: [] });
  });

  it('ends when revoked, idle, expired, or the account is disabled', async () => {
    const token = await attemptWith('clinician', PASSWORD);
    await revokeSessions(user, { only: token.sid });
    expect(await personOf(token)).toBeNull();

    const idle = await attemptWith('clinician', PASSWORD);
    await database.session.update({ where: { id: idle.sid }, data: { lastSeenAt: new Date(now().getTime() - IDLE_TIMEOUT) } });
    expect(await personOf(idle)).toBeNull();

    const expired = await attemptWith('clinician', PASSWORD);
    await database.session.update({ where: { id: expired.sid }, data: { expiresAt: now() } });
    expect(await personOf(expired)).toBeNull();

    const disabled = await attemptWith('clinician', PASSWORD);
    const administrator = await addPerson(database, 'security', ['securityAdministrator']);
    await setDisabled(administrator, user, true);
    expect(await personOf(disabled)).toBeNull();
    await setDisabled(administrator, user, false);
    expect(await personOf(disabled)).toBeNull();
  });

  it('is not another person’s, whatever the token says', async () => {
    const other = await addPerson(database, 'other');
    const token = await attemptWith('clinician', PASSWORD);
    expect(await personOf({ ...token, sub: other.id })).toBeNull();
    expect(await personOf({ ...token, sv: token.sv + 1 })).toBeNull();
  });

  it('outlives a change of password only where the change was made', async () => {
    const here = await attemptWith('clinician', PASSWORD);
    const elsewhere = await attemptWith('clinician', PASSWORD);
    const person = await personOf(here);
    await expect(changePassword(person, 'wrong', 'a new long password')).rejects.toMatchObject({ code: 'password-wrong' });
    await expect(changePassword(person, PASSWORD, 'short')).rejects.toMatchObject({ code: 'password-weak' });
    await changePassword(person, PASSWORD, 'a new long password');
    expect(await personOf(here)).not.toBeNull();
    expect(await personOf(elsewhere)).toBeNull();
    await expect(attemptWith('clinician', 'a new long password')).resolves.toMatchObject({ sub: user });
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
